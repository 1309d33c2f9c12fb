import { detectAll } from 'tinyld';
import { primary } from './time-greeting.ts';

/** Fewer words tell no language: "yes", "si" and "no" are words of many. */
const FEWEST_WORDS = 4;
/** A language other than the tenant's that is as sure as this (of 1) is what was spoken. */
const SURE = 0.5;
/** How much likelier the likeliest of the tenant's languages must be than the next. */
const CLEARLY = 2;

/** Words; where a script has none between spaces, two of its signs count as one. */
function countWords(text: string): number {
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return (text.match(/\p{L}+/gu)?.length ?? 0) + Math.floor(unspaced / 2);
}

/**
 * Which of a tenant's languages most of a caller's words are in, as one of the `candidates`; `null` where too little was
 * said to tell, or it was in none of them.
 * @param candidates language tags, such as `en-GB`
 */
export function detectLanguage(text: string, candidates: readonly string[]): string | null {
  if (countWords(text) < FEWEST_WORDS) return null;
  const spoken = new Set(candidates.map(primary));
  const [likeliest] = detectAll(text);
  if (!likeliest || (!spoken.has(likeliest.lang) && likeliest.accuracy >= SURE)) return null;
  const [best, next] = detectAll(text, { only: [...spoken] });
  if (!best || (next && best.accuracy < CLEARLY * next.accuracy)) return null;
  return candidates.find((tag) => primary(tag) === best.lang) ?? null;
}
