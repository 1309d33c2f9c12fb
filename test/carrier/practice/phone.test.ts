import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LegEnd, MediaLeg } from '../../../server/carrier/carrier.ts';
import { signWith } from '../../../server/carrier/practice/carrier-http.ts';
import { createPhone } from '../../../server/carrier/practice/phone.ts';
import type { DialRequest, PhoneCall, PhoneOptions } from '../../../server/carrier/practice/phone-types.ts';
import type { StreamStart } from '../../../server/carrier/twilio/stream-message.ts';
import { connectStream, hangUp, sayAndHangUp } from '../../../server/carrier/twilio/twiml.ts';
import { FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import { randomIds } from '../../../server/platform/ids.ts';
import { ManualClock } from '../../manual-clock.ts';
import { ACCOUNT, type AnsweringServer, SECRET, startAnsweringServer, until } from './answering-server.ts';

const FROM = '+15555550100';
const TO = '+15557654321';

let clock: ManualClock;
let server: AnsweringServer;
let leg: MediaLeg | null;
let started: StreamStart | null;
let frames: { payload: string; timestampMs: number }[];
let heard: string[];
let ends: LegEnd[];
let played: number[];
let states: string[];

beforeEach(async () => {
  clock = new ManualClock();
  server = await startAnsweringServer(clock);
  leg = null;
  started = null;
  frames = [];
  heard = [];
  ends = [];
  played = [];
  states = [];
  server.answers['/phone/incoming-realtime'] = connectStream({
    streamUrl: server.streamUrl,
    parameters: { token: '<one> & "two"' },
    afterUrl: `${server.origin}/phone/after`,
  });
  server.answers['/phone/after'] = hangUp();
  server.onStart = (start, given) => {
    started = start;
    leg = given;
    return {
      onAudio: (payload, timestampMs) => frames.push({ payload, timestampMs }),
      onMark: (name) => heard.push(`mark ${name} at ${clock.monotonic()}`),
      onDigit: (digit) => heard.push(`digit ${digit}`),
      onEnd: (end) => ends.push(end),
    };
  };
});
afterEach(() => server.close());

function dial(request: Partial<DialRequest> = {}, options: Partial<PhoneOptions> = {}): PhoneCall {
  const phone = createPhone({
    clock,
    ids: randomIds,
    origin: server.origin,
    accountSid: ACCOUNT,
    sign: signWith(SECRET),
    ...options,
  });
  return phone.dial({
    from: FROM,
    to: TO,
    onPlayed: (frame) => played.push(frame[0] ?? -1),
    onState: (state) => states.push(state),
    ...request,
  });
}

/** A call whose media stream is up; the clock stands at a tick. */
async function connected(request: Partial<DialRequest> = {}): Promise<PhoneCall> {
  const call = dial(request);
  await until(() => leg !== null);
  return call;
}

/** Moves time by ticks of 20 ms, letting the frames of each arrive. */
async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) {
    const before = frames.length;
    clock.advance(20);
    await until(() => frames.length > before);
  }
}

const audio = (value: number, length = FRAME_BYTES) => Buffer.alloc(length, value).toString('base64');

describe('a call', () => {
  test('goes from a signed webhook to a signed stream', async () => {
    const call = await connected({ callSid: 'CA42' });
    expect(call.callSid).toBe('CA42');
    expect(server.received).toEqual([
      {
        path: '/phone/incoming-realtime',
        signed: true,
        params: {
          CallSid: 'CA42',
          AccountSid: ACCOUNT,
          From: FROM,
          To: TO,
          Caller: FROM,
          Called: TO,
          Direction: 'inbound',
          ApiVersion: '2010-04-01',
          CallStatus: 'ringing',
        },
      },
    ]);
    expect(started).toMatchObject({ callSid: 'CA42', accountSid: ACCOUNT });
    expect({ ...started?.customParameters }).toEqual({ token: '<one> & "two"' });
    call.hangUp();
    expect(await call.ended).toEqual({ reason: 'hung-up', problem: null });
  });

  test('sends a frame each 20 ms: what is said, then the microphone, then silence', async () => {
    const call = await connected();
    const spoken = call.say(new Uint8Array(FRAME_BYTES + 10).fill(1));
    call.sendFrame(new Uint8Array(FRAME_BYTES).fill(2));
    call.sendFrame(new Uint8Array(3));
    await ticks(4);
    await spoken;
    const bytes = frames.map(({ payload }) => Buffer.from(payload, 'base64'));
    expect(bytes.map((frame) => [frame.length, frame[0], frame[159]])).toEqual([
      [160, 1, 1],
      [160, 1, MULAW_SILENCE],
      [160, 2, 2],
      [160, MULAW_SILENCE, MULAW_SILENCE],
    ]);
    expect(frames.map((frame) => frame.timestampMs)).toEqual([20, 40, 60, 80]);
    call.hangUp();
    await call.ended;
  });

  test('returns a mark when its audio has been heard, not before', async () => {
    const call = await connected();
    await ticks(1);
    const startMs = clock.monotonic();
    leg?.sendAudio(audio(7, 400));
    leg?.sendMark('end');
    leg?.sendMark('same');
    await ticks(6);
    // 400 bytes are 50 ms: three frames, played to the end when the fourth tick comes.
    expect(played).toEqual([7, 7, 7]);
    expect(heard).toHaveLength(2);
    const [first] = heard;
    const [, at] = /mark end at (\d+)/.exec(first ?? '') ?? [];
    expect(Number(at) - startMs).toBeGreaterThanOrEqual(60);
    expect(Number(at) - startMs).toBeLessThanOrEqual(100);
    call.hangUp();
    await call.ended;
  });

  test('drops what was not heard on clear, and returns all marks at once', async () => {
    let cleared = 0;
    const call = await connected({ onClear: () => (cleared += 1) });
    leg?.sendAudio(audio(7, 8000));
    leg?.sendMark('a');
    leg?.sendMark('b');
    while (played.length === 0) await ticks(1);
    const heardFrames = played.length;
    leg?.clear();
    await until(() => heard.length === 2);
    expect(cleared).toBe(1);
    await ticks(3);
    expect(played).toHaveLength(heardFrames);
    leg?.sendAudio(audio(9));
    while (played.at(-1) !== 9) await ticks(1);
    expect(played).toHaveLength(heardFrames + 1);
    call.hangUp();
    await call.ended;
  });

  test('passes keys on', async () => {
    const call = await connected();
    call.press('5');
    call.press('#');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['digit 5', 'digit #']);
    call.hangUp();
    await call.ended;
  });

  test('hung up by the caller stops the stream in order and reports it', async () => {
    const call = await connected();
    await ticks(100);
    call.hangUp();
    call.hangUp();
    expect((await call.ended).reason).toBe('hung-up');
    expect(ends).toEqual(['stop']);
    expect(states).toEqual(['ringing', 'connected', 'ended']);
    expect(server.received.map(({ path }) => path)).toEqual(['/phone/incoming-realtime', '/phone/status']);
    expect(server.received[1]).toMatchObject({
      signed: true,
      params: { CallStatus: 'completed', CallDuration: '2' },
    });
  });

  test('goes on with the verbs after the stream when the server closes it', async () => {
    const call = await connected();
    leg?.close();
    expect((await call.ended).reason).toBe('completed');
    expect(server.received.map(({ path, signed }) => `${path} ${signed}`)).toEqual([
      '/phone/incoming-realtime true',
      '/phone/after true',
      '/phone/status true',
    ]);
    expect(server.received[1]?.params.CallStatus).toBe('in-progress');
  });

  test('goes on with them too when the stream is refused', async () => {
    server.onStart = () => null;
    const call = dial();
    expect((await call.ended).reason).toBe('completed');
    expect(server.received[1]?.path).toBe('/phone/after');
  });

  test('leaves nothing behind', async () => {
    const call = await connected();
    call.hangUp();
    await call.ended;
    await until(() => clock.pending === 0);
    expect(await call.say(new Uint8Array(1600))).toBeUndefined();
  });
});

describe('other TwiML', () => {
  test('is spoken in real time', async () => {
    server.answers['/phone/incoming-realtime'] = sayAndHangUp('Sorry & goodbye');
    const texts: string[] = [];
    const speak = async (text: string) => {
      texts.push(text);
      return new Uint8Array(3 * FRAME_BYTES).fill(4);
    };
    const call = dial({}, { speak });
    await until(() => texts.length > 0);
    let over = false;
    void call.ended.then(() => (over = true));
    for (let tick = 0; tick < 3; tick += 1) {
      expect(over).toBe(false);
      clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await call.ended).reason).toBe('completed');
    expect(texts).toEqual(['Sorry & goodbye']);
    expect(played).toEqual([4, 4, 4]);
  });

  test('pauses for its seconds', async () => {
    server.answers['/phone/incoming-realtime'] =
      '<Response><Say>One moment</Say><Pause length="2"/><Hangup/></Response>';
    let pausing = false;
    const call = dial(
      {},
      {
        speak: async () => {
          pausing = true;
          return new Uint8Array();
        },
      },
    );
    await until(() => pausing);
    let over = false;
    void call.ended.then(() => (over = true));
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_980);
    await new Promise((resolve) => setImmediate(resolve));
    expect(states).toEqual(['ringing']);
    clock.advance(20);
    expect((await call.ended).reason).toBe('completed');
    expect(over).toBe(true);
  });

  test('rejects', async () => {
    server.answers['/phone/incoming-realtime'] = '<Response><Reject/></Response>';
    expect((await dial().ended).reason).toBe('rejected');
    expect(server.received[1]?.params.CallStatus).toBe('busy');
  });

  test.each([
    ['no TwiML', 'Hello'],
    ['another verb', '<Response><Dial>+15551234567</Dial></Response>'],
    [
      'a way out of the server',
      '<Response><Redirect method="POST">http://127.0.0.2:1/x</Redirect></Response>',
    ],
    ['a stream elsewhere', '<Response><Connect><Stream url="ws://127.0.0.2:1/x"/></Connect></Response>'],
    ['a circle', '<Response><Redirect method="POST">/phone/incoming-realtime</Redirect></Response>'],
  ])('fails on %s', async (_, twiml) => {
    server.answers['/phone/incoming-realtime'] = twiml;
    const end = await dial().ended;
    expect(end.reason).toBe('failed');
    expect(end.problem?.message).toMatch(/\.$/);
    expect(server.received.at(-1)?.params.CallStatus).toBe('failed');
  });

  test('fails when the webhook is refused', async () => {
    delete server.answers['/phone/incoming-realtime'];
    const end = await dial().ended;
    expect(end.problem?.message).toBe('The server answered 404 instead of TwiML.');
  });

  test('fails when the webhook takes longer than a carrier waits', async () => {
    server.answers['/phone/incoming-realtime'] = () => new Promise(() => {});
    const call = dial();
    await until(() => server.received.length === 1);
    clock.advance(15_000);
    expect((await call.ended).problem?.message).toMatch(/longer than 15 seconds/);
  });

  test('fails when the server sends what a carrier does not understand', async () => {
    const call = await connected();
    leg?.sendAudio('not base64!');
    const end = await call.ended;
    expect(end.reason).toBe('failed');
    expect(ends).toEqual(['lost']);
  });

  test('a caller may hang up while it rings', async () => {
    server.answers['/phone/incoming-realtime'] = () => new Promise(() => {});
    const call = dial();
    await until(() => server.received.length === 1);
    call.hangUp();
    expect((await call.ended).reason).toBe('hung-up');
  });
});
