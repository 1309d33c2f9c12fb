import { FIRST_NAMES } from '../common-names.ts';

/** Words that follow "I'm" or "this is", or answer the question for a name, without being one. */
const NOT_NAMES = new Set(
  `a about after again all also an and another any at available back because before but by calling can coming customer
  doing done fine for from glad going good great happy having here home hoping hungry i if in interested is it just late
  leaving looking lost me my new no not now of ok okay on one only or ready really returning right running so sorry speaking
  still sure that the there they thinking this to trying unable urgent very wanting waiting we well what when where which
  who why will with wondering worried wrong yes you your an important outside busy ill sick stuck tired afraid curious
  confused wait emergency goodbye bye bye-bye night later hello hi hey thanks thank cheers please pardon repeat never nothing
  nobody anyone else hang up stop help what's that's`.split(/\s+/),
);
const PARTICLES = new Set(['de', 'der', 'la', 'van', 'von', 'bin', 'al', 'el', 'du', 'da', 'di', 'st']);

const INTRODUCED =
  /\b(?:my name is|my name's|the name is|the name's|i am|i'm|this is|it's|it is|you're speaking with)\s+/gi;
/** After these a name always comes, whatever it looks like. */
const CERTAIN = /name|speaking/i;
const USUAL = new Set(FIRST_NAMES);

/**
 * The name by which callers introduce themselves, or `null`. Nothing is guessed: "I'm" and "this is" may be followed by
 * anything, so there it counts only when its first word is a usual or known first name, or when "this is" is followed by
 * two words or more that are written as a name.
 *
 * @param known Further names that may come, such as the tenant's own.
 */
export function nameGiven(text: string, known: readonly string[] = []): string | null {
  const plain = text.replace(/[’`]/g, "'");
  for (const match of plain.matchAll(INTRODUCED)) {
    const lead = match[0].trim().toLowerCase();
    const name = nameFrom(plain.slice(match.index + match[0].length));
    if (!name) continue;
    const [first = ''] = name.toLowerCase().split(' ');
    const isKnown = USUAL.has(first) || known.some((other) => other.toLowerCase().split(' ')[0] === first);
    const isWritten = lead === 'this is' && plain.includes(name) && name.includes(' ');
    if (CERTAIN.test(lead) || isKnown || isWritten) return name;
  }
  return null;
}

/** Answers to "What is your name?": the whole of a short answer, or the name it introduces. `null` when it is no name. */
export function nameAnswered(text: string, known: readonly string[] = []): string | null {
  const introduced = nameGiven(text, known);
  if (introduced) return introduced;
  const bare = text.replace(/^(?:(?:oh|um|uh|well|yes|yeah|okay|sure|no|hi|hello)[,. ]+)+/i, '');
  return nameFrom(bare.replace(INTRODUCED, ''));
}

/** The words at the start of a text that make a name, at most four, written as a name. */
function nameFrom(text: string): string | null {
  const [clause = ''] = text.split(
    /[,.;:!?\n]|\s+(?:and|from|with|at|calling|speaking|please|thanks|thank|i|i'd|here|but)\b/i,
  );
  const words = clause.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0 || words.length > 4) return null;
  const usual = words.every(
    (word) => /^[\p{L}][\p{L}'’-]*$/u.test(word) && !NOT_NAMES.has(word.toLowerCase()),
  );
  if (!usual) return null;
  return words.map(writtenAsName).join(' ');
}

/** `o'brien` becomes `O'Brien`; what has capitals already stays. */
function writtenAsName(word: string, index: number): string {
  if (word !== word.toLowerCase() || (index > 0 && PARTICLES.has(word))) return word;
  return word
    .replace(/(^|['-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/^Mc(\p{L})/u, (_, letter: string) => `Mc${letter.toUpperCase()}`);
}
