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
