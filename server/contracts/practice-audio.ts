import { z } from 'zod';

/**
 * The socket between the panel's phone and the practice line: `WS /api/practice-calls/:callSid/audio` on the
 * control listener. Binary messages are mu-law 8 kHz in both directions: from the panel one message of 160 bytes
 * each 20 ms (silence as 0xFF), to the panel what plays now, in real time. Text messages are JSON:
 */
export const practiceFromPanel = z.discriminatedUnion('type', [
  /** Typed to the agent: it is understood as text, without speech. */
  z.object({ type: z.literal('type'), text: z.string().trim().min(1).max(500) }),
  /** Spoken to the agent in the practice caller's voice. */
  z.object({ type: z.literal('say'), text: z.string().trim().min(1).max(500) }),
  z.object({ type: z.literal('digit'), digit: z.string().regex(/^[0-9*#]$/) }),
  z.object({ type: z.literal('hangUp') }),
]);
export type PracticeFromPanel = z.infer<typeof practiceFromPanel>;

export const practiceToPanel = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ringing') }),
  z.object({ type: z.literal('connected') }),
  /** The agent's pending audio was dropped: empty any jitter buffer. */
  z.object({ type: z.literal('clear') }),
  z.object({ type: z.literal('ended'), reason: z.string() }),
]);
export type PracticeToPanel = z.infer<typeof practiceToPanel>;
