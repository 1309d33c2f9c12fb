import { type DigitPiece, piecesOf } from './spoken-digits.ts';

/** Stands where the number of a payment card was. */
const REMOVED = '[card number removed]';
const SHORTEST = 13;
const LONGEST = 19;
/** A group of digits longer than a number with its grouping; it may have the expiry date stuck to its end. */
const STUCK_TOGETHER = 17;
/** Words between two digits that do not end a number that is being read out. */
const FILLERS = new Set('uh um er erm eh and then next space dash hyphen dot okay ok y et und e'.split(' '));
/** How many other words may stand between the pieces of a number read out in several turns. */
const WORDS_BETWEEN_TURNS = 10;
/** How many turns of one speaker a number may be spread over. */
const TURNS_KEPT = 24;

/** First digits and lengths of the cards in use. */
const BRANDS: readonly [first: RegExp, lengths: readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:30[0-5]|3095|36|3[89])/, [14, 16, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^(?:6011|64[4-9]|65|62|60|81|82|508)/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^(?:50|5[6-8]|6304|67)/, [13, 14, 15, 16, 17, 18, 19]],
];

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const isCard = (digits: string): boolean =>
  BRANDS.some(([first, lengths]) => lengths.includes(digits.length) && first.test(digits)) &&
  passesLuhn(digits);

interface Placed extends DigitPiece {
  turn: number;
}

/** Digits that follow each other with nothing between that would end a number. */
function runsOf(turns: readonly string[]): Placed[][] {
  const runs: Placed[][] = [];
  let run: Placed[] = [];
  let words = 0;
  const endRun = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const [turn, text] of turns.entries()) {
    for (const piece of piecesOf(text)) {
      if (piece.kind === 'word') {
        if (!FILLERS.has(piece.word)) words += 1;
        continue;
      }
      const last = run.at(-1);
      const isSameTurn = last?.turn === turn;
      const removedBetween = isSameTurn && text.slice(last.end, piece.start).includes(REMOVED);
      if ((isSameTurn && words > 0) || words > WORDS_BETWEEN_TURNS || removedBetween) endRun();
      run.push({ ...piece, turn });
      words = 0;
    }
  }
  endRun();
  return runs;
}

/** How many pieces from `from` on make up a card's number, the longest first; 0 when none does. */
function cardAt(run: readonly Placed[], from: number): number {
  let digits = '';
  let best = 0;
  for (let to = from; to < run.length && digits.length < LONGEST; to += 1) {
    const piece = run[to]?.digits ?? '';
    const before = digits.length;
    digits += piece;
    // A number with its `+` that is no longer than telephone numbers are is one.
    const isLongEnough = (length: number) => length >= (run[from]?.plus ? 16 : SHORTEST);
    const shortestHere = piece.length >= STUCK_TOGETHER ? before + 1 : digits.length;
    for (let length = Math.min(digits.length, LONGEST); length >= shortestHere; length -= 1)
      if (isLongEnough(length) && isCard(digits.slice(0, length))) best = to - from + 1;
  }
  return best;
}

interface Span {
  start: number;
  end: number;
}

/** What to leave out of each turn: offsets in rising order. */
function cardSpans(turns: readonly string[]): Span[][] {
  const spans: Span[][] = turns.map(() => []);
  for (const run of runsOf(turns)) {
    for (let from = 0; from < run.length; ) {
      const count = cardAt(run, from);
      const byTurn = new Map<number, Span>();
      for (const { turn, start, end } of run.slice(from, from + count))
        byTurn.set(turn, { start: byTurn.get(turn)?.start ?? start, end });
      for (const [turn, span] of byTurn) spans[turn]?.push(span);
      from += Math.max(count, 1);
    }
  }
  return spans;
}

function without(text: string, spans: readonly Span[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of spans) {
    kept += text.slice(at, start) + REMOVED;
    at = end;
  }
  return kept + text.slice(at);
}

/**
 * Takes payment card numbers out of successive turns of one speaker, also one that is read out in pieces: every piece is
 * replaced by `[card number removed]`. A number counts when its first digits and its length are those of a card and its
 * check digit (Luhn) is right; written, spaced, or in number words. Numbers with a `+` of up to 15 digits are telephone
 * numbers. Takes time in proportion to the length of the text.
 */
export function redactTurns(turns: readonly string[]): string[] {
  const spans = cardSpans(turns);
  return turns.map((text, index) => without(text, spans[index] ?? []));
}

/** The same for one text. */
export function redactCards(text: string): string {
  return redactTurns([text])[0] ?? '';
}

/** A copy of a JSON value without card numbers in its texts. */
export function redactTexts<T>(value: T): T {
  // Texts become texts and all else keeps its shape, so the copy is of the same type.
  return redactedCopy(value) as T;
}

function redactedCopy(value: unknown): unknown {
  if (typeof value === 'string') return redactCards(value);
  if (Array.isArray(value)) return value.map(redactedCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, redactedCopy(held)]));
}

/** What a new turn is to read, and which earlier turns must be written anew, counted from 0 in the order they came. */
export interface Watched {
  text: string;
  rewrites: { index: number; text: string }[];
}

/** Watches one speaker's turns as they come, for numbers that are read out in pieces. */
export class CardWatch {
  /** The last turns, as they may be kept. */
  #turns: string[] = [];
  #dropped = 0;

  /** Takes the next turn. */
  add(text: string): Watched {
    const before = this.#turns;
    const after = redactTurns([...before, text]);
    const rewrites = before.flatMap((old, index) => {
      const changed = after[index];
      return changed === undefined || changed === old
        ? []
        : [{ index: this.#dropped + index, text: changed }];
    });
    this.#turns = after.slice(-TURNS_KEPT);
    this.#dropped += after.length - this.#turns.length;
    return { text: after.at(-1) ?? '', rewrites };
  }

  /** How a turn that is not finished may be shown. */
  preview(text: string): string {
    return redactTurns([...this.#turns, text]).at(-1) ?? '';
  }
}
