import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { ModelFailure } from '../../../server/model/engine.ts';
import { failureOfClose, failureOfCode, failureOfStatus } from '../../../server/model/openai/failures.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../emulators/openai/emulator.ts';
import { ManualClock } from '../../manual-clock.ts';
import { anEngine, aSpec, converse, Ear, frames, silence } from './harness.ts';

const opened: OpenAiEmulator[] = [];
afterEach(async () => {
  for (const emulator of opened.splice(0)) await emulator.close();
});

async function anEmulator(): Promise<OpenAiEmulator> {
  const emulator = await startOpenAiEmulator();
  opened.push(emulator);
  return emulator;
}

/** Opens a conversation and waits for its failure. */
async function failureOf(
  baseUrl: string,
  settings: Parameters<typeof anEngine>[1] = {},
  clock?: ManualClock,
): Promise<ModelFailure> {
  const ear = new Ear();
  anEngine(baseUrl, settings, clock).open(aSpec(), ear.listen);
  const { failure } = await ear.next('failed');
  expect(ear.events.at(-1)?.type).toBe('failed');
  return failure;
}

describe('at pick-up', () => {
  test('a wrong key is refused', async () => {
    const { baseUrl } = await anEmulator();
    expect(await failureOf(baseUrl, { apiKey: 'sk-another-key' })).toBe('refused');
  });

  test('no key, or an address that is none, fails without a socket', async () => {
    const emulator = await anEmulator();
    expect(await failureOf(emulator.baseUrl, { apiKey: undefined })).toBe('refused');
    expect(await failureOf('not a url')).toBe('refused');
    expect(emulator.upgrades).toEqual([]);
  });

  test.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [429, 'quota'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ] as const)('an upgrade refused with %i means %s', async (status, failure) => {
    const emulator = await anEmulator();
    emulator.faults.refuseUpgrade = status;
    expect(await failureOf(emulator.baseUrl)).toBe(failure);
  });

  test.each([
    [429, 'rate_limit_exceeded', 'unreachable'],
    [429, 'insufficient_quota', 'quota'],
    [403, 'unsupported_country_region_territory', 'refused'],
  ] as const)('an upgrade refused with %i and the code %s means %s', async (status, code, failure) => {
    const emulator = await anEmulator();
    emulator.faults.refuseUpgrade = { status, code };
    expect(await failureOf(emulator.baseUrl)).toBe(failure);
  });

  test('a model that does not exist is refused', async () => {
    const { baseUrl } = await anEmulator();
    expect(await failureOf(baseUrl, { realtimeModel: 'gpt-imagined' })).toBe('refused');
  });

  test('nobody at the address', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await failureOf(`http://127.0.0.1:${port}/v1`)).toBe('unreachable');
  });

  test('a server that accepts and says nothing is given five seconds', async () => {
    const emulator = await anEmulator();
    emulator.faults.blackhole = true;
    const clock = new ManualClock();
    const ear = new Ear();
    const conversation = anEngine(emulator.baseUrl, {}, clock).open(aSpec(), ear.listen);
    conversation.appendAudio(frames(silence(20))[0] ?? '');
    const line = await emulator.session(0);
    clock.advance(4999);
    expect(ear.events).toEqual([]);
    clock.advance(1);
    expect(ear.events).toMatchObject([{ type: 'failed', failure: 'unreachable' }]);
    await line.closed;
    expect(clock.pending).toBe(0);
  });

  test('a configuration that is refused ends it, as it would never be ready', async () => {
    const { baseUrl } = await anEmulator();
    const ear = new Ear();
    const spec = { ...aSpec(), tools: [{ name: 'not a name!', description: '', parameters: {} }] };
    anEngine(baseUrl).open(spec, ear.listen);
    expect(await ear.next('failed')).toMatchObject({ failure: 'refused' });
    expect(ear.of('ready')).toEqual([]);
  });
});

describe('in mid-call', () => {
  test('a line that goes is dropped, with no timer left', async () => {
    const clock = new ManualClock();
    const { emulator, ear, line } = await converse({ adapterClock: clock });
    opened.push(emulator);
    line.drop();
    expect(await ear.next('failed')).toMatchObject({ failure: 'dropped' });
    expect(clock.pending).toBe(0);
  });

  test.each([
    ['session_expired', 'expired'],
    ['invalid_api_key', 'refused'],
    ['model_not_found', 'refused'],
    ['insufficient_quota', 'quota'],
  ] as const)('the error %s means %s', async (code, failure) => {
    const { emulator, ear, line } = await converse();
    opened.push(emulator);
    line.session.sendError(code);
    expect(await ear.next('failed')).toMatchObject({ failure });
  });

  test('other errors are warnings, and the conversation goes on', async () => {
    const { emulator, ear, line, conversation } = await converse();
    opened.push(emulator);
    line.session.sendError('input_audio_buffer_commit_empty');
    expect(await ear.next('warning')).toMatchObject({ code: 'input_audio_buffer_commit_empty' });
    conversation.appendText('still there?');
    await ear.next('response-done');
    conversation.close();
  });

  test('a session that has reached its longest duration is expired', async () => {
    const { emulator, ear, line } = await converse();
    opened.push(emulator);
    line.expire();
    expect(await ear.next('failed')).toMatchObject({ failure: 'expired' });
  });

  test('a listener that throws loses its own conversation, and no other', async () => {
    const { emulator, ear, conversation } = await converse();
    opened.push(emulator);
    const broken: string[] = [];
    const engine = anEngine(emulator.baseUrl);
    await new Promise<void>((resolve) => {
      engine.open(aSpec(), (event) => {
        broken.push(event.type === 'failed' ? event.failure : event.type);
        if (event.type === 'failed') resolve();
        throw new Error('The listener is broken.');
      });
    });
    expect(broken).toEqual(['ready', 'internal']);
    conversation.appendText('still there?');
    await ear.next('response-done');
    conversation.close();
  });

  test('garbage is ignored, and the conversation goes on', async () => {
    const { emulator, ear, line, conversation } = await converse();
    opened.push(emulator);
    for (const data of [
      'not json',
      '',
      'null',
      '[]',
      '{"type":7}',
      '{"type":"response.invented"}',
      '{"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"%%%%"}',
      '{"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"AA\\nA"}',
      '{"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"AAAA',
      '{"type":"response.output_audio.delta","response_id":"r","item_id":5,"delta":"AAAA"}',
      '{"type":"response.created","response":"yes"}',
      '{"type":"conversation.item.input_audio_transcription.completed","item_id":"i"}',
      Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
    ])
      line.sendRaw(data);
    conversation.appendText('still there?');
    await ear.next('response-done');
    expect(ear.of('failed')).toEqual([]);
    expect(ear.of('audio').filter((event) => event.itemId === 'i')).toEqual([]);
    conversation.close();
  });

  test('a server that no longer reads costs a bounded backlog, and then the conversation', async () => {
    const { emulator, ear, line, conversation } = await converse();
    opened.push(emulator);
    line.stopReading();
    const frame = Buffer.alloc(16_000).toString('base64');
    const before = process.memoryUsage().arrayBuffers;
    for (let sent = 0; sent < 20_000 && ear.of('failed').length === 0; sent += 1)
      conversation.appendAudio(frame);
    expect(ear.of('failed')).toMatchObject([{ failure: 'dropped' }]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });
});

test('codes, statuses and closes without a name of their own', () => {
  expect(failureOfCode('constructor')).toBeNull();
  expect(failureOfCode('rate_limit_exceeded')).toBeNull();
  expect(failureOfStatus(400).failure).toBe('refused');
  expect(failureOfClose(3000, 'invalid_request_error.invalid_api_key', 0).failure).toBe('refused');
  expect(failureOfClose(1001, '', 60 * 60_000).failure).toBe('expired');
  expect(failureOfClose(1001, '', 5 * 60_000).failure).toBe('dropped');
  expect(failureOfClose(1006, '', 60 * 60_000).failure).toBe('dropped');
});
