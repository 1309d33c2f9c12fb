import { asData } from '../agent/as-data.ts';
import type { CallerMemory } from '../contracts/memory.ts';

/** Older ones tell a caller's agent little that facts and open matters do not. */
const SUMMARIES = 3;
/** How much of a memory the instructions hold at most, in characters of its quotation. */
const QUOTE_LIMIT = 4_000;

interface Quotation {
  name: string | null;
  earlierCalls: number;
  lastCall: string | null;
  openMatters: string[];
  preferences: string[];
  facts: string[];
  summaries: string[];
}

/**
 * A caller's memory as one line of JSON, so that nothing in it can pose as a part of the instructions around it. Of
 * what does not fit in `limit` characters the oldest is left out first: summaries before facts before preferences before
 * open matters. Of summaries the last three are quoted at most. Sensitive things are for the caller of this function to
 * leave out (`recallable`).
 */
export function quoteMemory(memory: CallerMemory, limit = QUOTE_LIMIT): string {
  const quotation: Quotation = {
    name: memory.profile.name,
    earlierCalls: memory.callCount,
    lastCall: memory.lastCallAt?.slice(0, 10) ?? null,
    openMatters: memory.openMatters.map(({ text }) => text),
    preferences: [...memory.profile.preferences],
    facts: memory.facts.map(({ text }) => text),
    summaries: memory.summaries.slice(-SUMMARIES).map(({ at, text }) => `${at.slice(0, 10)}: ${text}`),
  };
  const inOrderOfLoss = [quotation.summaries, quotation.facts, quotation.preferences, quotation.openMatters];
  let text = asData(quotation);
  while (text.length > limit) {
    const expendable = inOrderOfLoss.find((list) => list.length > 0);
    if (!expendable) break;
    expendable.shift();
    text = asData(quotation);
  }
  return text;
}
