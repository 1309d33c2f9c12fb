/** Fewer digits are no telephone number. */
export const SHORTEST_NUMBER = 7;
/** A number of so many digits is complete; a shorter one is ended by `#`. */
export const LONGEST_NUMBER = 15;

const DIGITS: Record<string, string> = {
  zero: '0',
  oh: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};
const WORD = Object.keys(DIGITS).join('|');

/** A text with its spoken digits as figures: "double five" becomes "55", "plus four" becomes "+4". */
function withFigures(text: string): string {
  return text
    .toLowerCase()
    .replace(new RegExp(`\\b(double|triple) (${WORD})\\b`, 'g'), (_, times: string, word: string) =>
      `${word} `.repeat(times === 'double' ? 2 : 3),
    )
    .replace(new RegExp(`\\b(?:${WORD})\\b`, 'g'), (word) => DIGITS[word] ?? word)
    .replace(/\bplus (?=\d)/g, '+');
}

/** All the digits of a text, spoken or written, with the `+` before them; empty when there are none. */
export function digitsIn(text: string): string {
  const figures = withFigures(text);
  const digits = figures.replace(/\D/g, '');
  return digits && /^[^\d]*\+\s*\d/.test(figures) ? `+${digits}` : digits;
}

/** The telephone number that a sentence holds, or `null`. */
export function numberIn(text: string): string | null {
  const [found] = withFigures(text).match(/\+?\d(?:[\s().,-]*\d){6,14}(?![\d:])/) ?? [];
  return found === undefined ? null : found.replace(/[^\d+]/g, '');
}

export function isWholeNumber(digits: string): boolean {
  const count = digits.replace('+', '').length;
  return count >= SHORTEST_NUMBER && count <= LONGEST_NUMBER;
}

/** A number digit by digit, in groups with a pause between: "5 5 5, 1 2 3, 4 5 6 7". */
export function readOut(number: string): string {
  const digits = number.replace('+', '');
  const groups: string[] = [];
  let at = digits.length === 11 && digits.startsWith('1') ? 1 : 0;
  if (at > 0) groups.push('1');
  for (; digits.length - at > 4; at += 3) groups.push(digits.slice(at, at + 3));
  groups.push(digits.slice(at));
  const spoken = groups
    .filter(Boolean)
    .map((group) => group.split('').join(' '))
    .join(', ');
  return number.startsWith('+') ? `plus ${spoken}` : spoken;
}
