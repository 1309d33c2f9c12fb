import type { ToolSpec } from '../model/engine.ts';

/** Every agent can hang up. */
export const END_CALL: ToolSpec = {
  name: 'end_call',
  description: 'Hangs up. Use it only after you have said goodbye and the caller wants nothing more.',
  parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
};

/** Every agent can note who is calling. */
export const REMEMBER_NAME: ToolSpec = {
  name: 'remember_name',
  description:
    'Notes the name of the caller, for this call and the next ones. Use it as soon as they say it.',
  parameters: {
    type: 'object',
    properties: { name: { type: 'string', description: 'The name as the caller gave it.' } },
    required: ['name'],
    additionalProperties: false,
  },
};

const TAKE_MESSAGE: ToolSpec = {
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
      message: {
        type: 'string',
        description: 'What is to be passed on, complete, with any number or time to ring back.',
      },
    },
    required: ['name', 'message'],
    additionalProperties: false,
  },
};

/** What every agent can do. A new copy each time. */
export function agentTools(): ToolSpec[] {
  return structuredClone([END_CALL, TAKE_MESSAGE, REMEMBER_NAME]);
}
