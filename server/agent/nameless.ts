/**
 * Rewrites a greeting template for a caller whose name is not known, so that it reads well without it. A name that
 * only addresses the caller is taken out with its comma; a sentence that is about the name ("Is this {user_name}?")
 * goes as a whole, because nothing sensible is left of it.
 */

const NAME = String.raw`\{user_name\}`;
const PAUSE = '[,;:…–—]| -';

/** Words after which a name without a comma is an address. Lower case. */
const BEFORE_ADDRESS = new Set(
  `hi hello hey hiya howdy greetings welcome back again there thanks you morning afternoon evening day today now
  dear please yes well so okay ok sure goodbye bye hola bonjour bonsoir salut hallo servus moin tag morgen abend
  ciao salve olá oi dias días tardes noches hej hei ahoj namaste`.split(/\s+/),
);

/** Words that can follow an address without a comma. Lower case. */
const AFTER_ADDRESS = new Set(
  `and how what who where when why this it's its it we i i'm you your thanks thank welcome good great nice
  lovely glad so to at from again here please hi hello hey`.split(/\s+/),
);

/** Sentences with their end mark, whitespace between them left out. */
function sentencesOf(text: string): string[] {
  return text.match(/.+?(?:[.!?…]+["'”’)\]]*(?=\s|$)|$)/gs)?.map((sentence) => sentence.trim()) ?? [];
}

function isAddressedAfter(before: string): boolean {
  if (before === '' || new RegExp(String.raw`(?:${PAUSE}|\{\w+\})$`).test(before)) return true;
  const words = before.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  const last = words.at(-1);
  if (last === undefined || !before.toLowerCase().endsWith(last)) return false;
  // "May I call you {user_name}?" names the caller; it does not address them.
  if (last === 'you' && /^(call|calling|name)$/.test(words.at(-2) ?? '')) return false;
  return BEFORE_ADDRESS.has(last);
}

function isAddressedBefore(after: string): boolean {
  if (/^[,;:]? *(right|correct|yes|no|is it|isn't it|am i right)\b[^,]*\?/i.test(after)) return false;
  if (after === '' || new RegExp(String.raw`^(?:[.!?]|${PAUSE}|\{)`).test(after)) return true;
  return AFTER_ADDRESS.has(after.toLowerCase().match(/^[\p{L}'’]+/u)?.[0] ?? '');
}

/** Whether something hangs on to the name without a space, as in "{user_name}'s" or "re-{user_name}". */
function isAttached(before: string, after: string): boolean {
  return /[\p{L}\p{N}'’\-}]$/u.test(before) || /^(?:['’][\p{L}]|[\p{L}\p{N}{]|-\S)/u.test(after);
}

/** Takes the address out of "before {user_name} after". Returns `null` where the name is no address. */
function withoutAddress(before: string, after: string): string | null {
  if (isAttached(before, after)) return null;
  const head = before.trimEnd();
  const tail = after.trimStart();
  if (!isAddressedAfter(head) || !isAddressedBefore(after.startsWith(' -') ? after : tail)) return null;
  const headPauses = new RegExp(String.raw`\s*(?:${PAUSE})$`);
  const tailPauses = new RegExp(String.raw`^\s*(?:${PAUSE}|-)\s*`);
  if (head.replace(headPauses, '') === '') return tail.replace(tailPauses, '');
  if (/^[.!?]|^$/.test(tail)) return head.replace(headPauses, '') + tail;
  if (headPauses.test(head)) return `${head} ${tail.replace(tailPauses, '')}`;
  return /^(?:[,;:…])/.test(tail) ? head + tail : `${head} ${tail}`;
}

function mendSentence(sentence: string): string {
  let text = sentence;
  for (;;) {
    const at = text.indexOf('{user_name}');
    if (at < 0) return text.trim();
    const mended = withoutAddress(text.slice(0, at), text.slice(at + '{user_name}'.length));
    if (mended === null) return '';
    text = mended;
  }
}

const hasWords = (sentence: string) => /[\p{L}\p{N}]/u.test(sentence);

const capitalised = (sentence: string) =>
  sentence.replace(
    /^([^\p{L}\p{N}{]*)(\p{Ll})/u,
    (_, lead: string, letter: string) => lead + letter.toUpperCase(),
  );

/**
 * Returns the template without `{user_name}`, other placeholders untouched. Empty when no sentence could stand
 * without the name.
 */
export function withoutName(template: string): string {
  const flat = template
    .replace(/\s+/g, ' ')
    .trim()
    // Brackets and quotes around the name, and a title before it, go with it.
    .replace(new RegExp(String.raw`[("“‘]\s*${NAME}\s*[)"”’]`, 'g'), '{user_name}')
    .replace(new RegExp(String.raw`\b(?:mr|mrs|ms|miss|mx|dr|prof|dear)\b\.? (?=${NAME})`, 'gi'), '');
  if (!flat.includes('{user_name}')) return flat;
  const mended = sentencesOf(flat)
    .map((sentence) => (sentence.includes('{user_name}') ? capitalised(mendSentence(sentence)) : sentence))
    .filter(hasWords)
    .join(' ')
    .replace(/ +([,.!?;:…])/g, '$1')
    .replace(/,+(?=[,.!?;:])/g, '')
    .replace(/([^\s,;:–—-])[\s,;:–—-]+$/, (_, last: string) => (/[.!?…]/.test(last) ? last : `${last}.`))
    .replace(/^[\s,;:.!?…–—-]+/, '');
  return capitalised(mended);
}
