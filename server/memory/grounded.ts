import type { Turn } from '../contracts/call.ts';
import { fold, piecesOf } from '../platform/spoken-digits.ts';

/** Too common in English to show that two texts are about the same thing; other languages have few so short. */
const COMMON = new Set(
  'the and has have had was were for are his her not with that this caller said'.split(' '),
);
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;
/** A capitalised word that does not begin a sentence. */
const NAME = /(?<![.!?:]\s)(?<=\s)\p{Lu}[\p{L}\p{M}]+/gu;

/** What was said in a call, to hold against it what somebody says was said. */
export interface Heard {
  callerWords: ReadonlySet<string>;
  allWords: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  /** The digits of each turn, run together. */
  digits: readonly string[];
}

/** @param names Words that count as said, such as the caller's name. */
export function heardIn(transcript: readonly Turn[], names: string): Heard {
  const callerWords = new Set<string>();
  const allWords = new Set<string>(wordsOf(names));
  const numbers = new Set<string>();
  const digits: string[] = [];
  for (const { role, text } of transcript) {
    let row: string[] = [];
    const endRow = (): void => {
      if (row.length === 0) return;
      // A digit of a number that was read out is no number of its own.
      for (const number of row.length > 2 ? [row.join('')] : [...row, row.join('')]) {
        numbers.add(number);
        if (role === 'caller') callerWords.add(number);
      }
      row = [];
    };
    const pieces = piecesOf(text);
    for (const piece of pieces) {
      if (piece.kind === 'digits') row.push(piece.digits);
      else {
        endRow();
        allWords.add(piece.word);
        if (role === 'caller') callerWords.add(piece.word);
      }
    }
    endRow();
    digits.push(pieces.map((piece) => (piece.kind === 'digits' ? piece.digits : '')).join(''));
  }
  return { callerWords, allWords, numbers, digits };
}

function wordsOf(text: string): string[] {
  return piecesOf(text).map((piece) => (piece.kind === 'word' ? piece.word : piece.digits));
}

/** Whether two words are one, or one holds the other, endings aside. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length >= 5 && other.includes(one)) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const stem = short.slice(0, Math.max(4, short.length - 2));
  return short.length >= 4 && long.startsWith(stem) && long.length - stem.length <= 5;
}

const has = (words: ReadonlySet<string>, word: string): boolean =>
  words.has(word) || [...words].some((other) => isSame(word, other));

/** Whether some two signs in a row of an unspaced text were said. */
function sharesSigns(word: string, words: ReadonlySet<string>): boolean {
  for (let at = 0; at + 2 <= word.length; at += 1) {
    const pair = word.slice(at, at + 2);
    if ([...words].some((other) => other.includes(pair))) return true;
  }
  return false;
}

/** Whether every number in the text was said. "One" and "zero" in words are also articles, so they need not be. */
function numbersWereSaid(text: string, { numbers, digits }: Heard): boolean {
  return piecesOf(text).every((piece) => {
    if (piece.kind === 'word' || numbers.has(piece.digits)) return true;
    if (piece.digits.length < 2 && !/^\p{N}/u.test(text.slice(piece.start))) return /[01]/.test(piece.digits);
    return piece.digits.length > 2 && digits.some((said) => said.includes(piece.digits));
  });
}

/**
 * Whether what is claimed of a caller can come from the call: all its numbers and names were said by somebody, and it
 * shares a word with what the caller said. A cheap check against inventions, in any language; no proof.
 */
export function isGrounded(text: string, heard: Heard): boolean {
  const names = [...text.matchAll(NAME)].map(([name]) => fold(name));
  if (!names.every((name) => has(heard.allWords, name)) || !numbersWereSaid(text, heard)) return false;
  return wordsOf(text).some((word) => {
    if (UNSPACED.test(word)) return sharesSigns(word, heard.callerWords);
    const isTelling = /^\d/.test(word) || (word.length >= 3 && !COMMON.has(word));
    return isTelling && has(heard.callerWords, word);
  });
}

/** Whether a name can come from the call: one of its words was said, or spelled, by somebody. */
export function nameWasSaid(name: string, transcript: readonly Turn[]): boolean {
  const said = transcript.map(({ text }) => ` ${wordsOf(text).join(' ')} `);
  const spelled = transcript.map(({ text }) => fold(text).replace(/[^\p{L}]+/gu, ''));
  return wordsOf(name).some(
    (word) =>
      said.some((text) => text.includes(` ${word} `)) ||
      (word.length >= 3 && spelled.some((text) => text.includes(word))),
  );
}
