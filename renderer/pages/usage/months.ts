/** A month such as `2026-11` in words. */
export function monthName(month: string): string {
  return new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** The month that lies so many after another; before it where `by` is negative. */
export function monthAfter(month: string, by: number): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + by)).toISOString().slice(0, 7);
}

/** The month (UTC) of a moment and those before it, newest first. */
export function monthsUntil(nowMs: number, count: number): string[] {
  const now = new Date(nowMs).toISOString().slice(0, 7);
  return Array.from({ length: count }, (_, back) => monthAfter(now, -back));
}
