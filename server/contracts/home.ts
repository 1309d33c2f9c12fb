import { z } from 'zod';
import { callSummary, endReason } from './call.ts';
import { callOutcome } from './reading.ts';
import { timeZone } from './tenant.ts';

/** What calls came to. Practice calls count in minutes and cost, but are told apart in number. */
export const totals = z.object({
  calls: z.number().int(),
  practiceCalls: z.number().int(),
  minutes: z.number(),
  costUsd: z.number(),
});
export type Totals = z.infer<typeof totals>;

const comparison = z.object({ now: totals, before: totals });
export type Comparison = z.infer<typeof comparison>;

/** Something that is not well, or not yet as it could be. */
export const matter = z.object({
  id: z.string(),
  /** `hint`: nothing is wrong, but something is still to be done. */
  level: z.enum(['critical', 'warning', 'hint']),
  text: z.string(),
  /** Where in the panel it is mended, and what the link there says. */
  href: z.string().nullable(),
  action: z.string().nullable(),
});
export type Matter = z.infer<typeof matter>;

/** Days and months are those of this time zone: the viewer's. */
export const homeQuery = z.object({ timeZone: timeZone.default('UTC') });

export const home = z.object({
  /** The most urgent first. */
  matters: z.array(matter),
  lines: z.object({ assigned: z.number().int(), pointed: z.number().int() }),
  /** Of the disk that the data folder is on; `low` when it will soon be full. */
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number(), low: z.boolean() }),
  lastCall: callSummary.nullable(),
  messages: z.object({ open: z.number().int(), undelivered: z.number().int() }),
  /** Against yesterday up to the same time. */
  today: comparison,
  /** Against the same days of last month, up to the same time. */
  month: comparison,
});
export type Home = z.infer<typeof home>;

export const TREND_DAYS = [7, 30, 90] as const;

export const trendQuery = z.object({
  days: z.coerce
    .number()
    .refine((days) => TREND_DAYS.some((known) => known === days), 'Use 7, 30 or 90 days.')
    .default(30),
  timeZone: timeZone.default('UTC'),
  tenantId: z.coerce.number().int().min(1).optional(),
});

/** One day, today included as far as it has come. */
export const trendDay = totals.extend({
  /** `2026-11-22` */
  day: z.string(),
  /** From the end of the caller's words to the agent's first sound; `null` on a day without answers. */
  answerMedianMs: z.number().nullable(),
  /** Nine of ten answers came within. */
  answerP90Ms: z.number().nullable(),
  /** Real calls by what they came to; those that were not read, or not yet, are in none. */
  outcomes: z.partialRecord(callOutcome, z.number().int()),
  /** Real calls by how they ended. */
  endings: z.partialRecord(endReason, z.number().int()),
  /** Real calls with something that a person should look at. */
  flagged: z.number().int(),
  /** How often somebody was to be put through in real calls, and how often that was taken. */
  transfers: z.object({ tried: z.number().int(), accepted: z.number().int() }),
});
export type TrendDay = z.infer<typeof trendDay>;

/** By rising day, without gaps. */
export const trends = z.object({ days: z.array(trendDay) });

/** The folder with all data, and what it holds. */
export const dataFolder = z.object({
  path: z.string(),
  dataBytes: z.number(),
  freeBytes: z.number(),
  totalBytes: z.number(),
});
