import type { CallerMemory } from '../contracts/memory.ts';

/**
 * What was remembered of a caller at a moment of the past, as far as it can be told today: without what was learnt since.
 * Name and preferences carry no date and stay. `null` where nothing is older, so that the caller was a new one. Pure.
 *
 * @param thenMs milliseconds since the epoch
 */
export function memoryUntil(memory: CallerMemory, thenMs: number): CallerMemory | null {
  const isOlder = ({ at }: { at: string }): boolean => Date.parse(at) < thenMs;
  const facts = memory.facts.filter(isOlder);
  const openMatters = memory.openMatters.filter(isOlder);
  const summaries = memory.summaries.filter(isOlder);
  if (facts.length + openMatters.length + summaries.length === 0) return null;
  const since = memory.summaries.length - summaries.length;
  const lastCallAt = summaries.at(-1)?.at ?? null;
  return {
    ...memory,
    facts,
    openMatters,
    summaries,
    lastCallAt,
    callCount: Math.max(1, memory.callCount - since),
  };
}
