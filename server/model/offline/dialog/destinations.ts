/** Words of a label that do not tell it from another. */
const COMMON = new Set(
  'the a an our team department dept desk office line group staff of and mr mrs ms dr doctor'.split(' '),
);

const wordsOf = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}']+/gu) ?? [];

/** The words by which a destination is known: "the billing department" is known by "billing". */
function nameOf(label: string): string[] {
  const words = wordsOf(label);
  const telling = words.filter((word) => !COMMON.has(word));
  return telling.length > 0 ? telling : words;
}

/**
 * The destinations that a caller may mean: those of which most words were said. Several when they can't be told apart,
 * none when none was named.
 */
export function destinationsIn(text: string, labels: readonly string[]): string[] {
  const said = new Set(wordsOf(text));
  const scored = labels.map((label) => {
    const name = nameOf(label);
    return { label, hits: name.filter((word) => said.has(word)).length, of: name.length };
  });
  const best = Math.max(0, ...scored.map(({ hits }) => hits));
  if (best === 0) return [];
  const likely = scored.filter(({ hits }) => hits === best);
  const whole = likely.filter(({ hits, of }) => hits === of);
  return (whole.length > 0 ? whole : likely).map(({ label }) => label);
}

/** True when a sentence is hardly more than the name of a destination: "billing please". */
export function isOnlyDestination(text: string, labels: readonly string[]): boolean {
  const [label, ...others] = destinationsIn(text, labels);
  if (!label || others.length > 0) return false;
  const name = new Set(nameOf(label));
  const rest = wordsOf(text).filter((word) => !name.has(word) && !COMMON.has(word));
  return rest.every((word) => ['please', 'i', 'need', 'want', 'for', 'to', 'yes', 'just'].includes(word));
}

/** "Billing, Sales or Support". */
export function choiceOf(labels: readonly string[]): string {
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
}
