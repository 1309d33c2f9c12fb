import { z } from 'zod';

/** How a tenant remembers its callers. Numbers can be forged, so what is sensitive needs more than a number. */
export const memoryPolicy = z.object({
  /** Days after the last call until a caller is forgotten; `null`: never by itself. */
  keepDays: z.number().int().min(1).max(3_650).nullable(),
  /** Topics, as plain words. What is remembered that has one of them in it is not recalled before the check is passed. */
  sensitive: z.array(z.string().trim().min(2).max(60)).max(50),
  /** What the agent asks to be sure who is calling; the answer lies in the caller's memory. Empty: no check, and nothing sensitive is recalled. */
  check: z.string().trim().max(200),
});
export type MemoryPolicy = z.infer<typeof memoryPolicy>;
