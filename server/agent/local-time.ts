/** A format is costly to make and there are only so many zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

function partsAt(atMs: number, timeZone: string): Record<string, string> {
  return Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
}

/**
 * "Good morning" before 12, "Good afternoon" before 18, else "Good evening".
 * @param atMs milliseconds since the epoch
 * @param timeZone IANA name
 */
export function timeGreeting(atMs: number, timeZone: string): string {
  const hour = Number(partsAt(atMs, timeZone).hour);
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

/** Day, date and time as one reads them there, for example "Monday 2 March 2026, 10:00". */
export function localTime(atMs: number, timeZone: string): string {
  const { weekday, day, month, year, hour, minute } = partsAt(atMs, timeZone);
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}`;
}
