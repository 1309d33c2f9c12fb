import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CallRecord, CallSummary } from '../contracts/call.ts';
import { callSid } from '../contracts/call-sid.ts';
import { type ErasureReceipt, erasureAsker, erasureReceipt, erasureSubject } from '../contracts/memory.ts';
import { e164 } from '../contracts/phone-number.ts';
import type { Ids } from '../platform/ids.ts';
import type { DocumentKind } from '../store/store.ts';

/** Stands for the caller's number in the record of a call that was forgotten. */
export const ERASED = 'erased';

/** Proof of an erasure. The key is its id. */
export const ERASURE_RECEIPT: DocumentKind<ErasureReceipt> = {
  name: 'erasure-receipt',
  scope: 'tenant',
  schema: erasureReceipt,
  schemaVersion: 1,
};

const pendingErasure = z.object({
  id: erasureReceipt.shape.id,
  by: erasureAsker,
  subject: erasureSubject.default('caller'),
  /** `null`: only the calls named here are meant, as where the caller withholds the number. */
  caller: e164.nullable(),
  /** Calls to forget besides those that are listed under the caller. */
  callSids: z.array(callSid),
});
export type PendingErasure = z.infer<typeof pendingErasure>;

/** An erasure that has been asked for and is not done yet. The key is its id. Removed with the last trace. */
export const PENDING_ERASURE: DocumentKind<PendingErasure> = {
  name: 'erasure-pending',
  scope: 'tenant',
  schema: pendingErasure,
  schemaVersion: 1,
};

/** Ten digits that can be said on the phone. */
export function receiptId(ids: Ids): string {
  const number = createHash('sha256').update(ids.token()).digest().readBigUInt64BE() % 10_000_000_000n;
  return String(number).padStart(10, '0');
}

/** What is left of a call's record: what billing needs, and nothing of who rang or what was said. */
export function anonymousRecord(call: CallSummary, subject: 'caller' | 'call' = 'caller'): CallRecord {
  const { callSid: sid, tenantId, to, practice, engine, state, startedAt, endedAt } = call;
  const { durationMs, endReason, usage, costUsd, timings } = call;
  return {
    callSid: sid,
    tenantId,
    namespace: null,
    from: ERASED,
    to,
    practice,
    engine,
    state,
    startedAt,
    endedAt,
    durationMs,
    endReason,
    transcript: [],
    messages: [],
    summary: null,
    reading: null,
    flags: [{ kind: 'forgotten', text: `The ${subject} was forgotten.`, atMs: 0 }],
    reviewedAt: call.reviewedAt,
    tools: [],
    transfers: [],
    incidents: [],
    interventions: [],
    draft: false,
    language: null,
    recorded: false,
    usage,
    costUsd,
    timings: { ...timings, answers: [] },
  };
}
