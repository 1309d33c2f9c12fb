import type { ToolSpec } from '../model/engine.ts';

const NO_ARGUMENTS = { type: 'object', properties: {}, required: [], additionalProperties: false };

const TOOLS: readonly ToolSpec[] = [
  {
    name: 'end_call',
    description: 'Hangs up. Use it only after you have said goodbye and the caller wants nothing more.',
    parameters: NO_ARGUMENTS,
  },
  {
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
  },
  {
    name: 'remember_name',
    description:
      'Notes the name of the caller, for this call and the next ones. Use it as soon as they say it.',
    parameters: {
      type: 'object',
      properties: { name: { type: 'string', description: 'The name as the caller gave it.' } },
      required: ['name'],
      additionalProperties: false,
    },
  },
];

/** What every agent can do. A new copy each time. */
export function agentTools(): ToolSpec[] {
  return structuredClone([...TOOLS]);
}
