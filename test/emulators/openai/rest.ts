import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { complaintOf, VOICES } from './client-events.ts';
import { textTokens } from './items.ts';
import { toPcm24 } from './sound.ts';
import type { Faults, RestRequest, Settled } from './types.ts';

const speechVoices = [...VOICES, 'fable', 'onyx', 'nova'];
const speechRequest = z.strictObject({
  model: z.string(),
  voice: z.enum(speechVoices),
  input: z.string().min(1).max(4096),
  response_format: z.literal('pcm'),
  instructions: z.string().optional(),
  speed: z.number().min(0.25).max(4).optional(),
  stream_format: z.literal('audio').optional(),
});

/** A JSON schema that `strict` accepts: every object closed, and all its properties required. */
const strictSchema: z.ZodType<Record<string, unknown>> = z
  .record(z.string(), z.unknown())
  .refine(isStrict, 'In strict mode every object must be closed and all its properties required.');

function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  if (type === 'object') {
    const names = Object.keys((properties as object | undefined) ?? {});
    if (additionalProperties !== false || !Array.isArray(required)) return false;
    if (names.some((name) => !required.includes(name))) return false;
  }
  return Object.values(schema).every(isStrict);
}

/** What strict mode makes sure of: every property of the schema is there, with an empty value where nothing was said. */
function completed(schema: Record<string, unknown>, answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>);
  const given = answer as Record<string, unknown>;
  return Object.fromEntries(
    properties.map(([name, property]) => [name, name in given ? given[name] : emptyOf(property)]),
  );
}

function emptyOf(schema: Record<string, unknown>): unknown {
  const { type, enum: values, anyOf } = schema;
  if (type === 'array') return [];
  if (type === 'object') return completed(schema, {});
  if (Array.isArray(type) || Array.isArray(anyOf)) return null;
  return Array.isArray(values) ? values[0] : '';
}

const message = z.strictObject({
  type: z.literal('message').optional(),
  role: z.enum(['user', 'system', 'developer', 'assistant']),
  content: z.string(),
});
const responsesRequest = z.strictObject({
  model: z.string(),
  instructions: z.string().optional(),
  input: z.union([z.string(), z.array(message).min(1)]),
  text: z.strictObject({
    format: z.strictObject({
      type: z.literal('json_schema'),
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
      schema: strictSchema,
      strict: z.literal(true),
      description: z.string().optional(),
    }),
  }),
  max_output_tokens: z.number().int().min(16).optional(),
  store: z.boolean().optional(),
});

interface Links {
  options: Settled;
  faults: Faults;
  requests: RestRequest[];
}

/** Answers the REST half: `/models`, `/audio/speech` and `/responses` under `/v1`. */
export async function answerRest(
  links: Links,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '').replace(/^\/v1/, '').replace(/\?.*$/, '');
  const body = await readBody(request);
  links.requests.push({ method: request.method ?? '', path, headers: request.headers, body });
  const refuse = (status: number, code: string, text: string, param: string | null = null): void =>
    send(response, status, { error: { message: text, type: 'invalid_request_error', param, code } });

  if (request.headers.authorization !== `Bearer ${links.options.apiKey}`)
    return refuse(401, 'invalid_api_key', 'Incorrect API key provided.');
  const fault = links.faults.rest.get(path);
  if (fault) return refuse(fault.status, fault.code, 'The emulator was told to fail.');
  const route = `${request.method} ${path}`;
  if (route === 'GET /models') send(response, 200, models(links.options));
  else if (route === 'POST /audio/speech') await speech(links.options, body, response, refuse);
  else if (route === 'POST /responses') responses(links.options, body, response, refuse);
  else refuse(404, 'unknown_url', `Unknown request URL: ${route}.`);
}

type Refuse = (status: number, code: string, text: string, param?: string | null) => void;

function models(options: Settled): unknown {
  const ids = [
    ...options.realtimeModels,
    ...options.speechModels,
    ...options.transcriptionModels,
    ...options.textModels,
  ];
  return { object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 0, owned_by: 'openai' })) };
}

async function speech(
  options: Settled,
  body: unknown,
  response: ServerResponse,
  refuse: Refuse,
): Promise<void> {
  const parsed = speechRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) return complain(parsed.error, refuse);
  const { model, voice, input } = parsed.data;
  if (!options.speechModels.includes(model)) return noModel(model, refuse);
  const pcm = toPcm24(await options.speak(input, voice));
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' });
  // An odd size, so that a sample may be cut in two, as happens on a real line.
  const size = options.chunkMs * 48 + 1;
  for (let at = 0; at < pcm.length && !response.destroyed; at += size) {
    response.write(pcm.subarray(at, at + size));
    await new Promise<void>((resolve) => options.clock.after(options.chunkMs / options.speed, resolve));
  }
  response.end();
}

function responses(options: Settled, body: unknown, response: ServerResponse, refuse: Refuse): void {
  const parsed = responsesRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) {
    complain(parsed.error, refuse);
    return;
  }
  const { model, input, instructions = '', text: wanted } = parsed.data;
  if (!options.textModels.includes(model)) {
    noModel(model, refuse);
    return;
  }
  const asked = typeof input === 'string' ? input : input.map((line) => line.content).join('\n');
  const text = JSON.stringify(completed(wanted.format.schema, options.read(asked)));
  send(response, 200, {
    id: 'resp_read',
    object: 'response',
    created_at: 0,
    status: 'completed',
    model,
    error: null,
    incomplete_details: null,
    output: [
      {
        id: 'msg_read',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    usage: {
      input_tokens: textTokens(asked + instructions),
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: textTokens(text),
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: textTokens(asked + instructions) + textTokens(text),
    },
  });
}

function complain(error: z.ZodError, refuse: Refuse): void {
  const { code, message: text, param } = complaintOf(error);
  refuse(400, code, text, param);
}

function noModel(model: string, refuse: Refuse): void {
  refuse(
    404,
    'model_not_found',
    `The model '${model}' does not exist or you do not have access to it.`,
    'model',
  );
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
