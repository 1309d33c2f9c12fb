import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LegEnd, MediaLeg } from '../../../server/carrier/carrier.ts';
import { connectStream, hangUp } from '../../../server/carrier/twilio/twiml.ts';
import { createTestPhone, type TestPhone } from '../../emulators/twilio/test-phone.ts';
import { ManualClock } from '../../manual-clock.ts';
import { type AnsweringServer, SECRET, startAnsweringServer, until } from './answering-server.ts';

const PATH = '/phone/incoming-realtime';
const CALL = { from: '+15555550100', to: '+15557654321' };

let clock: ManualClock;
let server: AnsweringServer;
let phone: TestPhone;
let leg: MediaLeg | null;
let ends: LegEnd[];

beforeEach(async () => {
  clock = new ManualClock();
  server = await startAnsweringServer(clock);
  leg = null;
  ends = [];
  server.answers[PATH] = connectStream({
    streamUrl: server.streamUrl,
    parameters: {},
    afterUrl: '/phone/after',
  });
  server.answers['/phone/after'] = hangUp();
  server.onStart = (_, given) => {
    leg = given;
    return { onAudio: () => {}, onMark: () => {}, onDigit: () => {}, onEnd: (end) => ends.push(end) };
  };
  phone = createTestPhone({ clock, origin: server.origin, authToken: SECRET });
});
afterEach(() => server.close());

describe('the test phone', () => {
  test('records what was heard and when it was cut short', async () => {
    const call = phone.dial(CALL);
    await until(() => leg !== null);
    leg?.sendAudio(Buffer.alloc(320, 3).toString('base64'));
    await until(() => {
      clock.advance(20);
      return call.played.length === 2;
    });
    await call.connected;
    expect(call.heard()).toEqual(Buffer.alloc(320, 3));
    expect((call.played[1]?.atMs ?? 0) - (call.played[0]?.atMs ?? 0)).toBe(20);
    leg?.clear();
    await until(() => call.clearedAtMs.length === 1);
    call.hangUp();
    await call.ended;
  });

  test('can lose its stream, after which the carrier goes on', async () => {
    const call = phone.dial(CALL);
    await until(() => leg !== null);
    call.cutStream();
    expect((await call.ended).reason).toBe('completed');
    expect(ends).toEqual(['lost']);
    await expect(call.connected).rejects.toThrow(/before its media stream/);
  });

  test('can send what no carrier sends', async () => {
    const call = phone.dial(CALL);
    await until(() => leg !== null);
    call.sendRaw(Buffer.from([1, 2, 3]));
    await call.ended;
    expect(ends).toEqual(['lost']);
  });

  test('signs webhooks, or forges them', async () => {
    const fields = { CallSid: 'CA1', From: CALL.from, To: CALL.to };
    expect((await phone.post(PATH, fields)).status).toBe(200);
    await phone.post(PATH, fields, { signature: null });
    await phone.post(PATH, fields, { signature: 'AAAA' });
    await phone.post(PATH, fields, { headers: { 'x-forwarded-host': 'evil.example' } });
    await phone.post(PATH, fields, { pairs: [...Object.entries(fields), ['To', '+15550000000']] });
    expect(server.received.map(({ signed }) => signed)).toEqual([true, false, false, true, false]);
    await phone.post(PATH, fields, {
      body: '{"CallSid":"CA1"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(server.received.at(-1)?.signed).toBe(false);
  });

  test('opens streams, or is told why not', async () => {
    const socket = await phone.openStream('/phone/media-stream');
    socket.close();
    await once(socket, 'close');
    await expect(phone.openStream('/phone/media-stream', { signature: null })).rejects.toThrow('403');
    await expect(phone.openStream('/phone/elsewhere', { signature: 'AAAA' })).rejects.toThrow('403');
  });
});
