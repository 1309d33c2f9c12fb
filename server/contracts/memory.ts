import { z } from 'zod';
import { callRecord } from './call.ts';
import { callSid } from './call-sid.ts';
import { inboxMessage } from './message.ts';
import { e164 } from './phone-number.ts';

const profileFields = {
  /** As the caller wants to be called. */
  name: z.string().trim().min(1).max(120).nullable(),
  preferences: z.array(z.string().trim().min(1).max(300)).max(20),
  /** Language tag the caller spoke last, where it could be told. */
  language: z.string().max(40).nullable(),
  /** The right answer to the tenant's check; `null`: nobody has set one, so the check can't be passed. */
  checkAnswer: z.string().trim().min(1).max(120).nullable(),
};

export const callerProfile = z.object({
  ...profileFields,
  language: profileFields.language.default(null),
  checkAnswer: profileFields.checkAnswer.default(null),
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

/** `GET /api/tenants/:id/callers`: of all callers, or of one. */
export const callersQuery = z.object({
  /** The number in international form, with or without `+`. */
  caller: z
    .string()
    .regex(/^\+?[1-9][0-9]{6,14}$/, 'Write the number in international form, for example 15551234567.')
    .optional(),
});

/** A line in the list of callers. */
export const callerDigest = callerMemory
  .pick({ namespace: true, caller: true, callCount: true, lastCallAt: true })
  .extend({
    name: callerProfile.shape.name,
    /** How many there are. */
    facts: z.number().int(),
    openMatters: z.number().int(),
  });
export type CallerDigest = z.infer<typeof callerDigest>;

/** `GET /api/tenants/:id/callers/list` */
export const callerQuery = z.object({
  /** Words or digits that occur in the number, the name or what is remembered; all of them must. */
  text: z.string().trim().max(200, 'Search for at most 200 characters.').default(''),
  /** How many to leave out. */
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CallerQuery = z.infer<typeof callerQuery>;

/** The latest call first. */
export const callerPage = z.object({
  callers: z.array(callerDigest),
  /** All that fit, on whatever page. */
  total: z.number().int(),
  /** All callers whom the tenant remembers. */
  remembered: z.number().int(),
});
export type CallerPage = z.infer<typeof callerPage>;

/**
 * Without `sensitive`, a mark that is there stays. `callSid` and `at` count for what was removed and is put back; what
 * is there keeps its own.
 */
const editedFact = z.object({
  text: callerFact.shape.text,
  sensitive: z.boolean().optional(),
  callSid: callerFact.shape.callSid.optional(),
  at: callerFact.shape.at.optional(),
});

const text = callerFact.shape.text;

export const memoryPatch = z
  .strictObject({
    // Without defaults: what is absent stays as it is.
    profile: z.strictObject(profileFields).partial(),
    /** Replaces the whole list. */
    facts: z.array(editedFact).max(50),
    openMatters: z.array(editedFact).max(20),
    summaries: z.array(callDigest).max(10),
    /**
     * What a list held when it was changed, text by text. What was added to it since stays, and what was taken out of it
     * since does not come back; without it the list is replaced whatever happened meanwhile.
     */
    seen: z
      .strictObject({
        facts: z.array(text).max(50),
        openMatters: z.array(text).max(20),
        preferences: profileFields.preferences,
      })
      .partial(),
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

/** Who wanted a caller or a call forgotten; `retention`: the tenant's days to keep were over. */
export const erasureAsker = z.enum(['caller', 'operator', 'tenant', 'retention']);
export type ErasureAsker = z.infer<typeof erasureAsker>;

/** Everything of a caller, or one call alone. */
export const erasureSubject = z.enum(['caller', 'call']);

/** Proof that a caller or a call was forgotten. It holds nothing by which the caller could be found again. */
export const erasureReceipt = z.object({
  /** Ten digits, so that it can be said on the phone. */
  id: z.string().regex(/^[0-9]{10}$/),
  at: z.iso.datetime(),
  tenantId: z.number().int().min(1),
  by: erasureAsker,
  subject: erasureSubject.default('caller'),
  erased: z.object({
    /** Of one call: what was learnt from it. */
    memory: z.boolean(),
    calls: z.number().int(),
    messages: z.number().int(),
    recordings: z.number().int(),
    deliveries: z.number().int(),
    gaps: z.number().int(),
  }),
});
export type ErasureReceipt = z.infer<typeof erasureReceipt>;

/** `GET /api/memory/:namespace/export`: all that is kept of one caller, to be handed to them. */
export const callerExport = z.object({
  tenant: z.string(),
  exportedAt: z.iso.datetime(),
  memory: callerMemory.nullable(),
  /** Oldest first, as they are kept. */
  calls: z.array(callRecord),
  messages: z.array(inboxMessage),
});
