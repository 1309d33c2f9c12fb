import type { Turn } from '../../contracts/call.ts';
import type { CallerMessage } from '../../contracts/message.ts';
import type { CallOutcome, Sentiment } from '../../contracts/reading.ts';
import { fold } from '../../platform/spoken-digits.ts';
import { type Deeds, outcomeByDeeds } from '../after-call.ts';
import { askedFor } from './dialog/asked.ts';
import { type Intent, understand } from './dialog/understand.ts';

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
export function outcomeByRule(deeds: Deeds, transcript: readonly Turn[], hasGaps: boolean): CallOutcome {
  const done = outcomeByDeeds(deeds);
  if (done) return done;
  const answered = answeredByRule(transcript);
  const meanings = transcript
    .filter((turn) => turn.role === 'caller' && isWords(turn) && !answered.includes(turn))
    .map(({ text }) => understand(text));
  const asks = (...intents: readonly string[]): boolean =>
    meanings.some((meaning) => intents.some((intent) => [...meaning.intents].some((one) => one === intent)));
  if (hasGaps || asks('matter', 'person', 'leave-message')) return 'not-helped';
  return answered.length > 0 || asks(...SETTLED_BY_ANSWER) ? 'answered' : 'abandoned';
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

/** What a question may hold besides. */
const BESIDES: readonly Intent[] = ['greeting', 'thanks', 'yes', 'no', 'urgent', 'not-urgent'];
const NOT_HEARD =
  /\b(?:did not|didn['’]t|can ?not|can['’]t) (?:understand|catch|hear)\b|\bsay that again\b|\b(?:one|a) moment\b|\bsorry\b/i;

/** What callers said that was answered from what is known of the business, besides hours, address and the like. */
export function answeredByRule(transcript: readonly Turn[]): Turn[] {
  return transcript.filter((turn, index) => {
    const next = transcript[index + 1];
    if (turn.role !== 'caller' || !isWords(turn) || next?.role !== 'agent') return false;
    if (NOT_KNOWN.test(next.text) || NOT_HEARD.test(next.text)) return false;
    const { intents, isQuestion } = understand(turn.text);
    // So ends every answer of the offline receptionist; what it asks to learn something ends otherwise.
    const asked = askedFor(next.text);
    if (!isQuestion) return asked === 'more' && intents.size === 0;
    const others = [...intents].filter(
      (one) => !BESIDES.includes(one) && !(one === 'matter' && asked === 'more'),
    );
    return (
      others.length === 0 && (asked === 'more' || (asked === 'anything' && /[.!](?:\s|$)/.test(next.text)))
    );
  });
}

/** Whether a turn holds words, and not only a note such as `[unclear]`. */
export const isWords = ({ text }: Turn): boolean => text.trim() !== '' && !text.startsWith('[');

/** What somebody has to do, of a message that was left. */
export function followUpOf({
  name,
  text,
  callbackNumber,
  kind,
  confirmed,
  noCallBack,
}: CallerMessage): string {
  const who = name ?? 'the caller';
  const where = callbackNumber === null ? '' : ` on ${callbackNumber}`;
  const message = confirmed ? 'a message' : 'a message that was not confirmed';
  const about = kind === 'appointment' ? 'an appointment' : message;
  if (noCallBack) return `See to ${about} from ${who}, who wants no call back: ${text}`.slice(0, 300);
  return `Ring ${who} back${where} about ${about}: ${text}`.slice(0, 300);
}
