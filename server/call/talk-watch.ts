import { CallWatch } from './call-watch.ts';
import type { TalkLinks } from './talk-links.ts';

/** Watches one talk against the limits as they are at each moment. */
export function createWatch({ elapsedMs, keeper, parts, plan, tenant }: TalkLinks): CallWatch {
  return new CallWatch(plan.settings.silenceSeconds, () => ({
    ...parts.limitsOf(tenant),
    nowMs: parts.clock.monotonic(),
    elapsedMs: elapsedMs(),
    costUsd: parts.cost(keeper.record),
    practice: keeper.record.practice,
  }));
}
