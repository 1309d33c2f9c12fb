import { z } from 'zod';
import { isAudio } from './audio-delta.ts';

const text = z.string();
const count = z.number().nonnegative().optional().catch(undefined);
const tokens = z.object({ text_tokens: count, audio_tokens: count }).optional().catch(undefined);

/** Figures of `response.done`. What is missing or malformed counts as nothing, as the event itself must not be lost. */
const responseUsage = z
  .object({
    input_tokens: count,
    output_tokens: count,
    input_token_details: z
      .object({ text_tokens: count, audio_tokens: count, cached_tokens_details: tokens })
      .optional()
      .catch(undefined),
    output_token_details: tokens,
  })
  .optional()
  .catch(undefined);
export type ResponseUsage = NonNullable<z.infer<typeof responseUsage>>;

const code = text.nullish().catch(null);
const onItem = { response_id: text, item_id: text };
const delta = { ...onItem, delta: text };

/** The server events that mean something here, each with the fields that are used. */
const serverEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session.created') }),
  z.object({ type: z.literal('session.updated') }),
  z.object({
    type: z.literal('error'),
    error: z.object({ code, type: code, message: text.catch(''), event_id: code }),
  }),
  z.object({ type: z.literal('input_audio_buffer.speech_started'), item_id: text, audio_start_ms: count }),
  z.object({ type: z.literal('input_audio_buffer.speech_stopped'), item_id: text, audio_end_ms: count }),
  z.object({
    type: z.literal('conversation.item.added'),
    previous_item_id: code,
    item: z.object({ id: text }),
  }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.delta'),
    item_id: text,
    delta: text,
  }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.completed'),
    item_id: text,
    transcript: text,
    usage: z.object({ seconds: count }).optional().catch(undefined),
  }),
  z.object({ type: z.literal('conversation.item.input_audio_transcription.failed'), item_id: text }),
  z.object({ type: z.literal('response.created'), response: z.object({ id: text }) }),
  z.object({ type: z.literal('response.output_audio.delta'), ...onItem, delta: text.refine(isAudio) }),
  z.object({ type: z.literal('response.output_audio.done'), ...onItem }),
  z.object({ type: z.literal('response.output_audio_transcript.delta'), ...delta }),
  z.object({ type: z.literal('response.output_audio_transcript.done'), ...onItem, transcript: text }),
  z.object({ type: z.literal('response.output_text.delta'), ...delta }),
  z.object({ type: z.literal('response.output_text.done'), ...onItem }),
  z.object({
    type: z.literal('response.function_call_arguments.done'),
    response_id: text,
    call_id: text,
    name: text,
    arguments: text,
  }),
  z.object({
    type: z.literal('response.done'),
    response: z.object({
      id: text.optional().catch(undefined),
      status: z.enum(['completed', 'cancelled', 'failed', 'incomplete']).catch('incomplete'),
      status_details: z
        .object({ error: z.object({ code, type: code }).optional().catch(undefined) })
        .nullish()
        .catch(null),
      usage: responseUsage.nullable(),
    }),
  }),
]);
export type ServerEvent = z.infer<typeof serverEvent>;
export type ServerEventOf<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>;

/** Documented events that tell nothing more than the ones above. */
const UNNEEDED: ReadonlySet<string> = new Set([
  'conversation.created',
  'conversation.item.created',
  'conversation.item.deleted',
  'conversation.item.done',
  'conversation.item.input_audio_transcription.segment',
  'conversation.item.retrieved',
  'conversation.item.truncated',
  'input_audio_buffer.cleared',
  'input_audio_buffer.committed',
  'input_audio_buffer.timeout_triggered',
  'rate_limits.updated',
  'response.content_part.added',
  'response.content_part.done',
  'response.function_call_arguments.delta',
  'response.output_item.added',
  'response.output_item.done',
]);

const USED: ReadonlySet<string> = new Set(serverEvent.options.map((option) => option.shape.type.value));

export type Reading =
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'unneeded' }
  /** Not JSON, a type that is not known, or a known one with missing or wrong fields. */
  | { kind: 'not-json' | 'unknown-type' | 'wrong-fields' };

/** Reads one message of the server. Never throws. */
export function readServerEvent(message: string): Reading {
  let body: unknown;
  try {
    body = JSON.parse(message);
  } catch {
    return { kind: 'not-json' };
  }
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  if (typeof type !== 'string') return { kind: 'unknown-type' };
  if (UNNEEDED.has(type)) return { kind: 'unneeded' };
  if (!USED.has(type)) return { kind: 'unknown-type' };
  const parsed = serverEvent.safeParse(body);
  return parsed.success ? { kind: 'event', event: parsed.data } : { kind: 'wrong-fields' };
}
