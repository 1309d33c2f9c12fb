import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { MediaLeg } from '../../../server/carrier/carrier.ts';
import { createPracticeLine, type PracticeLine } from '../../../server/carrier/practice/practice-line.ts';
import { connectStream, hangUp } from '../../../server/carrier/twilio/twiml.ts';
import { FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import { randomIds } from '../../../server/platform/ids.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ManualClock } from '../../manual-clock.ts';
import { ACCOUNT, type AnsweringServer, SECRET, startAnsweringServer, until } from './answering-server.ts';

const CALL = { to: '+15557654321', from: '+15555550100' };
/** What each line sounds like: its first letter, for as many frames as it has letters. */
const sound = (text: string) => new Uint8Array(text.length * FRAME_BYTES).fill(text.charCodeAt(0));

let clock: ManualClock;
let server: AnsweringServer;
let line: PracticeLine;
let leg: MediaLeg | null;
let typed: string[];
/** First bytes of the frames that reached the server, silence left out. */
let said: string;
let frameCount: number;
let streaming: boolean;
let panels: WebSocketServer;
let panelSocket: WebSocket;
let serverSide: WebSocket;
let speechFails: boolean;

beforeEach(async () => {
  clock = new ManualClock();
  server = await startAnsweringServer(clock);
  leg = null;
  typed = [];
  said = '';
  frameCount = 0;
  streaming = false;
  speechFails = false;
  server.answers['/phone/incoming-realtime'] = connectStream({
    streamUrl: server.streamUrl,
    parameters: {},
    afterUrl: `${server.origin}/phone/after`,
  });
  server.answers['/phone/after'] = hangUp();
  server.onStart = (_, given) => {
    leg = given;
    streaming = true;
    return {
      onAudio(payload) {
        frameCount += 1;
        const byte = Buffer.from(payload, 'base64')[0] ?? MULAW_SILENCE;
        said += byte === MULAW_SILENCE ? '.' : String.fromCharCode(byte);
      },
      onMark: () => {},
      onDigit: (digit) => (said += `[${digit}]`),
      onEnd: () => (streaming = false),
    };
  };
  line = createPracticeLine({
    clock,
    ids: randomIds,
    log: createLogger({ level: 'silent' }),
    origin: () => server.origin,
    authToken: SECRET,
    accountSid: ACCOUNT,
    callerVoice: 'rms',
    carrierVoice: 'slt',
    typed: (callSid, text) => typed.push(`${callSid} ${text}`),
    speech: {
      speak: (text) => (speechFails ? Promise.reject(new Error('no voice')) : Promise.resolve(sound(text))),
    },
  });
  panels = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(panels, 'listening');
  const address = panels.address();
  panelSocket = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
  const [[given]] = await Promise.all([once(panels, 'connection'), once(panelSocket, 'open')]);
  serverSide = given;
});
afterEach(async () => {
  await line.close();
  panelSocket.terminate();
  serverSide.terminate();
  await new Promise((resolve) => panels.close(resolve));
  await server.close();
});

/** Moves time by ticks, letting the frames of each arrive. */
async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) {
    const before = frameCount;
    clock.advance(20);
    await until(() => frameCount > before || !streaming);
  }
}
const agentSays = (value: number, frames: number) =>
  leg?.sendAudio(Buffer.alloc(frames * FRAME_BYTES, value).toString('base64'));
const statuses = () => server.received.filter(({ path }) => path === '/phone/status');
const words = () => said.replaceAll(/\.+/g, ' ').trim();

describe('a scripted caller', () => {
  test('says each line after the agent has finished, and hangs up after the last answer', async () => {
    line.start({ ...CALL, script: ['Ab', 'Cde'] });
    await until(() => leg !== null);
    await ticks(30);
    expect(words()).toBe('');
    agentSays(1, 10);
    await ticks(42);
    expect(words()).toBe('');
    await ticks(20);
    expect(words()).toBe('AA');
    agentSays(1, 5);
    await ticks(60);
    expect(words()).toBe('AA CCC');
    agentSays(1, 5);
    await ticks(30);
    expect(statuses()).toEqual([]);
    await ticks(20);
    await until(() => statuses().length === 1);
    expect(statuses()[0]?.params.CallStatus).toBe('completed');
  });

  test('goes on when the agent says nothing for long', async () => {
    line.start({ ...CALL, script: ['A'] });
    await until(() => leg !== null);
    await ticks(590);
    expect(words()).toBe('');
    await ticks(20);
    expect(words()).toBe('A');
    await ticks(620);
    await until(() => statuses().length === 1);
  });

  test('is silent when the agent hangs up, and leaves no timer behind', async () => {
    line.start({ ...CALL, script: ['A'] });
    await until(() => leg !== null);
    await ticks(2);
    leg?.close();
    await until(() => statuses().length === 1 && clock.pending === 0);
  });

  test('hangs up when it can not speak', async () => {
    speechFails = true;
    line.start({ ...CALL, script: ['A'] });
    await until(() => leg !== null);
    agentSays(1, 2);
    await ticks(60);
    await until(() => statuses().length === 1);
    expect(words()).toBe('');
  });
});

describe('a person at the panel', () => {
  let texts: unknown[];
  let frames: number[];
  beforeEach(() => {
    texts = [];
    frames = [];
    panelSocket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) frames.push(data.length, data[0] ?? -1);
      else texts.push(JSON.parse(data.toString()));
    });
  });

  test('talks, types, has text spoken, presses keys, hears and hangs up', async () => {
    const { callSid } = line.start(CALL);
    expect(server.received).toEqual([]);
    line.attachPanel(callSid, serverSide);
    await until(() => leg !== null);
    await ticks(1);
    await until(() => texts.length === 2);
    expect(texts).toEqual([{ type: 'ringing' }, { type: 'connected' }]);

    panelSocket.send(Buffer.alloc(FRAME_BYTES, 'm'));
    panelSocket.send(Buffer.alloc(7, 'x'));
    panelSocket.send('not JSON');
    panelSocket.send(JSON.stringify({ type: 'fly' }));
    panelSocket.send(JSON.stringify({ type: 'say', text: 'hi' }));
    panelSocket.send(JSON.stringify({ type: 'type', text: 'hello' }));
    await until(() => typed.length === 1);
    expect(typed).toEqual([`${callSid} hello`]);
    await ticks(4);
    expect(words().replaceAll(' ', '')).toBe('hhm');
    panelSocket.send(JSON.stringify({ type: 'digit', digit: '7' }));
    await until(() => said.includes('[7]'));

    agentSays(9, 2);
    leg?.clear();
    await until(() => texts.length === 3);
    expect(texts[2]).toEqual({ type: 'clear' });
    agentSays(8, 1);
    await until(() => {
      clock.advance(20);
      return frames.length > 0;
    });
    expect(frames).toEqual([FRAME_BYTES, 8]);

    panelSocket.send(JSON.stringify({ type: 'hangUp' }));
    await once(panelSocket, 'close');
    expect(texts.at(-1)).toEqual({ type: 'ended', reason: 'hung-up' });
  });

  test('who leaves ends the call', async () => {
    const { callSid } = line.start(CALL);
    line.attachPanel(callSid, serverSide);
    await until(() => leg !== null);
    panelSocket.close();
    await until(() => statuses().length === 1);
  });

  test('is told when the agent ends it, and why a call failed', async () => {
    server.answers['/phone/incoming-realtime'] = 'no TwiML';
    const { callSid } = line.start(CALL);
    line.attachPanel(callSid, serverSide);
    await once(panelSocket, 'close');
    expect(texts.at(-1)).toMatchObject({ type: 'ended', reason: expect.stringMatching(/not TwiML/) });
  });

  test('may listen to a scripted call, and leave it', async () => {
    const { callSid } = line.start({ ...CALL, script: ['A'] });
    line.attachPanel(callSid, serverSide);
    await until(() => leg !== null);
    await ticks(1);
    agentSays(8, 1);
    await until(() => {
      clock.advance(20);
      return frames.length > 0;
    });
    panelSocket.close();
    await once(serverSide, 'close');
    await ticks(60);
    expect(words()).toBe('A');
  });

  test.each(['nobody rang', 'somebody is there'])('is refused where %s', async (why) => {
    const { callSid } = line.start(CALL);
    let refused = serverSide;
    if (why === 'somebody is there') {
      line.attachPanel(callSid, serverSide);
      const second = new WebSocket(panelSocket.url);
      [refused] = await once(panels, 'connection');
      line.attachPanel(callSid, refused);
      expect((await once(second, 'close'))[0]).toBe(1008);
    } else {
      line.attachPanel('CAnone', serverSide);
      expect((await once(panelSocket, 'close'))[0]).toBe(1008);
    }
  });
});

describe('a call nobody comes to', () => {
  test('is dialled after a while, and given up', async () => {
    line.start(CALL);
    clock.advance(4_999);
    expect(clock.pending).toBe(1);
    clock.advance(1);
    await until(() => leg !== null);
    clock.advance(60_000);
    await until(() => statuses().length === 1 && clock.pending === 0);
  });

  test('may still be joined late', async () => {
    const { callSid } = line.start(CALL);
    clock.advance(5_000);
    await until(() => leg !== null);
    await ticks(1);
    const told = once(panelSocket, 'message');
    line.attachPanel(callSid, serverSide);
    expect(JSON.parse(String((await told)[0]))).toEqual({ type: 'connected' });
    clock.advance(60_000);
    expect(statuses()).toEqual([]);
  });
});

describe('closing', () => {
  test('hangs up every call, dialled or not, and waits for their ends', async () => {
    line.start({ ...CALL, script: [] });
    await until(() => leg !== null);
    line.start(CALL);
    await line.close();
    expect(statuses()).toHaveLength(1);
    expect(clock.pending).toBeLessThanOrEqual(1);
  });
});
