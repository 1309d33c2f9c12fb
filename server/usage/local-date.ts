/** A format is costly to make and there are only so many zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

export interface LocalDate {
  /** `2026-11-22` */
  day: string;
  /** `2026-11` */
  month: string;
  /** `09:05` */
  time: string;
}

/**
 * Day, month and time of day as a calendar and clock there show them.
 * @param atMs milliseconds since the epoch
 * @param timeZone IANA name
 */
export function localDate(atMs: number, timeZone: string): LocalDate {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const month = `${parts.year}-${parts.month}`;
  return { day: `${month}-${parts.day}`, month, time: `${parts.hour}:${parts.minute}` };
}
