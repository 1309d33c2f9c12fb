import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallArchive } from '../../server/call/archive.ts';
import { callKey } from '../../server/call/record.ts';
import { expireRecordings, forgetRecordings } from '../../server/call/recording-retention.ts';
import { decodeMulaw } from '../../server/contracts/mulaw.ts';
import { byteRange } from '../../server/http/control/byte-range.ts';
import { createErrorHandler } from '../../server/http/control/errors.ts';
import type { ControlApp } from '../../server/http/control/parts.ts';
import { recordingRoutes } from '../../server/http/control/routes/recordings.ts';
import { AppError } from '../../server/platform/errors.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { recordOf } from '../messages/letters.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const scope = tenantScope(1);
const LENGTH = 100_001;
/** Both legs, so twice as many bytes. */
const SOUND = Uint8Array.from({ length: 2 * LENGTH }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
const SIZE = 44 + 4 * LENGTH;
const URL = '/api/calls/CA1/recording';

let store: JsonStore;
let archive: CallArchive;
let app: ControlApp;
let live: string[];

async function keep(callSid: string) {
  await archive.save(scope, { ...recordOf(callSid), recorded: true });
  const file = await store.recordings.open(scope, callKey(callSid));
  await file.append(SOUND);
  await file.finish();
}

beforeEach(async () => {
  const dataDir = await temporaryFolder();
  store = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage: () => undefined });
  archive = new CallArchive(store.documents);
  live = [];
  app = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(createLogger({ level: 'silent' })));
  const registry = { get: (callSid: string) => (live.includes(callSid) ? {} : undefined) };
  // Only whether a call is going on is asked of the registry.
  const parts = { archive, recordings: store.recordings, audit: store.audit, registry };
  recordingRoutes(app, parts as Parameters<typeof recordingRoutes>[1]);
  await keep('CA1');
});
afterEach(async () => {
  await app.close();
  await store.close();
});

const get = (range?: string, url = URL) =>
  app.inject({ method: 'GET', url, headers: range === undefined ? {} : { range } });

describe('a recording over HTTP', () => {
  it('is a WAV file of 16-bit samples, caller left and agent right', async () => {
    const answer = await get();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(SIZE),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
    });
    const file = answer.rawPayload;
    expect(file).toHaveLength(SIZE);
    expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(file.readUInt32LE(4)).toBe(SIZE - 8);
    // PCM, two channels, 8000 a second, 16 bits.
    expect([20, 22, 34].map((at) => file.readUInt16LE(at))).toEqual([1, 2, 16]);
    expect(file.readUInt32LE(24)).toBe(8_000);
    expect(file.readUInt32LE(40)).toBe(SIZE - 44);
    const expected = decodeMulaw(SOUND);
    const samples = Int16Array.from(expected, (_, at) => file.readInt16LE(44 + 2 * at));
    expect(samples).toEqual(expected);
  });

  it.each([
    ['bytes=0-', 0, SIZE],
    ['bytes=0-0', 0, 1],
    ['bytes=10-60', 10, 61],
    ['bytes=44-47', 44, 48],
    ['bytes=131115-262200', 131_115, 262_201],
    ['bytes=-5', SIZE - 5, SIZE],
    ['bytes=400000-999999999', 400_000, SIZE],
    ['bytes=-999999999', 0, SIZE],
  ])('in part: %s', async (range, from, to) => {
    const whole = (await get()).rawPayload;
    const answer = await get(range);
    expect(answer.statusCode).toBe(206);
    expect(answer.headers).toMatchObject({
      'content-range': `bytes ${from}-${to - 1}/${SIZE}`,
      'content-length': String(to - from),
    });
    expect(answer.rawPayload.equals(whole.subarray(from, to))).toBe(true);
  });

  it.each([`bytes=${SIZE}-`, 'bytes=-0', 'bytes=999999999-'])(
    'refuses what lies outside: %s',
    async (range) => {
      const answer = await get(range);
      expect(answer.statusCode).toBe(416);
      expect(answer.headers['content-range']).toBe(`bytes */${SIZE}`);
    },
  );

  it.each(['', 'bytes=', 'bytes=5-2', 'bytes=0-1,4-5', 'items=0-5', 'bytes=a-b'])(
    'is whole where nothing else is understood: %j',
    (range) => {
      expect(byteRange(range, SIZE)).toBe('whole');
    },
  );

  it('is not there for calls without one, unknown calls and calls in progress', async () => {
    await archive.save(scope, recordOf('CA2'));
    expect((await get(undefined, '/api/calls/CA2/recording')).statusCode).toBe(404);
    expect((await get(undefined, '/api/calls/CA9/recording')).json()).toEqual({
      error: { code: 'not-found', message: 'There is no recording of this call.' },
    });
    live.push('CA1');
    expect((await get()).statusCode).toBe(409);
    expect((await app.inject({ method: 'DELETE', url: URL })).statusCode).toBe(409);
    expect((await get(undefined, '/api/calls/..%2F..%2Fetc/recording')).statusCode).toBe(400);
  });

  it('is told in the audit log when it is taken as a file, and not when it is played', async () => {
    const acts = async () => (await store.audit.list({ limit: 9 })).entries;
    await get();
    await get('bytes=0-9');
    expect(await acts()).toEqual([]);
    expect((await get(undefined, `${URL}?download=1`)).statusCode).toBe(200);
    expect(await acts()).toMatchObject([
      { action: 'recording.downloaded', tenantId: 1, detail: { callSid: 'CA1' } },
    ]);
    expect((await get(undefined, `${URL}?download=yes`)).statusCode).toBe(400);
  });

  it('is deleted for good, noted in the audit log and in the call', async () => {
    expect((await app.inject({ method: 'DELETE', url: URL })).statusCode).toBe(204);
    expect((await get()).statusCode).toBe(404);
    expect((await app.inject({ method: 'DELETE', url: URL })).statusCode).toBe(404);
    expect(archive.find('CA1')).toMatchObject({ recorded: false });
    expect(await store.recordings.list(scope)).toEqual([]);
  });
});

describe('recordings that are kept no longer', () => {
  const DAY_MS = 86_400_000;

  it('go, and their calls say so', async () => {
    await keep('CA2');
    const [first] = await store.recordings.list(scope);
    const nowMs = (first?.changedMs ?? 0) + 5 * DAY_MS;
    const parts = { recordings: store.recordings, archive };
    await expireRecordings(parts, scope, 6, nowMs);
    await expireRecordings(parts, tenantScope(2), 1, nowMs);
    expect(archive.find('CA1')).toMatchObject({ recorded: true });
    expect(await store.recordings.list(scope)).toHaveLength(2);
    await expireRecordings(parts, scope, 4, nowMs);
    expect(await store.recordings.list(scope)).toEqual([]);
    for (const callSid of ['CA1', 'CA2']) expect(archive.find(callSid)).toMatchObject({ recorded: false });
  });

  it('are noted with their calls the next time where the last was cut short', async () => {
    const parts = { recordings: store.recordings, archive };
    await store.recordings.remove(scope, callKey('CA1'));
    expect(archive.find('CA1')).toMatchObject({ recorded: true });
    await expireRecordings(parts, scope, 6, 0);
    expect(archive.find('CA1')).toMatchObject({ recorded: false });
    expect(await archive.read(scope, 'CA1')).toMatchObject({ recorded: false });
  });

  it('are noted even where the disk keeps another from being removed', async () => {
    await keep('CA2');
    const refused = new AppError('storage-failed', 'The disk refused.');
    const recordings = {
      list: () => store.recordings.list(scope),
      async expire() {
        await store.recordings.remove(scope, callKey('CA2'));
        throw refused;
      },
    };
    await expect(expireRecordings({ recordings, archive }, scope, 6, 0)).rejects.toBe(refused);
    expect(archive.find('CA1')).toMatchObject({ recorded: true });
    expect(archive.find('CA2')).toMatchObject({ recorded: false });
  });

  it('go with the caller who is forgotten', async () => {
    await keep('CA2');
    expect(await forgetRecordings(store.recordings, scope, ['CA2', 'CA3'])).toBe(1);
    expect((await store.recordings.list(scope)).map(({ key }) => key)).toEqual([callKey('CA1')]);
  });
});
