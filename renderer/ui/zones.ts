/** The viewer's own time zone. */
export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Date and time in one zone, such as `Nov 22, 2026, 3:37 PM`. */
export function dateTime(iso: string | number, zone = viewerZone()): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(iso));
}

/** The date of a moment in one zone, as `2026-11-22`. */
export function dateIn(atMs: number, zone = viewerZone()): string {
  const format = new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  });
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** A month such as `2026-11` in words. */
export function monthName(month: string): string {
  return new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** The viewer's date of a moment, as a number of days. */
function dayOf(ms: number): number {
  const at = new Date(ms);
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000;
}

/**
 * How a moment lies to now, in words: `just now`, `5 minutes ago`, `yesterday`, then the date. From a day on it is counted in
 * dates: what was 30 hours ago may have been the day before yesterday.
 */
export function ago(iso: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (seconds > -45) return 'just now';
  if (seconds > -3600) return format.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return format.format(Math.round(seconds / 3600), 'hour');
  const days = dayOf(Date.parse(iso)) - dayOf(nowMs);
  if (days > -7) return format.format(days, 'day');
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(iso));
}

/** The next moment from `nowMs` on at which it is `hour` o'clock in the zone, to within the minute. */
export function atHour(hour: number, zone: string, nowMs: number): string {
  const local = new Intl.DateTimeFormat('en-US', {
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const parts = Object.fromEntries(
    local.formatToParts(nowMs).map(({ type, value }) => [type, Number(value)]),
  );
  const minutes = (parts.hour ?? 0) * 60 + (parts.minute ?? 0);
  const ahead = (hour * 60 - minutes + 1440) % 1440;
  const minuteMs = 60_000;
  return new Date(Math.floor(nowMs / minuteMs) * minuteMs + ahead * minuteMs).toISOString();
}

export const timeZones = (): string[] => [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];
