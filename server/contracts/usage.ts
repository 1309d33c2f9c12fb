import { z } from 'zod';
import { usage } from './call.ts';
import { callSid } from './call-sid.ts';
import { caps } from './caps.ts';

export const month = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/, 'Write the month as 2026-11.');

/** Totals of one tenant in one month of its own time zone, as its statement and its limits count it. */
export const usageRow = z.object({
  tenantId: z.number().int(),
  month,
  calls: z.number().int(),
  practiceCalls: z.number().int(),
  minutes: z.number(),
  usage,
  costUsd: z.number(),
});
export type UsageRow = z.infer<typeof usageRow>;

/** Where no month is named: the current one of the tenant, or of UTC where there is no tenant either. */
export const usageQuery = z.object({
  tenantId: z.coerce.number().int().min(1).optional(),
  month: month.optional(),
});
export type UsageQuery = z.infer<typeof usageQuery>;
export const usageAnswer = z.object({ month, rows: z.array(usageRow) });

/**
 * What has been used up to now, calls in progress included, as caps count it: practice calls cost money, and take up a
 * line while they last, but no minutes. A call belongs to the day and month in which it began.
 */
export const spending = z.object({
  dayMinutes: z.number(),
  monthMinutes: z.number(),
  dayUsd: z.number(),
  monthUsd: z.number(),
  /** Calls in progress. */
  calls: z.number().int(),
});
export type Spending = z.infer<typeof spending>;

const capped = z.object({ caps, spent: spending });
/** How much of each cap is used now. */
export const usageStanding = z.object({
  appliance: capped,
  tenants: z.array(capped.extend({ tenantId: z.number().int() })),
});

const statementCall = z.object({
  callSid,
  startedAt: z.iso.datetime(),
  from: z.string(),
  practice: z.boolean(),
  /** Exact. Of a practice call they are not charged for, and not in the sum. */
  minutes: z.number(),
  costUsd: z.number(),
  /** The cost with the markup. Exact. */
  chargedUsd: z.number(),
  /** False when something was used whose price is not known; the amounts are then too low. */
  priced: z.boolean(),
});

/** What a tenant used in one month of its own time zone, and what it is charged. */
export const statement = z.object({
  tenantId: z.number().int(),
  businessName: z.string(),
  /** Who charges it; `null` where the appliance does not say. */
  agencyName: z.string().nullable(),
  month,
  timeZone: z.string(),
  /** By rising time. */
  calls: z.array(statementCall),
  callCount: z.number().int(),
  practiceCallCount: z.number().int(),
  /** Without practice calls. */
  minutes: z.number(),
  /** Exact, practice calls included. */
  costUsd: z.number(),
  markupPercent: z.number(),
  /** Exact. */
  markupUsd: z.number(),
  /** Cost and markup, rounded to the cent; nothing is rounded before. */
  totalUsd: z.number(),
  /** Whether the page to print and the CSV tell cost and markup, not only what is charged. */
  showsCost: z.boolean(),
  priced: z.boolean(),
  /** Models that were used and have no price in the table: their cost is not included. */
  unpricedModels: z.array(z.string()),
});
export type Statement = z.infer<typeof statement>;

/** The current month of the tenant where none is named. */
export const statementQuery = z.object({ month: month.optional() });
