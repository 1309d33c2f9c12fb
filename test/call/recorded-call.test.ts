import { afterEach, beforeEach, expect, it } from 'vitest';
import { callKey } from '../../server/call/record.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse } from './house-of-calls.ts';

const CALLER = 0x11;
const AGENT = 0x22;
const audio = (ms: number, byte: number): string => Buffer.alloc(ms * 8, byte).toString('base64');

let house: Awaited<ReturnType<typeof openHouse>>;
beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

/** A call of two seconds in which the agent speaks over all of it and the caller in its second half. */
async function callOf(on: boolean) {
  const tenant = await house.createTenant({ agent: { recording: { on, keepDays: 30 } } });
  const { session } = await house.ring(tenant, 'CA1');
  const { line } = house.join(session);
  house.engine.last.speak('g', 'Hello.', audio(3_000, AGENT));
  for (let atMs = 0; atMs < 2_000; atMs += 20) {
    if (atMs >= 1_000) line.onAudio(audio(20, CALLER), atMs);
    house.clock.advance(20);
  }
  house.engine.last.emit({ type: 'speech-started' });
  house.clock.advance(500);
  line.onEnd('stop');
  await house.registry.settled('CA1');
  const scope = tenantScope(tenant.id);
  const record = await house.archive.read(scope, 'CA1');
  const pieces: Uint8Array[] = [];
  const facts = await house.store.recordings.find(scope, callKey('CA1'));
  if (facts)
    for await (const piece of house.store.recordings.read(scope, callKey('CA1'), 0, facts.soundBytes))
      pieces.push(piece);
  return { greeting: house.engine.last.said[0], record, sound: Buffer.concat(pieces) };
}

const share = (sound: Buffer, channel: 0 | 1, byte: number): number =>
  sound.filter((value, at) => at % 2 === channel && value === byte).length / 8;

it('keeps both legs of a call as they were heard, after telling the caller', async () => {
  const { greeting, record, sound } = await callOf(true);
  expect(greeting).toContain('This call is recorded.');
  expect(record?.recorded).toBe(true);
  expect(sound.length / 16).toBe(2_500);
  // The agent's last second was cut off by the caller and never heard.
  expect(share(sound, 1, AGENT)).toBeCloseTo(2_000, -2);
  expect(share(sound, 0, CALLER)).toBeCloseTo(1_000, -2);
});

it('keeps nothing, and says nothing of it, unless the tenant wants it', async () => {
  const { greeting, record, sound } = await callOf(false);
  expect(greeting).not.toMatch(/record/i);
  expect(record?.recorded).toBe(false);
  expect(sound).toHaveLength(0);
});
