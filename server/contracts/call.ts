import { z } from 'zod';
import { callSid } from './call-sid.ts';
import { callerMessage } from './message.ts';
import { e164 } from './phone-number.ts';
import { callReading } from './reading.ts';
import { transferAnswer, transferAttempt } from './transfer.ts';

/** `ringing` from the webhook on, `live` once the media stream is joined, `ended` when the record is closed. */
export const callState = z.enum(['ringing', 'live', 'ended']);
export type CallState = z.infer<typeof callState>;

/**
 * Why a call ended. `caller-hung-up` and `agent-hung-up` are the good ends; `never-joined` rang but no stream
 * came; `interrupted` was found open after a restart; `transferred` went on with a person.
 */
export const endReason = z.enum([
  'caller-hung-up',
  'agent-hung-up',
  'operator-hung-up',
  'stream-lost',
  'never-joined',
  'model-failed',
  'overloaded',
  'shutdown',
  'transferred',
  'cap-reached',
  'silent',
  'interrupted',
  'internal-error',
]);
export type EndReason = z.infer<typeof endReason>;

export const turnRole = z.enum(['caller', 'agent']);

/** One line of a transcript. */
export const turn = z.object({
  role: turnRole,
  text: z.string(),
  /** When it began, in milliseconds since the media stream started. */
  atMs: z.number().nonnegative(),
  /** True when the caller spoke over the agent; `text` then holds what was heard, as far as it can be told. */
  interrupted: z.boolean().optional(),
});
export type Turn = z.infer<typeof turn>;

export const usage = z.object({
  textInputTokens: z.number(),
  /** Part of `textInputTokens`. */
  cachedTextInputTokens: z.number(),
  audioInputTokens: z.number(),
  /** Part of `audioInputTokens`. */
  cachedAudioInputTokens: z.number(),
  textOutputTokens: z.number(),
  audioOutputTokens: z.number(),
  /** Caller audio that was transcribed, in seconds. */
  transcribedSeconds: z.number(),
  /** Characters spoken by text-to-speech. */
  spokenCharacters: z.number(),
});
export type Usage = z.infer<typeof usage>;

export const NO_USAGE: Readonly<Usage> = {
  textInputTokens: 0,
  cachedTextInputTokens: 0,
  audioInputTokens: 0,
  cachedAudioInputTokens: 0,
  textOutputTokens: 0,
  audioOutputTokens: 0,
  transcribedSeconds: 0,
  spokenCharacters: 0,
};

/** All in milliseconds; `null` where it never came to it. */
export const timings = z.object({
  /** Webhook received to TwiML answered. */
  webhookMs: z.number().nullable(),
  /** Stream `start` to the first greeting audio sent. */
  greetingMs: z.number().nullable(),
  /** Webhook to the model being ready. */
  modelReadyMs: z.number().nullable(),
  /** End of the caller's speech to the agent's first audio, for each answer. */
  answerMs: z.array(z.number()),
  /** True when the greeting was played from the cache. */
  greetingCached: z.boolean(),
});
export type Timings = z.infer<typeof timings>;

/** Something in a call that a person should look at. */
export const callFlag = z.object({
  kind: z.enum(['claim-without-receipt', 'cap-reached', 'model-failed', 'transfer-refused', 'forgotten']),
  /** In one sentence. */
  text: z.string(),
  atMs: z.number().nonnegative(),
});
export type CallFlag = z.infer<typeof callFlag>;

/** A tool the agent used, without what was in it. */
export const toolUse = z.object({
  name: z.string(),
  atMs: z.number().nonnegative(),
  tookMs: z.number().nonnegative(),
  ok: z.boolean(),
});
export type ToolUse = z.infer<typeof toolUse>;

export const callRecord = z.object({
  callSid,
  tenantId: z.number().int().min(1),
  /** `null` when the caller withheld the number. */
  namespace: z.string().nullable(),
  /** As the carrier gave it. */
  from: z.string(),
  to: z.string(),
  practice: z.boolean(),
  engine: z.string(),
  state: callState,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** From the stream's start to the end; 0 when no stream came. */
  durationMs: z.number().nonnegative().nullable(),
  endReason: endReason.nullable(),
  transcript: z.array(turn),
  messages: z.array(callerMessage),
  summary: z.string().nullable(),
  /** `null` until the call has been read. */
  reading: callReading.nullable().default(null),
  flags: z.array(callFlag).default([]),
  tools: z.array(toolUse).default([]),
  transfers: z.array(transferAttempt).default([]),
  /** Language tag of most of what the caller said, where it could be told. */
  language: z.string().nullable().default(null),
  /** A sound file of the call is kept. */
  recorded: z.boolean().default(false),
  usage,
  costUsd: z.number().nonnegative(),
  timings,
});
export type CallRecord = z.infer<typeof callRecord>;

/** A call as a list shows it. */
export const callSummary = callRecord.omit({ transcript: true, messages: true, tools: true }).extend({
  turns: z.number().int().nonnegative(),
  agentName: z.string().optional(),
});
export type CallSummary = z.infer<typeof callSummary>;

/** `nextCursor` is opaque; `null` on the last page. Newest first. */
export const callPage = z.object({ calls: z.array(callSummary), nextCursor: z.string().nullable() });

export const callQuery = z.object({
  tenantId: z.coerce.number().int().min(1).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const lookupRequest = z.strictObject({ to: e164, from: z.string().max(64) });
/** `tenantId` and `namespace` are `null` when no tenant has the number, or nothing may be remembered. */
export const lookupAnswer = z.object({
  tenantId: z.number().nullable(),
  namespace: z.string().nullable(),
  twiml: z.string(),
});

export const practiceCallRequest = z.strictObject({
  tenantId: z.number().int().min(1),
  /** Who is calling; a fixed fictitious number when absent. */
  from: z.string().max(64).optional(),
  /**
   * What a scripted caller says, line by line, waiting for the agent in between; then it hangs up. Absent: the call
   * waits for a person on `/api/practice-calls/:callSid/audio`.
   */
  script: z.array(z.string().trim().min(1).max(500)).max(50).optional(),
  /** How a person answers to whom the caller is put through; taken when absent. */
  transferAnswer: transferAnswer.optional(),
});
export const practiceCallStarted = z.object({ callSid });

/** The number a practice caller has when none is named; reserved for fiction. */
export const PRACTICE_CALLER = '+15555550100';
