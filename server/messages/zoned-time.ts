import { wallTime } from '../agent/local-time.ts';

/**
 * The moment at which clocks there show a local time such as `2026-11-24T15:00`, in milliseconds since the epoch; where
 * they skip it, one within the hour. `null` when there is no such date.
 */
export function momentOf(local: string, timeZone: string): number | null {
  const wallMs = Date.parse(`${local}:00Z`);
  // 30 February would be taken for 2 March.
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(local)) return null;
  const offsetAt = (ms: number): number => wallTime(ms, timeZone) - ms;
  const near = wallMs - offsetAt(wallMs);
  return wallMs - offsetAt(near);
}
