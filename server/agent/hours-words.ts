import { type Schedule, WEEKDAYS } from '../contracts/hours.ts';
import { holidayOn, type MinuteSpan, mergedSpans, nextOpening } from './hours.ts';
import { wallTime } from './local-time.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOURS = 'twelve one two three four five six seven eight nine ten eleven'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty'];

function minuteWords(minute: number): string {
  if (minute === 0) return '';
  if (minute < 10) return ` oh ${HOURS[minute]}`;
  if (minute < 20) return ` ${TEENS[minute - 10]}`;
  const ones = minute % 10 === 0 ? '' : `-${HOURS[minute % 10]}`;
  return ` ${TENS[Math.floor(minute / 10)]}${ones}`;
}

interface SpokenTime {
  time: string;
  /** Empty for noon and midnight, which need none. */
  part: string;
}

/** @param minute of the day, 0 to 1440 */
function timeWords(minute: number): SpokenTime {
  if (minute === 12 * 60) return { time: 'noon', part: '' };
  if (minute % (24 * 60) === 0) return { time: 'midnight', part: '' };
  const hour = Math.floor(minute / 60);
  const time = `${HOURS[hour % 12]}${minuteWords(minute % 60)}`;
  const part = hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening';
  return { time, part };
}

const withPart = ({ time, part }: SpokenTime) => (part ? `${time} ${part}` : time);

/** Whether people take the bare times as meant: from a morning to less than 12 hours later, or within one afternoon. */
function isPlain({ from, to }: MinuteSpan): boolean {
  const [six, noon] = [6 * 60, 12 * 60];
  if (from >= six && from < noon) return to >= noon && to < from + noon;
  return from >= noon && from < noon + six && to <= noon + six;
}

function spanWords(span: MinuteSpan): string {
  const { from, to } = span;
  if (from === 0 && to === 24 * 60) return 'all day';
  const [start, end] = [timeWords(from), timeWords(to)];
  if (isPlain(span)) return `${start.time} to ${end.time}`;
  if (start.part === end.part) return `${start.time} to ${withPart(end)}`;
  return `${withPart(start)} to ${withPart(end)}`;
}

const listed = (parts: string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const spansWords = (spans: MinuteSpan[]) => listed(spans.map(spanWords));

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** "Monday", "Saturday and Sunday", "Monday to Friday", "every day". */
function daysWords(first: number, last: number): string {
  const [from, to] = [first, last].map((day) => capital(WEEKDAYS[day] ?? ''));
  if (first === last) return `${from}`;
  if (last - first === 1) return `${from} and ${to}`;
  return last - first === WEEKDAYS.length - 1 ? 'every day' : `${from} to ${to}`;
}

/**
 * The weekly hours in plain English, days with the same hours taken together: "Monday to Friday, nine to five;
 * Saturday, ten to noon". Empty where nothing weekly is set. Holidays: `spokenHolidays`.
 */
export function spokenHours({ weekly }: Schedule): string {
  const byDay = WEEKDAYS.map((day) => spansWords(mergedSpans(weekly.filter((span) => span.day === day))));
  const parts: string[] = [];
  let first = 0;
  while (first < byDay.length) {
    let last = first;
    while (byDay[last + 1] === byDay[first]) last += 1;
    if (byDay[first]) parts.push(`${daysWords(first, last)}, ${byDay[first]}`);
    first = last + 1;
  }
  return capital(parts.join('; '));
}

const dateWords = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' });
const weekdayWords = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });

/** How far ahead holidays are told, in days. */
const HOLIDAYS_AHEAD = 60;

/**
 * The holidays of today and the next 60 days in order, such as "Christmas Day (25 December): closed".
 * @param atMs now, in milliseconds since the epoch
 */
export function spokenHolidays(schedule: Schedule, atMs: number, timeZone: string): string[] {
  const nowWallMs = wallTime(atMs, timeZone);
  const told: string[] = [];
  for (let day = 0; day <= HOLIDAYS_AHEAD; day += 1) {
    const wallMs = nowWallMs + day * DAY_MS;
    const holiday = holidayOn(schedule, new Date(wallMs).toISOString().slice(0, 10));
    if (!holiday) continue;
    const hours = holiday.spans.length === 0 ? 'closed' : spansWords(mergedSpans(holiday.spans));
    told.push(`${holiday.name} (${dateWords.format(wallMs)}): ${hours}`);
  }
  return told;
}

/**
 * When it opens next, as one says it from now: "today at two in the afternoon", "tomorrow at nine in the morning", "on
 * Monday at …", "on Monday 4 January at …"; `null` when it is open or never opens.
 */
export function spokenOpening(schedule: Schedule, atMs: number, timeZone: string): string | null {
  const openingMs = nextOpening(schedule, atMs, timeZone);
  if (openingMs === null || openingMs === atMs) return null;
  const [nowMs, thenMs] = [wallTime(atMs, timeZone), wallTime(openingMs, timeZone)];
  const days = Math.floor(thenMs / DAY_MS) - Math.floor(nowMs / DAY_MS);
  const time = withPart(timeWords((thenMs % DAY_MS) / 60_000));
  if (days === 0) return `today at ${time}`;
  if (days === 1) return `tomorrow at ${time}`;
  const weekday = `on ${weekdayWords.format(thenMs)}`;
  return days < 7 ? `${weekday} at ${time}` : `${weekday} ${dateWords.format(thenMs)} at ${time}`;
}
