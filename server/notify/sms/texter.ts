import type { TextMessages } from '../../carrier/text-messages.ts';
import { AppError } from '../../platform/errors.ts';
import type { TenantScope } from '../../store/scope.ts';
import type { Channel, Text } from '../notifier.ts';

interface TexterParts {
  /** `null` while there are no keys of the carrier. */
  messages(): TextMessages | null;
  /** Number that sends for the tenant, E.164; `null` where there is none. */
  senderOf(scope: TenantScope): string | null;
}

/** Text messages by the carrier. */
export function createTexter({ messages, senderOf }: TexterParts): Channel<Text> {
  return {
    async send(scope, { target, content: { text } }) {
      const carrier = messages();
      if (!carrier)
        throw new AppError(
          'misconfigured',
          'There is no carrier account to send text messages by. Enter the Twilio account and its token in the settings, then try again.',
        );
      const from = senderOf(scope);
      if (from === null)
        throw new AppError(
          'misconfigured',
          'There is no number to send text messages from. Give the tenant a line, or set a sender in the settings, then try again.',
        );
      await carrier.send({ from, to: target, text });
    },
  };
}
