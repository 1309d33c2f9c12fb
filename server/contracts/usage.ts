import { z } from 'zod';
import { usage } from './call.ts';

export const month = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/, 'Write the month as 2026-11.');

/** Totals of one tenant in one month (UTC). */
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

export const usageQuery = z.object({
  tenantId: z.coerce.number().int().min(1).optional(),
  month: month.optional(),
});
export const usageAnswer = z.object({ month, rows: z.array(usageRow) });
