import { isFiller, wordsOf } from '../../knowledge/words.ts';

/** Telling words that are looked for; more would only take longer. */
const MOST_WORDS = 12;

/** What somebody looks for, taken apart. */
export interface TextQuery {
  /** Words that must all occur, beginnings of words included. */
  words: string[];
  /** Rows of words that must stand like this in one line; see `asPhrase`. */
  phrases: string[];
}

/** A text for finding phrases in it: its words, each between spaces. */
export const asPhrase = (text: string): string => ` ${wordsOf(text).join(' ')} `;

/** What stands in quotes is a phrase. So is a query of words alone that say little, such as "how are you". */
export function parseTextQuery(text: string): TextQuery {
  const phrases: string[] = [];
  const rest = text.replaceAll(/["“”]([^"“”]+)["“”]/g, (_, quoted: string) => {
    phrases.push(asPhrase(quoted));
    return ' ';
  });
  const loose = wordsOf(rest);
  const telling = new Set([...loose, ...phrases.flatMap(wordsOf)].filter((word) => !isFiller(word)));
  if (telling.size === 0 && loose.length > 0) phrases.push(asPhrase(rest));
  return {
    words: [...telling].slice(0, MOST_WORDS),
    phrases: phrases.filter((phrase) => phrase.trim() !== ''),
  };
}
