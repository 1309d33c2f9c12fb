import { z } from 'zod';
import { callSummary, endReason } from './call.ts';
import { callSid } from './call-sid.ts';
import { callOutcome } from './reading.ts';
import { month } from './usage.ts';

const yesOrNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Which calls: all of these must fit. Absent ones do not narrow. */
export const callFilters = z.object({
  /** Words said in the call, or in its summary or messages; in quotes as they stand there. */
  text: z.string().trim().max(200, 'Search for at most 200 characters.').optional(),
  tenantId: z.coerce.number().int().min(1).optional(),
  /** Began at or after it. */
  since: z.iso.datetime().optional(),
  /** Began before it. */
  until: z.iso.datetime().optional(),
  /** Began in this month by the time zone of its tenant, as usage and statements count it. */
  month: month.optional(),
  outcome: callOutcome.optional(),
  ending: endReason.optional(),
  /** With or without something that a person should look at. */
  flagged: yesOrNo.optional(),
  /** With or without flags that nobody has marked as looked at. */
  toReview: yesOrNo.optional(),
  practice: yesOrNo.optional(),
  engine: z.string().max(60).optional(),
  /** Digits that occur in the caller's number, however they are grouped. */
  caller: z.string().max(40).regex(/\d/, 'Write digits of the number, such as 555 0123.').optional(),
  minSeconds: z.coerce.number().min(0).max(86_400).optional(),
});
export type CallFilters = z.infer<typeof callFilters>;

export const callQuery = callFilters.extend({
  /** A `nextCursor`; not together with `offset`. */
  cursor: z.string().max(200).optional(),
  /** How many of the newest to leave out. */
  offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** How far transcripts can be searched: calls read so far, of all. */
export const searchState = z.object({ indexed: z.number().int(), total: z.number().int() });
export type SearchState = z.infer<typeof searchState>;

/** Where the words of a search stand in a call. */
export const callHit = z.object({
  callSid,
  /** Index in the transcript; `null` where they stand in the summary or a message. */
  turn: z.number().int().nullable(),
  /** An excerpt in pieces, those that were looked for marked. */
  excerpt: z.array(z.object({ text: z.string(), isHit: z.boolean() })),
});
export type CallHit = z.infer<typeof callHit>;

/** Newest first. `nextCursor` is opaque; `null` on the last page. */
export const callPage = z.object({
  calls: z.array(callSummary),
  nextCursor: z.string().nullable(),
  /** All calls that fit, on whatever page. */
  total: z.number().int(),
  /** One for each call of the page; empty when no text was looked for. */
  hits: z.array(callHit),
  search: searchState,
});
export type CallPage = z.infer<typeof callPage>;

/** `GET /api/calls/export`: what the filters show, or one call. */
export const callExportQuery = callFilters.extend({
  format: z.enum(['csv', 'json']),
  callSid: callSid.optional(),
});
