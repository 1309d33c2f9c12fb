import { z } from 'zod';
import { callSid } from './call-sid.ts';
import { callerMessage } from './message.ts';
import { writtenNumber } from './phone-number.ts';
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

/** One answer of the agent, and what its caller waited for. */
export const answerTiming = z.object({
  /** When the caller had stopped speaking, since the stream's start. */
  atMs: z.number().nonnegative(),
  /** From then to the agent's first sound. */
  waitMs: z.number().nonnegative(),
  /** Of which a tool was at work, the longest of them by name. */
  toolMs: z.number().nonnegative(),
  tool: z.string().nullable(),
  /** Of which this computer was too busy to do anything. */
  computerMs: z.number().nonnegative(),
});
export type AnswerTiming = z.infer<typeof answerTiming>;

/** All in milliseconds; `null` where it never came to it. */
export const timings = z.object({
  /** Webhook received to TwiML answered. */
  webhookMs: z.number().nullable(),
  /** TwiML answered to the media stream's start: the carrier and the network. */
  joinMs: z.number().nullable().default(null),
  /** Stream `start` to the first greeting audio sent. */
  greetingMs: z.number().nullable(),
  /** Webhook to the model being ready. */
  modelReadyMs: z.number().nullable(),
  /** End of the caller's speech to the agent's first audio, for each answer. */
  answerMs: z.array(z.number()),
  /** The same, with what each wait was for; calls of earlier versions have none. */
  answers: z.array(answerTiming).default([]),
  /** True when the greeting was played from the cache. */
  greetingCached: z.boolean(),
});

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

/**
 * Something that went wrong on the way, and whose it was: `model-*` the provider's, `line-*` the carrier's or the
 * network's, `computer-busy` this machine's.
 */
export const incident = z.object({
  kind: z.enum([
    'model-stalled',
    'model-failed',
    'model-switched',
    'answer-lost',
    'line-gap',
    'line-lost',
    'line-back',
    'computer-busy',
  ]),
  atMs: z.number().nonnegative(),
  /** `null` where it has no length. */
  lastedMs: z.number().nonnegative().nullable(),
});
export type Incident = z.infer<typeof incident>;

/** What the operator did in a call. */
export const intervention = z.object({
  kind: z.enum(['listened', 'whispered', 'taken-over', 'handed-back', 'transferred']),
  atMs: z.number().nonnegative(),
  /** What was whispered, or where to the call was transferred. */
  text: z.string().nullable(),
});
export type Intervention = z.infer<typeof intervention>;

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
  /** When a person marked what is flagged as looked at. */
  reviewedAt: z.iso.datetime().nullable().default(null),
  tools: z.array(toolUse).default([]),
  transfers: z.array(transferAttempt).default([]),
  incidents: z.array(incident).default([]),
  interventions: z.array(intervention).default([]),
  /** The draft of the agent was tried out. */
  draft: z.boolean().default(false),
  /** Language tag of most of what the caller said, where it could be told. */
  language: z.string().nullable().default(null),
  /** A sound file of the call is kept. */
  recorded: z.boolean().default(false),
  usage,
  costUsd: z.number().nonnegative(),
  timings,
});
export type CallRecord = z.infer<typeof callRecord>;

/** `PATCH /api/calls/:callSid` */
export const callPatch = z.strictObject({ reviewed: z.boolean() });

/** A call as a list shows it. */
export const callSummary = callRecord
  .omit({ transcript: true, messages: true, tools: true, incidents: true, interventions: true })
  .extend({
    turns: z.number().int().nonnegative(),
    agentName: z.string().optional(),
    timings: timings.omit({ answers: true }),
  });
export type CallSummary = z.infer<typeof callSummary>;

/** Whether a call has flags that nobody has looked at yet. That it was forgotten is nothing to look at. */
export function isToReview({ flags, reviewedAt }: Pick<CallSummary, 'flags' | 'reviewedAt'>): boolean {
  return reviewedAt === null && flags.some(({ kind }) => kind !== 'forgotten');
}

export const lookupRequest = z.strictObject({ to: writtenNumber, from: z.string().max(64) });
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
  /** Tries the draft of the tenant's agent instead of what is published. */
  draft: z.boolean().optional(),
});
export const practiceCallStarted = z.object({ callSid });

/** The number a practice caller has when none is named; reserved for fiction. */
export const PRACTICE_CALLER = '+15555550100';
