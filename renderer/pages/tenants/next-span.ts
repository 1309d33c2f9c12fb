/** Part of a day, as `09:00` to `17:00`. */
export interface Span {
  from: string;
  to: string;
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** What one likely adds to these: a working day first, then the hours after a break. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans
    .map(({ to }) => to)
    .toSorted()
    .at(-1);
  if (last === undefined) return { from: '09:00', to: '17:00' };
  const from = Math.min(Number(last.slice(0, 2)) + 1, 23);
  return { from: clock(from), to: clock(Math.min(from + 4, 24)) };
}
