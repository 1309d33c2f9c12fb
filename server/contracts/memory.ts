import { z } from 'zod';
import { callSid } from './call-sid.ts';
import { e164 } from './phone-number.ts';

export const callerProfile = z.object({
  /** As the caller gave it. */
  name: z.string().trim().min(1).max(120).nullable(),
  preferences: z.array(z.string().trim().min(1).max(300)).max(20),
  /** Language tag the caller spoke last, where it could be told. */
  language: z.string().nullable().default(null),
  /** The right answer to the tenant's check; `null`: nobody has set one, so the check can't be passed. */
  checkAnswer: z.string().trim().min(1).max(120).nullable().default(null),
});

export const callerFact = z.object({
  text: z.string().trim().min(1).max(300),
  /** The call it was learnt in; `null` when a person wrote it. */
  callSid: callSid.nullable(),
  at: z.iso.datetime(),
  /** Marked by a person; facts on a sensitive topic count as marked. */
  sensitive: z.boolean().default(false),
});
export type CallerFact = z.infer<typeof callerFact>;

export const callDigest = z.object({ text: z.string().max(1000), callSid, at: z.iso.datetime() });

/** What one tenant remembers of one caller. */
export const callerMemory = z.object({
  namespace: z.string(),
  tenantId: z.number().int().min(1),
  caller: e164,
  profile: callerProfile,
  facts: z.array(callerFact).max(50),
  /** What is still to be done for the caller, newest last. */
  openMatters: z.array(callerFact).max(20).default([]),
  /** Newest last. */
  summaries: z.array(callDigest).max(10),
  callCount: z.number().int().nonnegative(),
  lastCallAt: z.iso.datetime().nullable(),
});
export type CallerMemory = z.infer<typeof callerMemory>;

const editedFact = z.object({
  text: callerFact.shape.text,
  sensitive: z.boolean().optional(),
});

export const memoryPatch = z
  .strictObject({
    profile: callerProfile.partial(),
    /** Replaces the whole list. */
    facts: z.array(editedFact).max(50),
    openMatters: z.array(editedFact).max(20),
    summaries: z.array(callDigest).max(10),
  })
  .partial();
export type MemoryPatch = z.infer<typeof memoryPatch>;

export const memoryRetrieveRequest = z.strictObject({ user_id: z.string().max(100) });

/** What a call taught about its caller; the JSON schema that the model fills in after a call is made from this. */
export const callLearnings = z.object({
  name: z.string().nullable(),
  /** New facts; `replaces` is a known fact, word for word, that no longer holds. */
  facts: z.array(z.object({ text: z.string(), replaces: z.string().nullable() })),
  preferences: z.array(z.string()),
  /** What is still to be done for the caller after this call. */
  openMatters: z.array(z.string()),
  /** Known open matters, word for word, that are settled now. */
  settledMatters: z.array(z.string()),
  summary: z.string(),
});
export type CallLearnings = z.infer<typeof callLearnings>;

/** Proof that a caller was forgotten. It holds nothing by which the caller could be found again. */
export const erasureReceipt = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  tenantId: z.number().int().min(1),
  /** Who asked: `caller`, `operator`, `tenant` or `retention`. */
  by: z.enum(['caller', 'operator', 'tenant', 'retention']),
  erased: z.object({
    memory: z.boolean(),
    calls: z.number().int(),
    messages: z.number().int(),
    recordings: z.number().int(),
    deliveries: z.number().int(),
    gaps: z.number().int(),
  }),
});
export type ErasureReceipt = z.infer<typeof erasureReceipt>;
