import { z } from 'zod';
import { agentOverrides } from './agent.ts';
import { knowledgeCreate } from './knowledge.ts';

/** A beginning for a business of one trade: how its agent is, what it knows, and what to try it with. */
export const trade = z.object({
  /** Also the id of the personality that belongs to it. */
  id: z.string().regex(/^[a-z-]{1,40}$/),
  title: z.string().min(1).max(60),
  description: z.string().min(1).max(200),
  /** Stands in the form until somebody writes over it. */
  sample: z.object({ businessName: z.string(), contactName: z.string() }),
  agent: agentOverrides,
  /** Samples, to be replaced by what is true of the business. */
  knowledge: z.array(knowledgeCreate).min(1),
  /** What a caller may say on a first practice call. */
  lines: z.array(z.string().min(1).max(200)).min(2).max(3),
});
export type Trade = z.infer<typeof trade>;
