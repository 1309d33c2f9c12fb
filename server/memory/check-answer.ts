import { fold, piecesOf } from '../platform/spoken-digits.ts';

const MONTHS = [
  'january jan janvier enero januar gennaio janeiro januari',
  'february feb fevrier febrero februar febbraio fevereiro februari',
  'march mar mars marzo marz maart marco',
  'april apr avril abril aprile',
  'may mai mayo maggio maio mei',
  'june jun juin junio juni giugno junho',
  'july jul juillet julio juli luglio julho',
  'august aug aout agosto augustus',
  'september sep sept septembre septiembre settembre setembro',
  'october oct octobre octubre oktober ottobre outubro',
  'november nov novembre noviembre novembro',
  'december dec decembre diciembre dezember dicembre dezembro',
];
const monthWords = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth';
const ordinalWords = new Map(ORDINALS.split(' ').map((word, index) => [word, index + 1]));
const IN_DATES = new Set('the of de du le la el den der am il o st nd rd th'.split(' '));

interface Parts {
  /** All signs run together; numbers as digits. */
  plain: string;
  /** Days it may mean, `YYYY-MM-DD`. */
  days: string[];
}

const day = (year: number, month: number, ofMonth: number): string[] => {
  const at = new Date(Date.UTC(year, month - 1, ofMonth));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === ofMonth;
  return exists ? [at.toISOString().slice(0, 10)] : [];
};

function years(digits: string): number[] {
  if (digits.length === 4) return [Number(digits)];
  return digits.length === 2 ? [1900 + Number(digits), 2000 + Number(digits)] : [];
}

/** `nineteen eighty` is one year, whatever pieces it comes in; so are eight single digits one date. */
function daysOf(pieces: readonly string[], month: number | null): string[] {
  const isDigitByDigit = pieces.length === 8 && pieces.every((piece) => piece.length === 1);
  const [first = '', second = '', ...rest] = isDigitByDigit ? [pieces.join('')] : pieces;
  if (first.length === 8 && second === '' && month === null)
    return [
      ...day(Number(first.slice(0, 4)), Number(first.slice(4, 6)), Number(first.slice(6))),
      ...day(Number(first.slice(4)), Number(first.slice(2, 4)), Number(first.slice(0, 2))),
      ...day(Number(first.slice(4)), Number(first.slice(0, 2)), Number(first.slice(2, 4))),
    ];
  if (first.length > 2 && first.length !== 4) return [];
  if (first.length === 4) {
    const ofMonth = month === null ? rest.join('') : second;
    return day(Number(first), month ?? Number(second), Number(ofMonth));
  }
  if (month !== null)
    return years([second, ...rest].join('')).flatMap((year) => day(year, month, Number(first)));
  return years(rest.join('')).flatMap((year) => [
    ...day(year, Number(second), Number(first)),
    ...day(year, Number(first), Number(second)),
  ]);
}

/** "Twenty first" came as 20 and 1. */
function addOrdinal(numbers: string[], ordinal: number): void {
  const last = numbers.at(-1);
  const completes = ordinal < 10 && (last === '20' || last === '30');
  if (completes) numbers.splice(-1, 1, String(Number(last) + ordinal));
  else numbers.push(String(ordinal));
}

function partsOf(text: string): Parts {
  const numbers: string[] = [];
  let month: number | null = null;
  let plain = '';
  let others = 0;
  for (const piece of piecesOf(text)) {
    const ordinal = piece.kind === 'word' ? ordinalWords.get(piece.word) : undefined;
    const monthOf = piece.kind === 'word' ? monthWords.get(piece.word) : undefined;
    plain += piece.kind === 'word' ? piece.word : piece.digits;
    if (piece.kind === 'digits') numbers.push(piece.digits);
    else if (ordinal !== undefined) addOrdinal(numbers, ordinal);
    else if (monthOf !== undefined && month === null) month = monthOf;
    else if (!IN_DATES.has(piece.word)) others += 1;
  }
  return { plain, days: others === 0 ? daysOf(numbers, month) : [] };
}

/**
 * Whether a spoken answer is the right one. Case, accents, spaces and signs do not count, digits may be words, and a date
 * may be said in its usual forms ("3 April 1980", "April third, nineteen eighty", "1980-04-03"). Never a part for the
 * whole, so that naming many answers at once does not help.
 */
export function isRightAnswer(expected: string, given: string): boolean {
  const [right, said] = [partsOf(expected), partsOf(given)];
  // A text of nothing but signs is compared as it stands.
  if (right.plain === '') return fold(expected).trim() === fold(given).trim();
  return right.plain === said.plain || right.days.some((one) => said.days.includes(one));
}
