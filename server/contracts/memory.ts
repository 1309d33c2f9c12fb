import { z } from 'zod';
import { callSid } from './call.ts';
import { e164 } from './phone-number.ts';

export const callerProfile = z.object({
  /** As the caller gave it. */
  name: z.string().trim().min(1).max(120).nullable(),
  preferences: z.array(z.string().trim().min(1).max(300)).max(20),
});

export const callerFact = z.object({
  text: z.string().trim().min(1).max(300),
  /** The call it was learnt in; `null` when a person wrote it. */
  callSid: callSid.nullable(),
  at: z.iso.datetime(),
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
  /** Newest last. */
  summaries: z.array(callDigest).max(10),
  callCount: z.number().int().nonnegative(),
  lastCallAt: z.iso.datetime().nullable(),
});
export type CallerMemory = z.infer<typeof callerMemory>;

export const memoryPatch = z
  .strictObject({
    profile: callerProfile.partial(),
    /** Replaces the whole list. */
    facts: z.array(callerFact.pick({ text: true })).max(50),
    summaries: z.array(callDigest).max(10),
  })
  .partial();
export type MemoryPatch = z.infer<typeof memoryPatch>;

export const memoryRetrieveRequest = z.strictObject({ user_id: z.string().max(100) });

/** What a call taught about its caller; the JSON schema that the model fills in after a call is made from this. */
export const callLearnings = z.object({
  name: z.string().nullable(),
  facts: z.array(z.string()),
  preferences: z.array(z.string()),
  summary: z.string(),
});
export type CallLearnings = z.infer<typeof callLearnings>;
