import { z } from 'zod';
import { callRecord } from './call.ts';
import { callerMemory } from './memory.ts';

/** What was remembered of the caller when the call began, as the agent was told. */
export const recalled = callerMemory
  .pick({ facts: true, openMatters: true, summaries: true, callCount: true })
  .extend({ name: z.string().nullable() });
export type Recalled = z.infer<typeof recalled>;

/** A call in progress with what has been said so far. */
export const liveCall = callRecord.extend({
  businessName: z.string(),
  agentName: z.string(),
  agent: z.enum(['listening', 'thinking', 'speaking']),
  /** An operator speaks in place of the agent. */
  takenOver: z.boolean(),
  /** `null`: the caller is new, withheld the number, or the agent is not prepared yet. */
  recalled: recalled.nullable(),
  /** Labels of those to whom the call can be transferred now. */
  destinations: z.array(z.string()),
});
export type LiveCall = z.infer<typeof liveCall>;

export const liveCalls = z.object({ calls: z.array(liveCall) });

/** `POST /api/calls/:callSid/whisper`: a line for the agent that the caller does not hear. */
export const whisperRequest = z.strictObject({ text: z.string().trim().min(1).max(500) });

/** `POST /api/calls/:callSid/transfer` */
export const liveTransferRequest = z.strictObject({
  /** One of `destinations`. */
  label: z.string().min(1).max(60),
  /** What the person there is told; made from the call when absent. */
  summary: z.string().trim().max(500).optional(),
});

/**
 * `WS /api/calls/:callSid/audio`. To the panel: binary, one byte for the voice (`VOICE_CODE`), then 160 bytes of mu-law, in
 * real time as the caller says or hears it; or one of these as JSON.
 */
export const liveAudioToPanel = z.discriminatedUnion('type', [
  /** Whether this panel speaks in place of the agent now. */
  z.object({ type: z.literal('taken-over'), byYou: z.boolean() }),
  z.object({ type: z.literal('handed-back') }),
  /** A request that can't be met, and why. */
  z.object({ type: z.literal('refused'), message: z.string() }),
  z.object({ type: z.literal('ended') }),
]);
export type LiveAudioToPanel = z.infer<typeof liveAudioToPanel>;

/** To the server: 160 bytes of mu-law from the microphone while the call is taken over, or one of these. */
export const liveAudioFromPanel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('take-over') }),
  z.strictObject({ type: z.literal('hand-back') }),
]);
export type LiveAudioFromPanel = z.infer<typeof liveAudioFromPanel>;

export const VOICE_CODE = { caller: 0, agent: 1 } as const;
