import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../emulators/openai/emulator.ts';
import type { WireEvent } from '../../emulators/openai/types.ts';
import { frames, KEY, silence } from './harness.ts';

let emulator: OpenAiEmulator;
beforeEach(async () => {
  emulator = await startOpenAiEmulator();
});
afterEach(() => emulator.close());

/** A bare client, which can do what the adapter never would. */
class Client {
  readonly events: WireEvent[] = [];
  readonly #socket: WebSocket;
  readonly #watchers = new Set<() => void>();

  constructor(baseUrl: string, headers: Record<string, string> = {}, query = '?model=gpt-realtime-2.1') {
    this.#socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/realtime${query}`, {
      headers: { authorization: `Bearer ${KEY}`, ...headers },
    });
    this.#socket.on('message', (data) => {
      this.events.push(JSON.parse(data.toString()));
      for (const watcher of [...this.#watchers]) watcher();
    });
  }

  /** The status an upgrade was refused with. */
  refusal(): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.#socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      this.#socket.on('error', () => {});
    });
  }

  send(event: unknown): void {
    this.#socket.send(typeof event === 'string' ? event : JSON.stringify(event));
  }

  /** The event number `count` of a type, once it is there. */
  next(type: string, count = 1): Promise<WireEvent> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.events.filter((event) => event.type === type)[count - 1];
        if (!found) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }
}

const PCMU = { format: { type: 'audio/pcmu' } };
const configure = {
  type: 'session.update',
  session: { type: 'realtime', audio: { input: PCMU, output: PCMU } },
};

async function aClient(): Promise<Client> {
  const client = new Client(emulator.baseUrl);
  await client.next('session.created');
  return client;
}

/** Sends an event that must be refused; resolves with the error. */
async function refused(client: Client, event: unknown): Promise<unknown> {
  const before = client.events.filter(({ type }) => type === 'error').length;
  client.send(event);
  return (await client.next('error', before + 1)).error;
}

describe('an upgrade is refused', () => {
  test('with a wrong key, an old dialect, no model', async () => {
    const { baseUrl } = emulator;
    expect(await new Client(baseUrl, { authorization: 'Bearer sk-other' }).refusal()).toBe(401);
    expect(await new Client(baseUrl, { 'openai-beta': 'realtime=v1' }).refusal()).toBe(400);
    expect(await new Client(baseUrl, {}, '').refusal()).toBe(400);
  });

  test('a model that does not exist is told as an event', async () => {
    const client = new Client(emulator.baseUrl, {}, '?model=gpt-imagined');
    expect(await client.next('error')).toMatchObject({ error: { code: 'model_not_found' } });
  });
});

describe('an event is refused', () => {
  test.each([
    ['not JSON', '{', 'invalid_json'],
    ['an unknown type', { type: 'session.destroy' }, 'invalid_value'],
    [
      'an unknown session field',
      { type: 'session.update', session: { type: 'realtime', voice: 'marin' } },
      'unknown_parameter',
    ],
    ['a session without its type', { type: 'session.update', session: {} }, 'missing_required_parameter'],
    [
      'a format that does not exist',
      {
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { format: { type: 'g711_ulaw' } } } },
      },
      'invalid_value',
    ],
    [
      'a text-to-speech voice',
      { type: 'session.update', session: { type: 'realtime', audio: { output: { voice: 'fable' } } } },
      'invalid_value',
    ],
    [
      'another model',
      { type: 'session.update', session: { type: 'realtime', model: 'gpt-realtime-2.1-mini' } },
      'invalid_value',
    ],
    ['audio that is not base64', { type: 'input_audio_buffer.append', audio: 'a b' }, 'invalid_value'],
    ['a commit of nothing', { type: 'input_audio_buffer.commit' }, 'input_audio_buffer_commit_empty'],
    ['a cancel of nothing', { type: 'response.cancel' }, 'response_cancel_not_active'],
    [
      'a truncation of nothing',
      { type: 'conversation.item.truncate', item_id: 'item_x', content_index: 0, audio_end_ms: 1 },
      'item_truncate_invalid_item_id',
    ],
    [
      'a deletion of nothing',
      { type: 'conversation.item.delete', item_id: 'item_x' },
      'item_delete_invalid_item_id',
    ],
    [
      'a result nobody asked for',
      {
        type: 'conversation.item.create',
        item: { type: 'function_call_output', call_id: 'call_x', output: '' },
      },
      'invalid_tool_call_id',
    ],
  ])('%s', async (_, event, code) => {
    expect(await refused(await aClient(), event)).toMatchObject({ code });
  });

  test('the refusal names the event', async () => {
    const client = await aClient();
    expect(await refused(client, { type: 'response.cancel', event_id: 'mine' })).toMatchObject({
      event_id: 'mine',
    });
  });

  test('a second response, a truncation beyond the audio, another voice', async () => {
    const client = await aClient();
    client.send(configure);
    client.send({
      type: 'response.create',
      response: { instructions: 'Say exactly "Hello there, caller."' },
    });
    const { item_id } = await client.next('response.output_audio.delta');
    expect(await refused(client, { type: 'response.create' })).toMatchObject({
      code: 'conversation_already_has_active_response',
    });
    await client.next('response.done');
    const truncate = { type: 'conversation.item.truncate', item_id, content_index: 0 };
    expect(await refused(client, { ...truncate, audio_end_ms: 99_999 })).toMatchObject({
      message: 'Audio content of 1200ms is already shorter than 99999ms',
    });
    expect(await refused(client, { ...truncate, audio_end_ms: 1.5 })).toMatchObject({ code: 'invalid_type' });
    const voice = { audio: { output: { voice: 'cedar' } } };
    expect(
      await refused(client, { type: 'session.update', session: { type: 'realtime', ...voice } }),
    ).toMatchObject({
      code: 'cannot_update_voice',
    });
  });
});

test('audio before the session is configured is noted as a fault', async () => {
  const client = await aClient();
  client.send({ type: 'input_audio_buffer.append', audio: frames(silence(20))[0] });
  client.send(configure);
  await client.next('session.updated');
  const { session } = await emulator.session(0);
  expect(session.faults).toEqual(['audio came before the session was configured']);
});

test('a response comes in the documented order, each event with its id', async () => {
  const client = await aClient();
  client.send(configure);
  client.send({ type: 'response.create', response: { instructions: 'Say exactly "Hi."' } });
  await client.next('response.done');
  const types = [...new Set(client.events.map((event) => event.type))];
  expect(types).toEqual([
    'session.created',
    'session.updated',
    'response.created',
    'rate_limits.updated',
    'response.output_item.added',
    'conversation.item.added',
    'response.content_part.added',
    'response.output_audio_transcript.delta',
    'response.output_audio.delta',
    'response.output_audio.done',
    'response.output_audio_transcript.done',
    'response.content_part.done',
    'response.output_item.done',
    'conversation.item.done',
    'response.done',
  ]);
  expect(new Set(client.events.map((event) => event.event_id)).size).toBe(client.events.length);
});

describe('REST', () => {
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${emulator.baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  const speech = { model: 'gpt-4o-mini-tts', voice: 'nova', input: 'Hi.', response_format: 'pcm' };
  const format = {
    type: 'json_schema',
    name: 'x',
    strict: true,
    schema: {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    },
  };

  test('takes what is right', async () => {
    expect(await post('/audio/speech', speech)).toBe(200);
    expect(await post('/responses', { model: 'gpt-6-luna', input: 'x', text: { format } })).toBe(200);
  });

  test.each([
    ['a voice that does not exist', '/audio/speech', { ...speech, voice: 'bob' }, 400],
    ['a model that does not exist', '/audio/speech', { ...speech, model: 'tts-9' }, 404],
    ['a field that does not exist', '/audio/speech', { ...speech, tone: 'warm' }, 400],
    ['no schema', '/responses', { model: 'gpt-6-luna', input: 'x' }, 400],
    [
      'a schema that is not strict',
      '/responses',
      {
        model: 'gpt-6-luna',
        input: 'x',
        text: { format: { ...format, schema: { type: 'object', properties: {} } } },
      },
      400,
    ],
    ['another path', '/chat/completions', {}, 404],
  ])('refuses %s', async (_, path, body, status) => {
    expect(await post(path, body)).toBe(status);
  });
});
