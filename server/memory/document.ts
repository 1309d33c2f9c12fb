import { z } from 'zod';
import { callSid } from '../contracts/call-sid.ts';
import { callerMemory } from '../contracts/memory.ts';
import type { DocumentKind } from '../store/store.ts';

/** How many calls a memory knows to have been learnt from already. */
export const LEARNT_LIMIT = 200;

const storedMemory = callerMemory.extend({
  /** Calls already learnt from, newest last, so that none counts twice. */
  learnt: z.array(callSid).max(LEARNT_LIMIT),
  /** Answers to the tenant's check that were wrong, on one day (UTC). */
  wrongAnswers: z
    .object({ day: z.iso.date(), count: z.number().int().min(1) })
    .nullable()
    .default(null),
});
export type StoredMemory = z.infer<typeof storedMemory>;

/** What a tenant remembers of one caller. The key is the caller's E.164 digits without `+`. */
export const CALLER_MEMORY: DocumentKind<StoredMemory> = {
  name: 'caller-memory',
  scope: 'tenant',
  schema: storedMemory,
  schemaVersion: 1,
};
