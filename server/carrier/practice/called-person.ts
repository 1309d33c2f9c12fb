import type { TransferAnswer } from '../../contracts/transfer.ts';
import { AppError } from '../../platform/errors.ts';
import { readVerbs, type Verb } from './verbs.ts';

export type DialVerb = Extract<Verb, { verb: 'dial' }>;

/** What became of a dial, in the carrier's words; the lines are joined only when it says so. */
export interface DialResult {
  status: 'completed' | 'busy' | 'no-answer';
  joined: boolean;
}

interface CalledPersonOptions {
  dial: DialVerb;
  answer: TransferAnswer;
  /** Posts a webhook about this person's line. Resolves with the answer's body. */
  post(url: string, fields: Record<string, string>): Promise<string>;
  /** Words the person hears before being put through. */
  onHeard(text: string): void;
}

/** Asked over and over, a person hangs up. */
const MOST_QUESTIONS = 5;

/**
 * Somebody who is dialled for a caller: picks up or not, and where the server asks for a key, presses one. A document that
 * ends without hanging up joins the lines, as it does for a carrier.
 */
export async function ringPerson({ dial, answer, post, onHeard }: CalledPersonOptions): Promise<DialResult> {
  if (answer === 'busy' || answer === 'no-answer') return { status: answer, joined: false };
  // Without a question, the one way to decline is not to take the call.
  if (answer === 'decline' && dial.screenUrl === null) return { status: 'busy', joined: false };
  const answered = { CallStatus: 'in-progress' };
  if (dial.progressUrl !== null) {
    await post(dial.progressUrl, answered);
    const AnsweredBy = answer === 'voicemail' ? 'machine_start' : 'human';
    await post(dial.progressUrl, { ...answered, AnsweredBy });
  }
  let url = dial.screenUrl;
  let fields: Record<string, string> = answered;
  for (let question = 0; url !== null; question += 1) {
    if (question >= MOST_QUESTIONS) return { status: 'completed', joined: false };
    const asked = hearOut(readVerbs(await post(url, fields)), answer, onHeard);
    if (asked === 'hung-up') return { status: 'completed', joined: false };
    url = asked?.url ?? null;
    fields = { ...answered, Digits: asked?.digits ?? '' };
  }
  return { status: 'completed', joined: true };
}

/** Goes through a document: to a question that is answered, to the end of the line, or through to the end. */
function hearOut(
  verbs: readonly Verb[],
  answer: TransferAnswer,
  onHeard: (text: string) => void,
): { url: string; digits: string } | 'hung-up' | null {
  for (const verb of verbs) {
    if (verb.verb === 'hang-up') return 'hung-up';
    if (verb.verb === 'say') onHeard(verb.text);
    else if (verb.verb === 'gather') {
      for (const text of verb.says) onHeard(text);
      const digits = answer === 'accept' ? '1' : answer === 'decline' ? '2' : '';
      if (digits !== '' || verb.onEmpty) return { url: verb.action, digits };
    } else if (verb.verb !== 'pause')
      throw new AppError(
        'invalid',
        `A person who is asked whether to take a call can't follow <${verb.verb}>.`,
      );
  }
  return null;
}
