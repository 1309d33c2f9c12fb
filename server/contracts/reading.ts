import { z } from 'zod';

const note = z.object({
  type: z.enum(['string', 'number', 'integer', 'boolean']),
  description: z.string().max(300).optional(),
  enum: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
});

/** What a tenant wants noted of each call, as a JSON schema: a flat object of texts, numbers and yes-or-no. */
export const callFields = z.strictObject({
  type: z.literal('object'),
  properties: z
    .record(
      z
        .string()
        .regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'A field name is letters, digits and _, such as policyNumber.'),
      note,
    )
    .refine((properties) => Object.keys(properties).length <= 30, 'Use at most 30 fields.'),
});
export type CallFields = z.infer<typeof callFields>;

export const callOutcome = z.enum([
  'answered',
  'message-taken',
  'appointment-requested',
  'booked',
  'transferred',
  'not-helped',
  'abandoned',
  'unwanted',
]);
export type CallOutcome = z.infer<typeof callOutcome>;

export const sentiment = z.enum(['positive', 'neutral', 'negative']);
export type Sentiment = z.infer<typeof sentiment>;

/** What was read out of a finished call. */
export const callReading = z.object({
  outcome: callOutcome,
  sentiment,
  /** What somebody still has to do. */
  followUps: z.array(z.string().max(300)).max(20),
  /** By the tenant's own field names; `null`: not said. */
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type CallReading = z.infer<typeof callReading>;
