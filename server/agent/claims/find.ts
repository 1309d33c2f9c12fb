import type { Claim, ClaimKind, ClaimWords } from './claim.ts';
import { DUTCH } from './dutch.ts';
import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { ITALIAN } from './italian.ts';
import { PORTUGUESE } from './portuguese.ts';
import { SPANISH } from './spanish.ts';

const LANGUAGES: readonly ClaimWords[] = [ENGLISH, SPANISH, FRENCH, GERMAN, ITALIAN, PORTUGUESE, DUTCH];
/** A message before what is sent: "I have sent your message to the team" is one claim, of the first kind. */
const KINDS: readonly ClaimKind[] = ['message', 'booked', 'transferred', 'forgotten', 'sent'];

/** What follows a claim and makes it a condition: "it is confirmed only once …". */
const ON_CONDITION =
  /^ (?:only |erst |solo |seulement |pas )?(?:once|when|if|after|as soon as|until|wenn|sobald|cuando|si|quand|lorsque|quando|se|wanneer|zodra|als)(?!\p{L})/iu;

const straightened = (text: string) =>
  text
    .replace(/[’‘ʼ]/g, "'")
    // The full stop of a title ends no sentence.
    .replace(/(?<!\p{L})(dr|dra|mr|mrs|ms|prof|sr|sra|st|mme|dott)\./giu, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** Counted, so that an endless row of signs takes time in proportion to its length. */
const sentencesOf = (text: string) => text.match(/.+?(?:[.!?…]{1,4}["”»)\]]{0,4}(?=\s|$)|$)/g) ?? [];

const CLAUSE_END =
  /[,;:.!…()–—"“”«»¡¿]+|(?<!\p{L})(?:but|however|though|because|sondern|aber|sino|pero|mais|però|ma|mas|maar)(?!\p{L})|(?<!\p{L})and (?=(?:I|we|you|your|it|that|the)(?!\p{L}))/iu;

/** The clauses of a sentence that state something; one that asks is left out. */
function statementsOf(sentence: string): string[] {
  return sentence
    .split(CLAUSE_END)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '' && !clause.endsWith('?'));
}

/** Whether a clause says so, and neither plans, offers nor denies it. */
function says(clause: string, { guard, denial }: ClaimWords, pattern: RegExp | undefined): boolean {
  const found = pattern?.exec(clause);
  if (!found) return false;
  const [before, after] = [clause.slice(0, found.index), clause.slice(found.index + found[0].length)];
  return !guard.test(before) && !denial.test(found[0]) && !ON_CONDITION.test(after);
}

function claimsOf(sentence: string, spoken: ClaimWords): Claim[] {
  if (spoken.condition.test(sentence)) return [];
  const { done, ongoing, language } = spoken;
  return statementsOf(sentence).flatMap((clause) => {
    for (const kind of KINDS) {
      const isDone = says(clause, spoken, done[kind]);
      if (isDone || says(clause, spoken, ongoing[kind]))
        return [{ kind, sentence: sentence.trim(), ongoing: !isDone, language }];
    }
    return [];
  });
}

/**
 * What a text of the agent claims to be done or happening; offers, questions, plans, conditions and denials are none.
 * The agent can change its language at any time, so all that are known are tried. Each kind is told once for a
 * sentence.
 */
export function findClaims(text: string): Claim[] {
  return sentencesOf(straightened(text)).flatMap((sentence) => {
    const byKind = new Map<ClaimKind, Claim>();
    for (const spoken of LANGUAGES)
      for (const claim of claimsOf(sentence.trim(), spoken))
        if (byKind.get(claim.kind)?.ongoing !== false) byKind.set(claim.kind, claim);
    return [...byKind.values()];
  });
}
