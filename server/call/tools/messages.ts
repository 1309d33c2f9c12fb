import { z } from 'zod';
import type { AgentSettings } from '../../contracts/agent.ts';
import { callerMessage, urgency } from '../../contracts/message.ts';
import { plainText } from '../../messages/plain.ts';
import type { Clock } from '../../platform/clock.ts';
import { type CallTool, refused } from '../call-tool.ts';
import { requestAppointment } from './appointments.ts';
import { CALLBACK_PARAMETERS, Callbacks, LONGEST_WORDS, leave, whoAndWhere } from './leaving.ts';

const takeMessageArguments = whoAndWhere.extend({
  message: z.string().transform(plainText).pipe(z.string().min(1)),
  urgency: urgency.nullish().catch('normal'),
});

function takeMessage(callbacks: Callbacks): CallTool {
  return {
    spec: {
      name: 'take_message',
      description:
        'Stores a message for the people at the business. Its answer tells whether the message is really stored.',
      parameters: {
        type: 'object',
        properties: {
          name: {
            type: ['string', 'null'],
            description: 'Who leaves the message, as they gave their name; null when they did not.',
          },
          ...CALLBACK_PARAMETERS,
          message: {
            type: 'string',
            description: 'What is to be passed on and why they ring, complete, with any time to ring back.',
          },
          urgency: {
            type: 'string',
            enum: urgency.options,
            description: 'urgent only when it can not wait until the next working day.',
          },
        },
        required: ['name', 'message'],
        additionalProperties: false,
      },
    },
    async run(args, context) {
      const parsed = takeMessageArguments.safeParse(args);
      if (!parsed.success) return refused('The message is missing. Ask for it and call again.');
      const { message: text, name } = parsed.data;
      if (text.length > LONGEST_WORDS)
        return refused(`Put the message into fewer words, at most ${LONGEST_WORDS} characters.`);
      const number = callbacks.check(parsed.data, context);
      if ('first' in number) return number.first;
      const message = callerMessage.parse({
        name,
        text,
        atMs: context.atMs,
        callbackNumber: number.number,
        noCallBack: number.number === null && parsed.data.no_callback === true,
        urgency: parsed.data.urgency ?? 'normal',
      });
      return leave(message, context, { taken: true });
    },
  };
}

/** What a caller can leave in one call: a message, and where the tenant wants it an appointment that is asked for. */
export function createMessageTools(
  { appointments }: Pick<AgentSettings, 'appointments'>,
  clock: Clock,
): CallTool[] {
  const callbacks = new Callbacks();
  const message = takeMessage(callbacks);
  return appointments === 'request' ? [message, requestAppointment(callbacks, clock)] : [message];
}
