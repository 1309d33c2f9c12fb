import { z } from 'zod';

/** What can be tried out: `ngrok` stands for the public address, also where it is a domain of the operator's own. */
export const checkService = z.enum(['openai', 'twilio', 'ngrok', 'mail']);
export type CheckService = z.infer<typeof checkService>;

/** One thing that was tried, and what came of it. */
export const checkStep = z.object({
  id: z.string(),
  /** What is true when it is well: "OpenAI accepts the key". */
  title: z.string(),
  state: z.enum(['waiting', 'running', 'ok', 'failed', 'skipped']),
  /** Worth knowing although it went well, or why it was not tried. */
  note: z.string().nullable(),
  /** What is wrong, when `failed`. */
  problem: z.string().nullable(),
  /** How to mend it, step by step, when `failed`. */
  remedy: z.array(z.string()),
});
export type CheckStep = z.infer<typeof checkStep>;

/** A service tried with real requests. Holds no key. */
export const check = z.object({
  service: checkService,
  state: z.enum(['running', 'done']),
  /** Nothing failed; `null` while it runs. */
  ok: z.boolean().nullable(),
  /** When it began. */
  at: z.iso.datetime(),
  steps: z.array(checkStep),
});
export type Check = z.infer<typeof check>;

/** The latest check of each service since the start. */
export const checkList = z.object({ checks: z.array(check) });
