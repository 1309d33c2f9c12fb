import type { Turn } from '../../contracts/call.ts';
import type { CallerMessage } from '../../contracts/message.ts';
import type { CallOutcome, Sentiment } from '../../contracts/reading.ts';
import { fold } from '../../platform/spoken-digits.ts';
import { type Deeds, outcomeByDeeds } from '../after-call.ts';
import { type Meaning, understand } from './dialog/understand.ts';

const GLAD = new Set(
  'great perfect wonderful excellent lovely brilliant fantastic amazing awesome pleased delighted super genial perfetto ottimo excelente'.split(
    ' ',
  ),
);
const UPSET = new Set(
  'angry terrible awful useless ridiculous unacceptable complaint complain disappointed disappointing frustrated frustrating furious horrible worst rude annoyed annoying upset hate stupid nonsense scandal scam inacceptable terrible inaceptable'.split(
    ' ',
  ),
);

/** How the caller felt, by a few words that leave no doubt. */
export function sentimentByRule(said: readonly string[]): Sentiment {
  let balance = 0;
  for (const text of said) {
    const words = fold(text).match(/\p{L}+/gu) ?? [];
    for (const [at, word] of words.entries()) {
      if (UPSET.has(word)) balance -= 1;
      else if (GLAD.has(word)) balance += words[at - 1] === 'not' ? -1 : 1;
    }
  }
  return balance > 0 ? 'positive' : balance < 0 ? 'negative' : 'neutral';
}

const SETTLED_BY_ANSWER = ['hours', 'address', 'robot', 'identify', 'help'] as const;

/** What the call came to: by what was done, else by what was asked and left without an answer. */
export function outcomeByRule(deeds: Deeds, meanings: readonly Meaning[], hasGaps: boolean): CallOutcome {
  const done = outcomeByDeeds(deeds);
  if (done) return done;
  const asks = (...intents: readonly string[]): boolean =>
    meanings.some((meaning) => intents.some((intent) => [...meaning.intents].some((one) => one === intent)));
  if (hasGaps || asks('matter', 'person', 'leave-message')) return 'not-helped';
  return asks(...SETTLED_BY_ANSWER) ? 'answered' : 'abandoned';
}

const QUESTION = /\?\s*$|^(?:what|when|where|who|how|which|why|do|does|is|are|can|could|will|would)\b/i;
const NOT_KNOWN = /\b(?:do not|don['’]t|can ?not|can['’]t) (?:know|answer|have|tell)\b/i;
/** More in one call are no questions of one caller. */
const MOST_GAPS = 10;

/** What the caller asked right before the agent said that it does not know. */
export function unansweredByRule(transcript: readonly Turn[]): string[] {
  const questions = transcript.flatMap(({ role, text }, index) => {
    const next = transcript[index + 1];
    const isGap =
      role === 'caller' && next?.role === 'agent' && QUESTION.test(text.trim()) && NOT_KNOWN.test(next.text);
    // Something to do for this caller is no question to know an answer to.
    return isGap && !understand(text).intents.has('matter') ? [text.trim().slice(0, 300)] : [];
  });
  return [...new Set(questions)].slice(0, MOST_GAPS);
}

/** What somebody has to do, of a message that was left. */
export function followUpOf({ name, text, callbackNumber, kind }: CallerMessage): string {
  const who = name ?? 'the caller';
  const where = callbackNumber === null ? '' : ` on ${callbackNumber}`;
  const about = kind === 'appointment' ? 'an appointment' : 'a message';
  return `Ring ${who} back${where} about ${about}: ${text}`.slice(0, 300);
}
