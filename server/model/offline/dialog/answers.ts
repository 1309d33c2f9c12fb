import type { BusinessFacts } from '../../engine.ts';

type Answers = BusinessFacts['answers'];

/** Words that say nothing of what a question is about. */
const SMALL = new Set(
  `a about all also am an and any anything are as at be been by can could did do does for from get give had has have how i
  if in is it its just know let like may me might much many my no not of on one or our please shall should so some tell than
  that the their them there these they thing this to us want was we were what when where which who why will with would yes
  you your hello hi hey okay thank thanks question wondering wonder ask`.split(/\s+/),
);

/** So much of both must be shared, from 0 to 1, for a question to count as the same. */
const CLOSE = 0.6;
/** And so much where something else may be meant. */
const VERY_CLOSE = 0.8;

/** What a sentence is about, as stems: "cards" and "card" are one. */
function content(text: string): Set<string> {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return new Set((words ?? []).filter((word) => !SMALL.has(word)).map(stem));
}

function stem(word: string): string {
  if (word.length <= 3) return word;
  return word.replace(/(?:ies|ied)$/, 'y').replace(/(?:ing|ed|es|s|e)$/, '');
}

/**
 * The answer to the question that is closest to what a caller asked, or `null`.
 *
 * @param asked In the caller's words.
 * @param certain Whether the sentence might as well mean something else, so that only nearly the same question counts.
 */
export function answerTo(asked: string, answers: Answers, certain = false): string | null {
  const words = content(asked);
  let best: { answer: string; closeness: number } | null = null;
  for (const { question, answer } of answers) {
    const closeness = overlap(words, content(question));
    if (closeness > (best?.closeness ?? 0)) best = { answer, closeness };
  }
  return best && best.closeness >= (certain ? VERY_CLOSE : CLOSE) ? best.answer : null;
}

function overlap(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((word) => other.has(word)).length;
  return (2 * shared) / (one.size + other.size);
}
