import { scheduler } from 'node:timers/promises';
import type { KnowledgeGap } from '../contracts/knowledge.ts';
import { ASKINGS_LIMIT, type StoredGap } from './documents.ts';
import { withoutNumbers } from './without-numbers.ts';
import { sameAs } from './words.ts';

const LONGEST_QUESTION = 500;
/** What is looked at of a question, however much the model made up. */
const LONGEST_LOOK = 2_000;

/** A question in one line as it may be kept: without numbers of callers, cut to its longest. Empty when nothing is left. */
export function keepableQuestion(text: string): string {
  const line = withoutNumbers(text.slice(0, LONGEST_LOOK).replaceAll(/\s+/g, ' ')).trim();
  return line
    .slice(0, LONGEST_QUESTION)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}

/** The gap that a question belongs to, if it was asked before. Live calls go on between the gaps. */
export async function gapOf(gaps: readonly StoredGap[], question: string): Promise<StoredGap | undefined> {
  const isSame = sameAs(question);
  for (const gap of gaps) {
    const wordings = new Set(gap.askings.map((asking) => asking.question));
    if ([...wordings].some(isSame)) return gap;
    await scheduler.yield();
  }
  return undefined;
}

/** A gap that was asked once more. One call counts once: then the same object comes back. */
export function askedAgain(gap: StoredGap, asking: StoredGap['askings'][number]): StoredGap {
  if (gap.askings.some(({ callSid }) => callSid === asking.callSid)) return gap;
  return { ...gap, count: gap.count + 1, askings: [...gap.askings, asking].slice(-ASKINGS_LIMIT) };
}

/** A gap without what was asked in these calls; `null` when nothing is left, the same object when nothing was theirs. */
export function withoutCalls(gap: StoredGap, callSids: ReadonlySet<string>): StoredGap | null {
  const askings = gap.askings.filter(({ callSid }) => !callSids.has(callSid));
  const [first] = askings;
  if (askings.length === gap.askings.length) return gap;
  if (!first) return null;
  return { ...gap, count: gap.count - (gap.askings.length - askings.length), askings, firstAt: first.at };
}

/** As people see it: worded as it was first. */
export function shownGap({ id, count, firstAt, askings }: StoredGap): KnowledgeGap {
  const question = askings[0]?.question ?? '';
  return {
    id,
    question,
    count,
    callSids: askings.map(({ callSid }) => callSid),
    firstAt,
    lastAt: askings.at(-1)?.at ?? firstAt,
  };
}

/** The one that is missed least: asked least often, and of these longest ago. */
export function leastMissed(gaps: readonly StoredGap[]): StoredGap | undefined {
  const lastMs = (gap: StoredGap) => Date.parse(shownGap(gap).lastAt);
  return gaps.toSorted((a, b) => a.count - b.count || lastMs(a) - lastMs(b))[0];
}
