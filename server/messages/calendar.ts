import icalendar, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { facts, type Letter, senderOf } from './letter.ts';
import { oneLine, plainText } from './plain.ts';
import { momentOf } from './zoned-time.ts';

/** Nobody has said how long it will take; this much of the day is shown as wanted. */
const SHOWN_MS = 30 * 60_000;

/**
 * The times a caller would like, as tentative entries in UTC: an iCalendar file to be looked at, not an invitation to
 * be answered. `null` where no time was plain.
 */
export function calendarOf(letter: Letter): string | null {
  const { id, message, tenant } = letter;
  const starts = message.startsAt.flatMap((local) => momentOf(local, tenant.timeZone) ?? []);
  if (message.kind !== 'appointment' || starts.length === 0) return null;
  const calendar = icalendar({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Ringhouse', product: 'Ringhouse', language: 'EN' },
  });
  const description = [
    ...facts(letter).map(([label, text]) => `${label}: ${text}`),
    '',
    plainText(message.text),
  ].join('\n');
  for (const [index, startMs] of starts.entries())
    calendar.createEvent({
      id: `${id}-${index}@ringhouse`,
      stamp: new Date(Date.parse(letter.at)),
      start: new Date(startMs),
      end: new Date(startMs + SHOWN_MS),
      summary: oneLine(`Wanted: ${senderOf(letter)}, ${tenant.businessName}`, 200),
      description,
      status: ICalEventStatus.TENTATIVE,
    });
  return calendar.toString();
}
