import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IncomingCall } from '../carrier/carrier.ts';
import {
  type AnswerTiming,
  answerTiming,
  type CallRecord,
  type CallSummary,
  callFlag,
  callRecord,
  callSummary,
  endReason,
  type Incident,
  incident,
  intervention,
  NO_USAGE,
  timings,
  toolUse,
  turn,
  usage,
} from '../contracts/call.ts';
import { callerMessage } from '../contracts/message.ts';
import { namespaceOf } from '../contracts/namespace.ts';
import { transferAttempt, transferOutcome } from '../contracts/transfer.ts';
import type { DocumentKind } from '../store/store.ts';

/** One call, whole. Its key is `callKey`. */
export const callKind: DocumentKind<CallRecord> = {
  name: 'call',
  scope: 'tenant',
  schema: callRecord,
  schemaVersion: 1,
};

const callMonth = z.object({ calls: z.array(callSummary) });

/**
 * What lists and totals need of some of a tenant's calls in one month (UTC). The key of a month's first list is the month,
 * `2026-11`, that of a later one `2026-11-0002`.
 */
export const callMonthKind: DocumentKind<z.infer<typeof callMonth>> = {
  name: 'call-month',
  scope: 'tenant',
  schema: callMonth,
  schemaVersion: 1,
};

/** The key of the list that follows another of the same month; keys sort as lists do. */
export function nextListKey(key: string): string {
  const number = Number(key.slice(8)) || 1;
  return `${key.slice(0, 7)}-${String(number + 1).padStart(4, '0')}`;
}

/** The document key of a call: made from its SID, never the SID itself, which comes from outside. */
export function callKey(callSid: string): string {
  return createHash('sha256').update(callSid).digest('hex').slice(0, 40);
}

/** What a live call writes down as it goes. The first is always `began`. */
export const journalEntry = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('began'), record: callRecord }),
  z.object({ entry: z.literal('joined'), engine: z.string(), timings: timings.optional() }),
  /** With the usage so far: one write for both, as each write waits for the disk. */
  z.object({ entry: z.literal('turn'), turn, usage }),
  /** What the caller's turn of that time says from now on. */
  z.object({ entry: z.literal('reworded'), atMs: z.number(), text: z.string() }),
  /** It takes the place of one that was not confirmed. */
  z.object({ entry: z.literal('message'), message: callerMessage }),
  /** The caller does not want the message any more that was not confirmed. */
  z.object({ entry: z.literal('message-dropped') }),
  z.object({ entry: z.literal('name'), name: z.string() }),
  /** The caller asked to be forgotten. */
  z.object({ entry: z.literal('forget') }),
  z.object({ entry: z.literal('flag'), flag: callFlag }),
  z.object({ entry: z.literal('tool'), use: toolUse }),
  z.object({ entry: z.literal('answered'), answer: answerTiming }),
  z.object({ entry: z.literal('incident'), incident }),
  /** How long the last incident of that kind lasted, which had no end yet. */
  z.object({ entry: z.literal('incident-over'), kind: incident.shape.kind, lastedMs: z.number() }),
  z.object({ entry: z.literal('intervention'), intervention }),
  z.object({ entry: z.literal('transfer'), attempt: transferAttempt }),
  /** How the last transfer went. */
  z.object({ entry: z.literal('transfer-ended'), outcome: transferOutcome }),
  z.object({
    entry: z.literal('ended'),
    reason: endReason,
    endedAt: z.iso.datetime(),
    durationMs: z.number(),
    usage,
    costUsd: z.number(),
    timings,
    language: callRecord.shape.language,
    recorded: callRecord.shape.recorded,
  }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;

/** The record of a call that is just ringing. */
export function newRecord(incoming: IncomingCall, tenantId: number, startedAt: string): CallRecord {
  return {
    callSid: incoming.callSid,
    tenantId,
    namespace: namespaceOf(tenantId, incoming.from),
    from: incoming.from,
    to: incoming.to,
    practice: incoming.practice,
    engine: '',
    state: 'ringing',
    startedAt,
    endedAt: null,
    durationMs: null,
    endReason: null,
    transcript: [],
    messages: [],
    summary: null,
    reading: null,
    flags: [],
    reviewedAt: null,
    tools: [],
    transfers: [],
    incidents: [],
    interventions: [],
    draft: false,
    language: null,
    recorded: false,
    usage: { ...NO_USAGE },
    costUsd: 0,
    timings: {
      webhookMs: null,
      joinMs: null,
      greetingMs: null,
      modelReadyMs: null,
      answerMs: [],
      answers: [],
      greetingCached: false,
    },
  };
}

/**
 * Rebuilds a record from its journal. One that does not say how the call ended was cut off by a crash: it says
 * `interrupted` and ends at `foundAt` at the latest known moment. Returns `null` when even the beginning is missing.
 */
export function foldJournal(entries: readonly unknown[]): CallRecord | null {
  let record: CallRecord | null = null;
  for (const raw of entries) {
    const parsed = journalEntry.safeParse(raw);
    if (!parsed.success) break;
    const entry = parsed.data;
    if (entry.entry === 'began') record = structuredClone(entry.record);
    if (!record) return null;
    applyEntry(record, entry);
  }
  if (record && record.state !== 'ended') {
    const lastMs = record.transcript.at(-1)?.atMs ?? 0;
    const transfer = record.transfers.at(-1);
    if (transfer?.outcome === 'connecting') transfer.outcome = 'failed';
    record.state = 'ended';
    record.endReason = 'interrupted';
    record.durationMs = lastMs;
    record.endedAt = new Date(Date.parse(record.startedAt) + lastMs).toISOString();
  }
  return record;
}

/** Puts a message on record in the place of one that was not confirmed; `null` only removes that. */
export function putMessage(record: CallRecord, message: CallRecord['messages'][number] | null): void {
  const confirmed = record.messages.filter((one) => one.confirmed);
  record.messages = message === null ? confirmed : [...confirmed, message];
}

function applyEntry(record: CallRecord, entry: JournalEntry): void {
  switch (entry.entry) {
    case 'joined':
      record.state = 'live';
      record.engine = entry.engine;
      if (entry.timings) record.timings = entry.timings;
      break;
    case 'turn':
      insertTurn(record, entry.turn);
      record.usage = entry.usage;
      break;
    case 'reworded': {
      const said = record.transcript.find(({ role, atMs }) => role === 'caller' && atMs === entry.atMs);
      if (said) said.text = entry.text;
      break;
    }
    case 'message':
      putMessage(record, entry.message);
      break;
    case 'message-dropped':
      putMessage(record, null);
      break;
    case 'flag':
      record.flags.push(entry.flag);
      break;
    case 'tool':
      record.tools.push(entry.use);
      break;
    case 'answered':
      addAnswer(record, entry.answer);
      break;
    case 'incident-over':
      endIncident(record, entry.kind, entry.lastedMs);
      break;
    case 'incident':
      record.incidents.push(entry.incident);
      break;
    case 'intervention':
      record.interventions.push(entry.intervention);
      break;
    case 'transfer':
      record.transfers.push(entry.attempt);
      break;
    case 'transfer-ended': {
      const last = record.transfers.at(-1);
      if (last) last.outcome = entry.outcome;
      break;
    }
    case 'ended':
      record.language = entry.language;
      record.recorded = entry.recorded;
      record.state = 'ended';
      record.endReason = entry.reason;
      record.endedAt = entry.endedAt;
      record.durationMs = entry.durationMs;
      record.usage = entry.usage;
      record.costUsd = entry.costUsd;
      record.timings = entry.timings;
      break;
    default:
      break;
  }
}

/** Puts a turn where it belongs in time: what the caller said is often known only after the answer has begun. */
export function insertTurn(record: CallRecord, added: CallRecord['transcript'][number]): void {
  const index = record.transcript.findLastIndex((other) => other.atMs <= added.atMs);
  record.transcript.splice(index + 1, 0, added);
}

/** An answer of the agent, with what its caller waited for. */
export function addAnswer({ timings: kept }: CallRecord, answer: AnswerTiming): void {
  kept.answers.push(answer);
  kept.answerMs.push(answer.waitMs);
}

/** Gives the last incident of that kind its length. Returns whether there was one that had none. */
export function endIncident({ incidents }: CallRecord, kind: Incident['kind'], lastedMs: number): boolean {
  const open = incidents.findLast((one) => one.kind === kind && one.lastedMs === null);
  if (open) open.lastedMs = lastedMs;
  return open !== undefined;
}

/** A record as lists show it: without words, tools and incidents, which only its own page needs. */
export function summaryOf(record: CallRecord): CallSummary {
  const { transcript, messages: _, tools: __, incidents: ___, interventions: ____, ...rest } = record;
  const { answers: _____, ...timings } = rest.timings;
  return { ...rest, timings, turns: transcript.length };
}

/** Whether the call ended through a fault here or on the way, so that the carrier may bring the caller back. */
export function wasCutOff({ endReason: reason }: Pick<CallRecord, 'endReason'>): boolean {
  return (
    reason === 'interrupted' ||
    reason === 'stream-lost' ||
    reason === 'model-failed' ||
    reason === 'internal-error'
  );
}

/** Whether the caller asked, in this call, to be forgotten. */
export function isForgotten({ flags }: Pick<CallRecord, 'flags'>): boolean {
  return flags.some(({ kind }) => kind === 'forgotten');
}

/** The same, as far as it was written down. */
export function forgetInJournal(entries: readonly unknown[]): boolean {
  return entries.some((raw) => journalEntry.safeParse(raw).data?.entry === 'forget');
}

/** The name a caller gave, as far as it was written down. */
export function nameInJournal(entries: readonly unknown[]): string | null {
  const names = entries.flatMap((raw) => {
    const { data } = journalEntry.safeParse(raw);
    return data?.entry === 'name' ? [data.name] : [];
  });
  return names.at(-1) ?? null;
}
