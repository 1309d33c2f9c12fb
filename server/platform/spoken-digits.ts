/** Lower case without accents, so that `Três`, `tres` and `TRES` are one word. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const DIGITS = [
  'zero oh o nought naught cero null nul',
  'one un une uno una eins een',
  'two deux dos zwei zwo due dois twee',
  'three trois tres drei tre drie',
  'four quatre cuatro vier quattro quatro',
  'five cinq cinco funf cinque vijf',
  'six seis sechs sei zes',
  'seven sept siete sieben sette sete zeven',
  'eight huit ocho acht otto oito',
  'nine neuf nueve neun nove negen',
];
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const TIMES = { double: 2, doble: 2, doppel: 2, dubbel: 2, dobro: 2, triple: 3, treble: 3 };

const digitWords = new Map<string, string>();
for (const [digit, words] of DIGITS.entries())
  for (const word of words.split(' ')) digitWords.set(word, String(digit));
const teenWords = new Map(TEENS.split(' ').map((word, index) => [word, String(10 + index)]));
const tenWords = new Map(TENS.split(' ').map((word, index) => [word, String(20 + 10 * index)]));
const timesWords = new Map(Object.entries(TIMES));

/** Zeros of the scripts in which numbers of telephones and cards are written; nine digits follow each. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
const asciiDigit = (sign: string): string => {
  const code = sign.charCodeAt(0);
  return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
};

export interface DigitPiece {
  kind: 'digits';
  /** ASCII; one group as it was written, or one number word. */
  digits: string;
  start: number;
  end: number;
  /** A `+` stands right before it, as before a telephone number. */
  plus: boolean;
}
export type Piece = DigitPiece | { kind: 'word'; word: string };

const TOKEN = /[0-9٠-٩۰-۹०-९０-９]+|\p{L}[\p{L}\p{M}]*|\+/gu;

/**
 * A text as its numbers and words, in one pass. Number words of several languages count as digits: "four double one"
 * is `4` and `11`. Words are folded; signs are left out. `start` and `end` are offsets into `text`.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plusEnd = -1;
  let times: { start: number; count: number; word: string } | null = null;
  /** Where a word such as "forty" ended, which "one" may complete. */
  let openTenEnd = -1;
  const addDigits = (digits: string, start: number, end: number, plus: boolean): void => {
    pieces.push({ kind: 'digits', digits, start, end, plus });
  };
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const start = match.index;
    const end = start + token.length;
    if (token === '+') {
      plusEnd = end;
      continue;
    }
    const word = fold(token);
    const digit = digitWords.get(word);
    const isWritten = /^\p{N}/u.test(token);
    if (times) {
      const { count, start: from } = times;
      const single = isWritten && token.length === 1 ? asciiDigit(token) : digit;
      if (single === undefined) pieces.push({ kind: 'word', word: times.word });
      times = null;
      if (single !== undefined) {
        addDigits(single.repeat(count), from, end, false);
        continue;
      }
    }
    const last = pieces.at(-1);
    const tens = tenWords.get(word);
    if (isWritten) addDigits([...token].map(asciiDigit).join(''), start, end, plusEnd === start);
    else if (digit !== undefined && digit !== '0' && last?.kind === 'digits' && last.end === openTenEnd) {
      last.digits = `${last.digits[0]}${digit}`;
      last.end = end;
    } else if (digit !== undefined) addDigits(digit, start, end, false);
    else if (tens !== undefined) {
      addDigits(tens, start, end, false);
      openTenEnd = end;
      continue;
    } else if (teenWords.has(word)) addDigits(teenWords.get(word) ?? '', start, end, false);
    else if (timesWords.has(word)) times = { start, count: timesWords.get(word) ?? 1, word };
    else pieces.push({ kind: 'word', word });
    openTenEnd = -1;
  }
  if (times) pieces.push({ kind: 'word', word: times.word });
  return pieces;
}
