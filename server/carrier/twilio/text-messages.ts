import { AppError } from '../../platform/errors.ts';
import type { TextMessages } from '../text-messages.ts';
import { connectRest, explainRest, type TwilioAccount } from './rest-client.ts';

/** What to do about Twilio's refusals of single messages; sending them again would change nothing. */
const REFUSALS: Readonly<Record<number, string>> = {
  21211: 'Twilio does not know the number it should go to. Check it.',
  21265: 'A text message can’t go to a short code. Use a whole number.',
  21408:
    'This Twilio account may not send to that country. Allow it in the Twilio console under Messaging, Geo permissions.',
  21606:
    'The number it should come from can’t send text messages. Choose another sender in the settings, or turn SMS on for it in the Twilio console.',
  21608:
    'A Twilio trial account sends only to numbers that were verified. Verify the number in the Twilio console, or upgrade the account.',
  21610: 'The person has answered STOP to this sender. Only they can undo that, by sending START.',
  21612: 'Twilio has no way to send from this sender to that number. Choose another sender in the settings.',
  21614: 'The number it should go to can’t get text messages, such as a landline. Use a mobile number.',
  21659:
    'The number it should come from is not one of this Twilio account. Choose another sender in the settings.',
  21660:
    'The number it should come from belongs to another Twilio account. Choose another sender in the settings.',
  30034:
    'The sender is not registered for text messages in the United States. Register it in the Twilio console (A2P 10DLC).',
};

/** Text messages by Twilio's REST API. */
export function createTextMessages(account: TwilioAccount): TextMessages {
  return {
    async send({ from, to, text }) {
      const message = await create().catch((error: unknown) => {
        throw explained(error);
      });
      // Most go on to `queued` or `accepted`; these two are the end.
      if (message.status === 'failed' || message.status === 'undelivered')
        throw refusal(message.errorCode, message.errorMessage ?? 'no reason given');

      async function create() {
        const client = await connectRest(account);
        return client.messages.create({ from, to, body: text });
      }
    },
  };
}

function explained(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? Number(error.code) : Number.NaN;
  return REFUSALS[code] === undefined ? explainRest(error) : refusal(code, '');
}

function refusal(code: number, reason: string): AppError {
  const known = REFUSALS[code];
  return new AppError('upstream-failed', known ?? `Twilio could not send the message: ${reason} (${code}).`);
}
