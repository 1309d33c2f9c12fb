import type { Recalled } from '../../contracts/live.ts';
import { recallable } from '../../memory/sensitive.ts';
import type { CallPlan } from '../plan.ts';

/** What the agent was told of the caller at the beginning; `null` when it was told nothing. */
export function recalledBy(plan: Pick<CallPlan, 'memory' | 'settings'> | null): Recalled | null {
  if (!plan?.memory) return null;
  const { memory } = recallable(plan.memory, plan.settings.memoryPolicy);
  const { facts, openMatters, summaries, callCount } = memory;
  return { name: memory.profile.name, facts, openMatters, summaries, callCount };
}
