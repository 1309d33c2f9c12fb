/** Seven digits or more, however they are written or spaced: telephone and card numbers. */
const LONG_NUMBER = /\+?\(?\p{Nd}(?:[\s().,/\-–]{0,3}\p{Nd}){6,}/gu;
const DIGIT = '(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)';
const SPOKEN_NUMBER = new RegExp(`\\b${DIGIT}(?:[\\s,-]+${DIGIT}\\b){6,}`, 'giu');
const MAIL_ADDRESS = /[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+/gu;
/** A date belongs to a question: `24.12.2026`, `2026-12-24`. */
const DATE =
  /(?<!\p{Nd}[\s./-]?)((?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2}))(?![\s./-]?\p{Nd})/u;

/** A text without what could be a caller's telephone or card number or e-mail address. Dates stay. */
export function withoutNumbers(text: string): string {
  return text
    .replaceAll(MAIL_ADDRESS, '[address]')
    .replaceAll(SPOKEN_NUMBER, '[number]')
    .split(DATE)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(LONG_NUMBER, '[number]')))
    .join('');
}
