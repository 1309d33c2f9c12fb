const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as a person says it: `3.4 MB`. */
export function sizeWords(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[step]}`;
}

/** `1 call`, `3 calls`; the plural is made with an s unless it is named. */
export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;

/** Some names and how many more: `Acme, Bell and 3 others`. */
export function someNames(names: readonly string[], most = 4): string {
  if (names.length <= most) return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
  return `${names.slice(0, most).join(', ')} and ${countWords(names.length - most, 'other')}`;
}
