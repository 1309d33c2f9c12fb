import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { LegEnd, LegListener, MediaLeg } from '../../../server/carrier/carrier.ts';
import { acceptMediaStream, type StreamReport } from '../../../server/carrier/twilio/media-stream.ts';
import type { StreamStart } from '../../../server/carrier/twilio/stream-message.ts';
import { ManualClock } from '../../manual-clock.ts';

const SID = 'MZ0123456789abcdef0123456789abcdef';
const payload = Buffer.alloc(160, 0x7f).toString('base64');
const start = {
  event: 'start',
  sequenceNumber: '1',
  streamSid: SID,
  start: {
    accountSid: 'AC1',
    streamSid: SID,
    callSid: 'CA1',
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    customParameters: { token: 'secret' },
  },
};
const media = (sequence: number, change: object = {}) => ({
  event: 'media',
  sequenceNumber: String(sequence),
  streamSid: SID,
  media: { track: 'inbound', chunk: String(sequence), timestamp: String(sequence * 20), payload },
  ...change,
});

let clock: ManualClock;
let server: WebSocketServer;
let peer: WebSocket;
let admit: (start: StreamStart, leg: MediaLeg) => LegListener | null;
let heard: string[];
let ends: LegEnd[];
let reports: StreamReport[];
let leg: MediaLeg | null;
let onReport: (report: StreamReport) => void;
let accepted: number;

const listener: LegListener = {
  onAudio: (audio, timestampMs) => heard.push(`audio ${audio.length} ${timestampMs}`),
  onMark: (name) => heard.push(`mark ${name}`),
  onDigit: (digit) => heard.push(`digit ${digit}`),
  onEnd: (end) => ends.push(end),
};

beforeEach(async () => {
  clock = new ManualClock();
  heard = [];
  ends = [];
  reports = [];
  leg = null;
  admit = (_, given) => {
    leg = given;
    return listener;
  };
  onReport = () => {};
  accepted = 0;
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 64 * 1024 });
  server.on('connection', (socket) => {
    accepted += 1;
    acceptMediaStream(socket, {
      clock,
      onStart: (given, side) => admit(given, side),
      onClosed: (report) => {
        reports.push(report);
        onReport(report);
      },
    });
  });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  peer = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(peer, 'open');
});

afterEach(async () => {
  peer.terminate();
  for (const client of server.clients) client.terminate();
  while (reports.length < accepted) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => server.close(resolve));
});

const say = (...messages: unknown[]) => {
  for (const message of messages) peer.send(typeof message === 'string' ? message : JSON.stringify(message));
};
const report = () =>
  reports[0] ? Promise.resolve(reports[0]) : new Promise<StreamReport>((resolve) => (onReport = resolve));
const nextMessage = async () => {
  const [data] = await once(peer, 'message');
  return JSON.parse(String(data)) as Record<string, unknown>;
};
/** Resolves when the server has taken everything said so far. */
const settled = async () => {
  say({ event: 'dtmf', streamSid: SID, dtmf: { digit: '#' } });
  while (!heard.includes('digit #')) await new Promise((resolve) => setImmediate(resolve));
  heard.splice(heard.indexOf('digit #'), 1);
};

describe('a call', () => {
  test('is heard from start to stop', async () => {
    let told: StreamStart | null = null;
    admit = (given, side) => {
      told = given;
      leg = side;
      return listener;
    };
    say({ event: 'connected', protocol: 'Call', version: '1.0.0' }, start, media(2), media(3));
    say({ event: 'dtmf', streamSid: SID, sequenceNumber: '4', dtmf: { track: 'inbound_track', digit: '5' } });
    say({ event: 'stop', sequenceNumber: '5', streamSid: SID, stop: { accountSid: 'AC1', callSid: 'CA1' } });
    expect(await report()).toEqual({ reason: 'stop', joined: true, oddities: {} });
    expect(told).toEqual({
      callSid: 'CA1',
      streamSid: SID,
      accountSid: 'AC1',
      customParameters: { token: 'secret' },
    });
    expect(heard).toEqual(['audio 216 40', 'audio 216 60', 'digit 5']);
    expect(ends).toEqual(['stop']);
    expect(clock.pending).toBeLessThanOrEqual(1);
  });

  test('is spoken to, in order, and its marks come back', async () => {
    say({ event: 'connected' }, start);
    await settled();
    leg?.sendAudio(payload);
    expect(await nextMessage()).toEqual({ event: 'media', streamSid: SID, media: { payload } });
    leg?.sendMark('a "mark"');
    expect(await nextMessage()).toEqual({ event: 'mark', streamSid: SID, mark: { name: 'a "mark"' } });
    leg?.clear();
    expect(await nextMessage()).toEqual({ event: 'clear', streamSid: SID });
    say({ event: 'mark', streamSid: SID, sequenceNumber: '4', mark: { name: 'a "mark"' } });
    await settled();
    expect(heard).toEqual(['mark a "mark"']);
  });

  test('ends by our own hand once, and hears nothing after', async () => {
    say(start);
    await settled();
    leg?.close();
    leg?.close();
    leg?.sendAudio(payload);
    say(media(2));
    const [code] = await once(peer, 'close');
    expect(code).toBe(1000);
    expect(ends).toEqual(['stop']);
    expect(heard).toEqual([]);
    expect(reports.map((entry) => entry.reason)).toEqual(['closed-by-us']);
  });

  test('tells a lost socket from an orderly end', async () => {
    say(start);
    await settled();
    peer.terminate();
    expect((await report()).reason).toBe('socket-lost');
    expect(ends).toEqual(['lost']);
  });

  test('may be closed from within its start', async () => {
    admit = (_, side) => {
      side.close();
      return listener;
    };
    say(start);
    await once(peer, 'close');
    expect(ends).toEqual(['stop']);
  });
});

describe('a stream that is not let in', () => {
  test('is closed without a byte of audio', async () => {
    admit = () => null;
    const received: unknown[] = [];
    peer.on('message', (data) => received.push(data));
    say({ event: 'connected' }, start, media(2));
    const [code] = await once(peer, 'close');
    expect(code).toBe(1008);
    expect(received).toEqual([]);
    expect(reports).toEqual([{ reason: 'refused', joined: false, oddities: {} }]);
    expect(ends).toEqual([]);
  });

  test('is closed when it never starts', async () => {
    say({ event: 'connected' });
    const closed = once(peer, 'close');
    clock.advance(9_999);
    expect(reports).toEqual([]);
    clock.advance(1);
    expect((await closed)[0]).toBe(1008);
    expect(reports[0]?.reason).toBe('no-start');
  });

  test('is cut off when it does not answer the close', async () => {
    peer.pause();
    clock.advance(10_000);
    clock.advance(2_000);
    peer.resume();
    const [code] = await once(peer, 'close');
    expect([1006, 1008]).toContain(code);
    expect(clock.pending).toBe(0);
  });
});

describe('hostile input ends the stream', () => {
  test.each([
    ['media-before-start', 1008, () => say(media(2))],
    ['second-start', 1008, () => say(start, start)],
    ['foreign-stream-sid', 1008, () => say(start, media(2, { streamSid: 'MZother' }))],
    ['foreign-stream-sid', 1008, () => say(start, { event: 'stop', streamSid: 'MZother' })],
    [
      'too-many-oddities',
      1008,
      () => say(start, ...Array(1_001).fill({ event: 'mark', streamSid: SID, mark: { name: 'x' } })),
    ],
    ['too-many-oddities', 1008, () => say(start, ...Array(1_001).fill('{'))],
    ['binary-message', 1003, () => peer.send(Buffer.from(JSON.stringify(start)))],
  ] as const)('%s (%i)', async (reason, code, attack) => {
    attack();
    expect((await once(peer, 'close'))[0]).toBe(code);
    expect((await report()).reason).toBe(reason);
    expect(ends).toEqual(reports[0]?.joined ? ['lost'] : []);
  });

  test('a 10 MB message', async () => {
    say(start);
    await settled();
    say(media(2, { media: { ...media(2).media, payload: 'A'.repeat(10_000_000) } }));
    peer.on('error', () => {});
    expect((await report()).reason).toBe('socket-lost');
    expect(ends).toEqual(['lost']);
  });

  test('a message in 65,000 fragments', async () => {
    say(start);
    await settled();
    peer.on('error', () => {});
    for (let at = 0; at < 65_000; at += 1) peer.send('a', { fin: false });
    expect((await report()).reason).toBe('socket-lost');
  });

  test('text that is not UTF-8', async () => {
    say(start);
    await settled();
    const bad = Buffer.from([0xc3, 0x28]);
    peer.send(bad, { binary: false });
    expect((await once(peer, 'close'))[0]).toBe(1007);
    expect((await report()).reason).toBe('socket-lost');
  });

  test('a raw socket that breaks the framing', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const raw = createConnection(port, '127.0.0.1');
    raw.write(
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    await once(raw, 'data');
    raw.on('error', () => {});
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect((await report()).reason).toBe('socket-lost');
    raw.destroy();
  });
});

describe('hostile input is passed over', () => {
  test.each([
    ['unknown-event', { event: 'surprise', streamSid: SID }],
    ['not-json', '{"event":'],
    ['not-json', '['.repeat(50_000)],
    ['malformed', { event: 'mark', streamSid: SID, mark: {} }],
    ['bad-payload', media(2, { media: { ...media(2).media, payload: 'no base64!' } })],
    ['unknown-mark', { event: 'mark', streamSid: SID, mark: { name: 'never sent' } }],
    ['repeated-connected', { event: 'connected' }],
  ] as const)('%s', async (oddity, message) => {
    say({ event: 'connected' }, start, message);
    await settled();
    expect(heard).toEqual([]);
    peer.close();
    expect((await report()).oddities).toEqual({ [oddity]: 1 });
  });

  test('numbers that run backwards: the audio counts, its time does not', async () => {
    say(start, media(5), media(3), media(6));
    await settled();
    expect(heard).toEqual(['audio 216 100', 'audio 216 100', 'audio 216 120']);
    peer.close();
    expect((await report()).oddities).toEqual({ 'sequence-rollback': 1 });
  });
});

describe('a peer that does not keep up', () => {
  test('loses audio, then the stream; memory stays bounded', async () => {
    say(start);
    await settled();
    peer.pause();
    const second = Buffer.alloc(8_000).toString('base64');
    // Fills the kernel's buffers first; what waits in our own memory is what counts.
    const [socket] = server.clients;
    for (let sent = 0; sent < 5_000 && (socket?.bufferedAmount ?? 0) < 300_000; sent += 1)
      leg?.sendAudio(second);
    const buffered = socket?.bufferedAmount ?? 0;
    expect(buffered).toBeLessThan(256 * 1024 + 20_000);
    leg?.sendAudio(second);
    clock.advance(4_999);
    leg?.sendAudio(second);
    expect(ends).toEqual([]);
    clock.advance(1);
    leg?.sendAudio(second);
    expect(ends).toEqual(['overloaded']);
    const closing = await report();
    expect(closing.reason).toBe('peer-not-reading');
    expect(closing.oddities['dropped-audio']).toBeGreaterThanOrEqual(3);
    expect(socket?.bufferedAmount).toBeLessThanOrEqual(buffered + 20_000);
    peer.resume();
  });

  test('never acknowledges marks', async () => {
    say(start);
    await settled();
    for (let sent = 0; sent < 2_001; sent += 1) leg?.sendMark(`m${sent}`);
    expect((await report()).reason).toBe('too-many-marks');
  });
});

describe('code of the call that throws', () => {
  test.each(['onAudio', 'onEnd'] as const)('in %s ends this stream only, and is told', async (method) => {
    const broken = new Error('broken');
    admit = () => ({
      ...listener,
      [method]: () => {
        throw broken;
      },
    });
    say(start, media(2), { event: 'stop', streamSid: SID });
    expect((await report()).error).toBe(broken);
    await once(peer, 'close');
  });

  test('in its start is told too', async () => {
    admit = () => {
      throw new Error('broken');
    };
    say(start);
    expect((await once(peer, 'close'))[0]).toBe(1011);
    expect(reports[0]?.reason).toBe('listener-failed');
  });
});
