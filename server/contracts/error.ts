import { z } from 'zod';

/** The body of every error answer: a sentence a person can act on, never a stack. */
export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** Per field, what is wrong with it. Keys are dotted paths such as `agent.greeting`. */
    fields: z.record(z.string(), z.string()).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;
