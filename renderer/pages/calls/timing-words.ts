import type { Timings } from '../../../server/contracts/call.ts';
import { duration } from '../../ui/words.ts';

/** A call's timings as pairs of a label and plain words; what never happened is said so. */
export function timingFacts(timings: Timings): [label: string, value: string][] {
  const { webhookMs, greetingMs, modelReadyMs, answerMs, greetingCached } = timings;
  return [
    ['Picked up', webhookMs === null ? 'Never' : `${duration(webhookMs)} after it rang`],
    [
      'Greeting',
      greetingMs === null
        ? 'Never sounded'
        : `${duration(greetingMs)} after the line was connected${greetingCached ? ', from the cache' : ''}`,
    ],
    ['Engine ready', modelReadyMs === null ? 'Never' : `${duration(modelReadyMs)} after it rang`],
    ['Answers', answersInWords(answerMs)],
  ];
}

function answersInWords(answerMs: readonly number[]): string {
  if (answerMs.length === 0) return 'The agent had nothing to answer';
  const sorted = [...answerMs].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const slowest = sorted.at(-1) ?? 0;
  if (sorted.length === 1) return `${duration(middle)} after the caller finished`;
  return `${duration(middle)} after the caller finished, ${duration(slowest)} at the slowest`;
}
