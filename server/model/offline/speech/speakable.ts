/** Most characters that are spoken at once; more is split. */
const MAX_SENTENCE = 300;

/**
 * Text as the synthesiser can read it: plain ASCII, no control characters, accents dropped, long numbers digit by digit.
 */
export function speakable(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s*[–—]\s*/g, ', ')
    .replace(/…/g, '.')
    .replace(/&/g, ' and ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/\+?\d[\d-]{5,}\d/g, (number) => number.replace(/\D/g, '').split('').join(' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Takes a text apart where a speaker would pause, so that its beginning can sound while the rest is still being made.
 * No part is longer than 300 characters; none is empty.
 */
export function sentencesOf(text: string): string[] {
  const sentences = text.match(/[^.!?]+(?:[.!?]+(?!\s|$)[^.!?]+)*[.!?]*["')]*/g) ?? [];
  const joined: string[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    // A title ends with a full stop too.
    if (last !== undefined && /\b(?:Mr|Mrs|Ms|Dr|St|Inc|Ltd|Co|No|[A-Z])\.$/.test(last))
      joined[joined.length - 1] = last + sentence;
    else joined.push(sentence);
  }
  return joined
    .flatMap(
      (sentence) =>
        sentence.match(new RegExp(`.{1,${MAX_SENTENCE}}(?:\\s|$)|.{1,${MAX_SENTENCE}}`, 'gs')) ?? [],
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
