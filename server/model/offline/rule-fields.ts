import type { CallFields, CallReading } from '../../contracts/reading.ts';
import { fold, type Piece, piecesOf } from '../../platform/spoken-digits.ts';
import { understand, urgencyOf } from './dialog/understand.ts';

type Field = CallFields['properties'][string];
type Value = CallReading['fields'][string];

const PHONE = /phone|telephone|mobile|callback|call back/;
const EMAIL = /e ?mail/;
const URGENCY = /\b(?:urgent|urgency|emergency)\b/;
const DATE = /\b(?:date|day|when)\b/;
const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const SAID_DATE = new RegExp(
  [
    String.raw`\b\d{4}-\d{2}-\d{2}\b`,
    String.raw`\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b`,
    String.raw`\b\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}(?: \d{4})?\b`,
    String.raw`\b${MONTH} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?\b`,
    String.raw`\b(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b`,
    String.raw`\b(?:today|tomorrow)\b`,
  ].join('|'),
  'giu',
);
const SAID_EMAIL = /[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9][a-z0-9.-]{0,250}\.[a-z]{2,24}/giu;
/** What may stand between the name of a thing and its number. */
const BETWEEN = new Set('is are was of it its s the my number no'.split(' '));

/** `policyNumber` as `policy number`. */
const titleOf = (name: string): string =>
  fold(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' '));

/** Digits that follow each other from `at` on. */
function numberFrom(pieces: readonly Piece[], at: number): { digits: string; plus: boolean } {
  let digits = '';
  const first = pieces[at];
  for (let index = at; ; index += 1) {
    const piece = pieces[index];
    if (piece?.kind !== 'digits') return { digits, plus: first?.kind === 'digits' && first.plus };
    digits += piece.digits;
  }
}

function phoneIn(text: string): string | null {
  const pieces = piecesOf(text);
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'digits' || pieces[at - 1]?.kind === 'digits') continue;
    const { digits, plus } = numberFrom(pieces, at);
    if (digits.length >= 7 && digits.length <= 15) return `${plus ? '+' : ''}${digits}`;
  }
  return null;
}

/** The number said right after or before the name of the thing, such as "my policy number is 12" or "4 people". */
function labelledIn(text: string, title: string): string | null {
  const pieces = piecesOf(text);
  const label = title.split(' ').filter((word, index) => index === 0 || word !== 'number');
  const isWord = (at: number, word: string): boolean => {
    const piece = pieces[at];
    return piece?.kind === 'word' && piece.word === word;
  };
  for (const at of pieces.keys()) {
    if (!label.every((word, offset) => isWord(at + offset, word))) continue;
    let after = at + label.length;
    for (let piece = pieces[after]; piece?.kind === 'word' && BETWEEN.has(piece.word); piece = pieces[after])
      after += 1;
    const { digits } = numberFrom(pieces, after);
    if (digits !== '') return digits;
    const before = pieces[at - 1];
    if (before?.kind === 'digits') return before.digits;
  }
  return null;
}

/** The value that was named last. */
function namedIn(text: string, values: readonly string[]): string | null {
  const said = ` ${(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const places = values.map((value) => {
    const words = (fold(value).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
    return { value, at: words === '' ? -1 : said.lastIndexOf(` ${words} `) };
  });
  const last = places.toSorted((a, b) => b.at - a.at)[0];
  return last && last.at >= 0 ? last.value : null;
}

/** Whether the caller said that it is urgent; `null` when that was not said. */
function urgencyIn(text: string): boolean | null {
  const urgency = urgencyOf(understand(text));
  return urgency && urgency === 'urgent';
}

function valueIn(text: string, name: string, { type, enum: values }: Field): Value {
  const title = titleOf(name);
  if (type === 'boolean') return URGENCY.test(title) ? urgencyIn(text) : null;
  if (type !== 'string') {
    const digits = labelledIn(text, title);
    // Longer ones lose digits as a number.
    return digits === null || digits.length > 15 ? null : Number(digits);
  }
  if (values) return namedIn(text, values);
  if (PHONE.test(title)) return phoneIn(text);
  if (EMAIL.test(title)) return text.match(SAID_EMAIL)?.at(-1) ?? null;
  if (DATE.test(title)) return text.match(SAID_DATE)?.at(-1) ?? null;
  return labelledIn(text, title);
}

/**
 * What of a tenant's fields can be found by name and type in the caller's own words, the last one said; `null` for all
 * else. Nothing is guessed.
 */
export function fieldsByRule({ properties }: CallFields, said: readonly string[]): CallReading['fields'] {
  const latestFirst = said.toReversed();
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const found = latestFirst.map((text) => valueIn(text, name, field)).find((value) => value !== null);
      return [name, found ?? null];
    }),
  );
}
