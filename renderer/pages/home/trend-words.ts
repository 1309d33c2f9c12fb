/** Days have no time zone: they are shown as they are named. */
const format = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** `Nov 22` */
export const shortDay = (day: string): string => format(day, { month: 'short', day: 'numeric' });

/** `Sunday, November 22` */
export const longDay = (day: string): string =>
  format(day, { weekday: 'long', month: 'long', day: 'numeric' });

/** The sum of a figure over days, or other things. */
export const total = <T>(days: readonly T[], of: (day: T) => number): number =>
  days.reduce((sum, day) => sum + of(day), 0);

const rounded = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** `12.5 min` */
export const inMinutes = (value: number): string => `${rounded.format(value)} min`;

/** Waits are told in seconds. */
export const inSeconds = (ms: number | null): string =>
  ms === null ? '–' : `${rounded.format(ms / 1000)} s`;
