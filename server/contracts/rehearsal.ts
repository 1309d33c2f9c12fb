import { z } from 'zod';
import { agentPatch } from './agent.ts';
import { callSid } from './call-sid.ts';
import { offlineVoice, voice } from './voices.ts';

/**
 * `POST /api/tenants/:id/rehearsals`: what the agent would say to one line of a caller if these settings were laid over
 * what is published, or over the draft. Nobody is called and no tool does anything.
 */
export const rehearsalRequest = z.strictObject({
  agent: agentPatch.default({}),
  /** They are laid over the draft. */
  draft: z.boolean().default(false),
  /** What the caller says; absent: the greeting is heard. */
  line: z.string().trim().min(1).max(500).optional(),
  /** Who calls: a caller with a memory is greeted as one. */
  caller: z.string().max(64).optional(),
});
export const rehearsal = z.object({
  text: z.string(),
  engine: z.string(),
  /** Where its sound lies, as a WAV file; for ten minutes. `null`: the engine gave none. */
  audioUrl: z.string().nullable(),
  costUsd: z.number(),
});
export type Rehearsal = z.infer<typeof rehearsal>;

/**
 * `GET /api/voices/:voice/sample` → a WAV file; 503 with a sentence where it can't be made. An offline voice is spoken by this
 * computer, whatever engine is in use.
 */
export const voiceSampleParams = z.object({ voice: z.enum([...voice.options, ...offlineVoice.options]) });

/** `POST /api/calls/:callSid/replays`: the caller's lines are said again to another agent, in text. */
export const replayRequest = z.strictObject({ agent: z.enum(['draft', 'published']) });

export const replayTurn = z.object({
  caller: z.string(),
  atMs: z.number(),
  /** What the agent said in the call. */
  before: z.string(),
  /** The caller interrupted it; what was heard is there. */
  interrupted: z.boolean(),
  /** What it says now; `null` until it has come to it. */
  now: z.string().nullable(),
  /** Tools it would have used now. They were not run. */
  tools: z.array(z.string()),
  /** Whether the answer is another one; `null` until it has come to it. */
  changed: z.boolean().nullable(),
});
export type ReplayTurn = z.infer<typeof replayTurn>;

/** `GET /api/replays/:id`; kept until the appliance stops, the latest twenty. Its `task.changed` tells how far it is. */
export const replay = z.object({
  /** Also its task's. */
  id: z.string(),
  callSid,
  agent: z.enum(['draft', 'published']),
  engine: z.string(),
  /** `stopped`: by a person, or with the appliance. */
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  problem: z.string().nullable(),
  turns: z.array(replayTurn),
  costUsd: z.number(),
});
export type Replay = z.infer<typeof replay>;
