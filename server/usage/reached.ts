import type { Caps } from '../contracts/caps.ts';
import type { Spending } from '../contracts/usage.ts';

/** Of a day or month, or of one call. */
export type Limit =
  | 'call-minutes'
  | 'call-money'
  | 'day-minutes'
  | 'day-money'
  | 'month-minutes'
  | 'month-money';

const isReached = (spent: number, cap: number | null): boolean => cap !== null && spent >= cap;

/** The first cap of a day or month that is used up, exactly or more. Minutes keep no practice call out. */
export function reachedCap(caps: Caps, spent: Spending, practice: boolean): Limit | null {
  if (!practice && isReached(spent.dayMinutes, caps.dayMinutes)) return 'day-minutes';
  if (isReached(spent.dayUsd, caps.dayUsd)) return 'day-money';
  if (!practice && isReached(spent.monthMinutes, caps.monthMinutes)) return 'month-minutes';
  return isReached(spent.monthUsd, caps.monthUsd) ? 'month-money' : null;
}

/** The cap of a single call that it has used up. It holds for practice calls too: one may be left open by mistake. */
export function reachedCallCap(
  caps: Caps,
  { elapsedMs, costUsd }: { elapsedMs: number; costUsd: number },
): Limit | null {
  if (isReached(elapsedMs / 60_000, caps.callMinutes)) return 'call-minutes';
  return isReached(costUsd, caps.callUsd) ? 'call-money' : null;
}
