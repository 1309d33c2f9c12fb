import { z } from 'zod';

const format = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24000) }),
  z.strictObject({ type: z.literal('audio/pcmu') }),
  z.strictObject({ type: z.literal('audio/pcma') }),
]);

export const VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
];

const tool = z.strictObject({
  type: z.literal('function'),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()),
});
const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  z.strictObject({ type: z.literal('function'), name: z.string() }),
]);
const modalities = z.array(z.enum(['audio', 'text'])).length(1);
const maxTokens = z.union([z.number().int().min(1).max(4096), z.literal('inf')]);
const output = { format: format.optional(), voice: z.enum(VOICES).optional() };
const metadata = z.record(z.string().max(64), z.string().max(512)).nullish();
const reasoning = z
  .strictObject({ effort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']) })
  .optional();

const turnDetection = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('server_vad'),
    threshold: z.number().min(0).max(1).optional(),
    prefix_padding_ms: z.number().int().min(0).optional(),
    silence_duration_ms: z.number().int().min(0).optional(),
    idle_timeout_ms: z.number().int().min(5000).max(30_000).nullish(),
    create_response: z.boolean().optional(),
    interrupt_response: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('semantic_vad'),
    eagerness: z.enum(['low', 'medium', 'high', 'auto']).optional(),
    create_response: z.boolean().optional(),
    interrupt_response: z.boolean().optional(),
  }),
]);

/** The fields that a Realtime session takes. Others are refused. */
export const sessionFields = z.strictObject({
  type: z.literal('realtime'),
  model: z.string().optional(),
  output_modalities: modalities.optional(),
  instructions: z.string().optional(),
  audio: z
    .strictObject({
      input: z
        .strictObject({
          format: format.optional(),
          noise_reduction: z.strictObject({ type: z.enum(['near_field', 'far_field']) }).nullish(),
          transcription: z
            .strictObject({
              model: z.string(),
              language: z.string().optional(),
              languages: z.array(z.string().regex(/^[a-z]{2}$/)).optional(),
              keywords: z.array(z.string()).optional(),
              prompt: z.string().optional(),
            })
            .nullish(),
          turn_detection: turnDetection.nullish(),
        })
        .optional(),
      output: z.strictObject({ ...output, speed: z.number().min(0.25).max(1.5).optional() }).optional(),
    })
    .optional(),
  tools: z.array(tool).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  reasoning,
  max_output_tokens: maxTokens.optional(),
  truncation: z
    .union([
      z.enum(['auto', 'disabled']),
      z.strictObject({
        type: z.literal('retention_ratio'),
        retention_ratio: z.number().min(0).max(1),
        token_limits: z.strictObject({ post_instructions: z.number().int().optional() }).optional(),
      }),
    ])
    .optional(),
  tracing: z.union([z.literal('auto'), z.record(z.string(), z.unknown())]).nullish(),
  include: z.array(z.literal('item.input_audio_transcription.logprobs')).optional(),
});
export type SessionFields = z.infer<typeof sessionFields>;

const itemId = z.string().min(1).max(32);
const itemBase = {
  id: itemId.optional(),
  object: z.literal('realtime.item').optional(),
  status: z.enum(['completed', 'incomplete', 'in_progress']).optional(),
};
const textPart = (type: string) =>
  z.array(z.strictObject({ type: z.literal(type), text: z.string() })).min(1);

export const newItem = z.union([
  z.strictObject({
    ...itemBase,
    type: z.literal('message'),
    role: z.literal('assistant'),
    content: textPart('output_text'),
  }),
  z.strictObject({
    ...itemBase,
    type: z.literal('message'),
    role: z.enum(['user', 'system']),
    content: textPart('input_text'),
  }),
  z.strictObject({
    ...itemBase,
    type: z.literal('function_call_output'),
    call_id: z.string(),
    output: z.string(),
  }),
]);

const eventId = { event_id: z.string().max(512).optional() };

/** The client events that are understood, each with all its fields. */
export const clientEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('session.update'), ...eventId, session: sessionFields }),
  z.strictObject({ type: z.literal('input_audio_buffer.append'), ...eventId, audio: z.base64() }),
  z.strictObject({ type: z.literal('input_audio_buffer.commit'), ...eventId }),
  z.strictObject({ type: z.literal('input_audio_buffer.clear'), ...eventId }),
  z.strictObject({
    type: z.literal('conversation.item.create'),
    ...eventId,
    previous_item_id: z.string().nullish(),
    item: newItem,
  }),
  z.strictObject({ type: z.literal('conversation.item.delete'), ...eventId, item_id: z.string() }),
  z.strictObject({ type: z.literal('conversation.item.retrieve'), ...eventId, item_id: z.string() }),
  z.strictObject({
    type: z.literal('conversation.item.truncate'),
    ...eventId,
    item_id: z.string(),
    content_index: z.literal(0),
    audio_end_ms: z.number().int().min(0),
  }),
  z.strictObject({
    type: z.literal('response.create'),
    ...eventId,
    response: z
      .strictObject({
        instructions: z.string().optional(),
        output_modalities: modalities.optional(),
        audio: z.strictObject({ output: z.strictObject(output).optional() }).optional(),
        tools: z.array(tool).optional(),
        tool_choice: toolChoice.optional(),
        parallel_tool_calls: z.boolean().optional(),
        reasoning,
        conversation: z.enum(['auto', 'none']).optional(),
        max_output_tokens: maxTokens.optional(),
        metadata,
      })
      .optional(),
  }),
  z.strictObject({
    type: z.literal('response.cancel'),
    ...eventId,
    response_id: z.string().optional(),
  }),
]);
export type ClientEvent = z.infer<typeof clientEvent>;
export type ClientEventOf<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;

export interface Complaint {
  code: string;
  message: string;
  param: string | null;
}

/** Turns the first thing that is wrong into the words the real server uses for it. Needs `reportInput`. */
export function complaintOf(error: z.ZodError): Complaint {
  const issue = deepest(error.issues[0]);
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const param = [...path, issue.keys[0] ?? ''].join('.');
    return { code: 'unknown_parameter', message: `Unknown parameter: '${param}'.`, param };
  }
  const param = path.join('.');
  const missing = issue?.code === 'invalid_type' || issue?.code === 'invalid_value';
  if (missing && issue.input === undefined)
    return { code: 'missing_required_parameter', message: `Missing required parameter: '${param}'.`, param };
  if (issue?.code === 'invalid_type')
    return { code: 'invalid_type', message: `Invalid type for '${param}'.`, param };
  return { code: 'invalid_value', message: `Invalid value for '${param}'.`, param };
}

/** Of a union, the branch that came closest: the one with the fewest complaints. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const branch = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
  const inner = deepest(branch[0]);
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}
