/** A format is costly to make and there are only so many zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

const inWords = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/**
 * What a clock on the wall shows at that moment, as the milliseconds since the epoch at which UTC shows the same. So
 * days can be counted and compared in it without knowing of summer time.
 * @param atMs milliseconds since the epoch
 * @param timeZone IANA name
 */
export function wallTime(atMs: number, timeZone: string): number {
  const parts = formatIn(timeZone).formatToParts(atMs);
  const part = (wanted: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find(({ type }) => type === wanted)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** `morning` before 12, `afternoon` before 18, else `evening`, at that moment in that zone. */
export function partOfDay(atMs: number, timeZone: string): 'morning' | 'afternoon' | 'evening' {
  const hour = new Date(wallTime(atMs, timeZone)).getUTCHours();
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Day, date and time as one reads them there, for example "Monday 2 March 2026, 10:00". */
export function localTime(atMs: number, timeZone: string): string {
  const parts = Object.fromEntries(
    inWords.formatToParts(wallTime(atMs, timeZone)).map(({ type, value }) => [type, value]),
  );
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}`;
}
