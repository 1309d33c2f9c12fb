import { z } from 'zod';
import { callRecord, callState, callSummary, endReason, turn } from './call.ts';
import { check } from './check.ts';
import { searchState } from './history.ts';
import { lineStatus, tunnelStatus } from './settings.ts';
import { task } from './task.ts';

export const alert = z.object({
  id: z.string(),
  /** Alerts of one cause share a key and are shown once. */
  key: z.string(),
  level: z.enum(['info', 'warning', 'critical']),
  /** What happened and what to do, in one or two sentences. */
  message: z.string(),
  tenantIds: z.array(z.number()),
  at: z.iso.datetime(),
  count: z.number().int(),
  /** Set once the cause has gone. */
  resolvedAt: z.iso.datetime().nullable(),
});
export type Alert = z.infer<typeof alert>;

const onCall = { callSid: z.string(), tenantId: z.number() };

/** What `/api/events` sends: `event: type`, `id: sequence`, `data: JSON of the rest`. */
export const serverEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call.started'), ...onCall, call: callSummary }),
  z.object({
    type: z.literal('call.state'),
    ...onCall,
    state: callState,
    agent: z.enum(['listening', 'thinking', 'speaking']),
  }),
  /** A finished line. It is durable before it is sent. */
  z.object({ type: z.literal('call.turn'), ...onCall, turn }),
  /** The line being spoken now; replaces the last draft of the same role. */
  z.object({
    type: z.literal('call.draft'),
    ...onCall,
    role: turn.shape.role,
    text: z.string(),
    atMs: z.number(),
  }),
  /** What a call in progress costs and how quick it is; at most once a second, when something of it has changed. */
  z.object({
    type: z.literal('call.progress'),
    ...onCall,
    costUsd: z.number(),
    engine: z.string(),
    /** The latest answer's; `null` before the first. */
    answerMs: z.number().nullable(),
    takenOver: z.boolean(),
  }),
  /** What the record of a call in progress notes besides what was said. Each list is whole. */
  z.object({
    type: z.literal('call.noted'),
    ...onCall,
    noted: callRecord.pick({
      messages: true,
      flags: true,
      tools: true,
      transfers: true,
      incidents: true,
      interventions: true,
    }),
  }),
  z.object({ type: z.literal('call.ended'), ...onCall, endReason, call: callSummary }),
  /** So many transcripts can be searched now. */
  z.object({ type: z.literal('search.changed'), search: searchState }),
  /** The record now also says what the call was about. */
  z.object({ type: z.literal('call.summarised'), ...onCall }),
  /** A person has marked the call as looked at, or not looked at after all. */
  z.object({ type: z.literal('call.reviewed'), ...onCall }),
  z.object({ type: z.literal('tenant.changed'), tenantId: z.number(), version: z.number().nullable() }),
  z.object({ type: z.literal('draft.changed'), tenantId: z.number() }),
  z.object({ type: z.literal('memory.changed'), tenantId: z.number(), namespace: z.string() }),
  /** Everything of a caller, or of one call, is erased, and there is a receipt. */
  z.object({ type: z.literal('caller.forgotten'), tenantId: z.number() }),
  /** A message, or what became of a delivery. */
  z.object({ type: z.literal('messages.changed'), tenantId: z.number() }),
  /** Somebody did something that the audit log keeps. */
  z.object({ type: z.literal('audit.appended'), tenantId: z.number().nullable() }),
  z.object({ type: z.literal('defaults.changed') }),
  z.object({ type: z.literal('settings.changed') }),
  z.object({ type: z.literal('tunnel.changed'), tunnel: tunnelStatus }),
  z.object({ type: z.literal('lines.changed'), lines: z.array(lineStatus) }),
  z.object({ type: z.literal('alert'), alert }),
  /** Something that takes a while has come further, or has ended. */
  z.object({ type: z.literal('task.changed'), task }),
  /** A service is being tried out, or has been. */
  z.object({ type: z.literal('check.changed'), check }),
]);
export type ServerEvent = z.infer<typeof serverEvent>;
