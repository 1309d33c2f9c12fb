import { z } from 'zod';
import { schedule } from './hours.ts';
import { writtenNumber } from './phone-number.ts';

/** A person or team a caller can be put through to. The model knows the label only, never the number. */
export const transferDestination = z.object({
  /** As it would be said, such as "Billing"; unique within a tenant, whatever its case. */
  label: z.string().trim().min(1, 'Name the person or team.').max(60),
  number: writtenNumber,
  /** When to use it, in plain words, for the model. */
  when: z.string().trim().max(300),
  /** `cold`: put through at once. `warm`: the person hears who is calling and why, and presses 1 to accept. */
  mode: z.enum(['cold', 'warm']),
  /** When it can be reached; nothing weekly: at all times. */
  schedule,
});
export type TransferDestination = z.infer<typeof transferDestination>;

export const transferDestinations = z
  .array(transferDestination)
  .max(40)
  .superRefine((destinations, context) => {
    const seen = new Set<string>();
    for (const [index, { label }] of destinations.entries()) {
      const name = label.toLowerCase();
      if (seen.has(name))
        context.addIssue({
          code: 'custom',
          path: [index, 'label'],
          message: `There are two destinations called ${label}. Give each its own name.`,
        });
      seen.add(name);
    }
  });

/** Countries that may be dialled, as ISO 3166 codes. */
export const dialCountries = z
  .array(z.string().regex(/^[A-Z]{2}$/, 'Use two-letter country codes such as US.'))
  .max(250);

/** What became of a transfer. `connecting` while it rings. */
export const transferOutcome = z.enum([
  'connecting',
  'accepted',
  'declined',
  'no-answer',
  'busy',
  'failed',
  'voicemail',
]);
export type TransferOutcome = z.infer<typeof transferOutcome>;

/** Of what the called person is told. */
export const TRANSFER_SUMMARY_CHARACTERS = 400;

export const transferAttempt = z.object({
  label: z.string(),
  mode: transferDestination.shape.mode,
  /** What the person was told of the call. */
  summary: z.string(),
  atMs: z.number().nonnegative(),
  outcome: transferOutcome,
});
export type TransferAttempt = z.infer<typeof transferAttempt>;

/** How the person on the practice line answers a transfer. */
export const transferAnswer = z.enum(['accept', 'decline', 'no-answer', 'busy', 'voicemail']);
export type TransferAnswer = z.infer<typeof transferAnswer>;

/** One rule of the old system; `keyword` becomes the label. */
export const legacyTransferRules = z.array(
  z.object({ keyword: z.string(), number: z.string(), description: z.string().optional() }),
);

export const transferImportRequest = z.strictObject({
  /** A JSON text, as the old system kept it, or the list itself. */
  rules: z.union([z.string().max(100_000), legacyTransferRules]),
  /** True: only say what would happen. */
  dryRun: z.boolean().default(false),
});

export const transferImportReport = z.object({
  destinations: transferDestinations,
  /** What was changed or left out, and why, in plain words. */
  notes: z.array(z.string()),
});
