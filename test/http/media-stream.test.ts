import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../call/house-of-calls.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import {
  form,
  LINE,
  ORIGIN,
  openPublicHouse,
  startMessages,
  TOKEN,
  tokenIn,
  whatCame,
} from './public-house.ts';

let house: Awaited<ReturnType<typeof openPublicHouse>>;
const CALL = form().CallSid!;

beforeEach(async () => {
  house = await openPublicHouse(await temporaryFolder());
  await house.createTenant({ phoneNumber: LINE, agent: { greeting: 'Hello.' } });
});
afterEach(() => house.close());

async function open(headers?: Record<string, string>): Promise<WebSocket> {
  const socket = await house.stream(headers);
  if (typeof socket === 'number') throw new Error(`The stream was refused with ${socket}.`);
  return socket;
}

/** A call whose webhook was answered and whose model is open. */
async function announced(over: Record<string, string> = {}): Promise<string> {
  const opened = house.engine.conversations.length;
  const token = tokenIn((await house.webhook(form(over))).text);
  await until(() => house.engine.conversations.length > opened);
  return token;
}

async function refusedWith(...messages: (string | Buffer)[]): Promise<void> {
  const opened = house.engine.conversations.length;
  const socket = await open();
  const came = whatCame(socket);
  for (const message of messages) socket.send(message);
  expect(await came).toEqual([]);
  expect(house.engine.conversations.length).toBe(opened);
}

describe('a media stream', () => {
  it('joins the call its token was made for, and hears the agent', async () => {
    const token = await announced();
    const socket = await open({
      'x-twilio-signature': getExpectedTwilioSignature(
        TOKEN,
        'wss://phone.example.com/phone/media-stream',
        {},
      ),
    });
    const messages: { event: string }[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data))));
    for (const message of startMessages(CALL, token)) socket.send(message);
    await until(() => house.registry.get(CALL)?.live === true);
    house.engine.last.speak('g', 'Hello.', Buffer.alloc(1_600, 1).toString('base64'));
    await until(() => messages.length >= 3);
    // The first mark, into silence, tells how long the way is.
    expect(messages.map(({ event }) => event)).toEqual(['mark', 'media', 'mark']);
    socket.close();
    await house.registry.settled(CALL);
    expect(house.archive.find(CALL)?.endReason).toBe('stream-lost');
  });

  it('brings caller audio to the model byte for byte', async () => {
    const token = await announced();
    const socket = await open();
    for (const message of startMessages(CALL, token)) socket.send(message);
    const payload = Buffer.from(Array.from({ length: 160 }, (_, index) => index)).toString('base64');
    const streamSid = 'MZ00000000000000000000000000000001';
    socket.send(
      JSON.stringify({
        event: 'media',
        sequenceNumber: '2',
        streamSid,
        media: { track: 'inbound', chunk: '1', timestamp: '0', payload },
      }),
    );
    socket.send(
      JSON.stringify({
        event: 'dtmf',
        sequenceNumber: '3',
        streamSid,
        dtmf: { track: 'inbound_track', digit: '5' },
      }),
    );
    await until(() => house.engine.last.digits.length > 0);
    expect(house.engine.last.heard).toEqual([payload]);
    expect(house.engine.last.digits).toEqual(['5']);
    socket.terminate();
    await house.registry.settled(CALL);
  });

  it('is brought back to the agent when it was lost, and hung up when it ended well', async () => {
    const token = await announced();
    const socket = await open();
    for (const message of startMessages(CALL, token)) socket.send(message);
    await until(() => house.registry.get(CALL)?.live === true);
    socket.terminate();
    await house.registry.settled(CALL);
    const back = await house.webhook(form(), { path: '/phone/after-stream' });
    expect(back.text).toContain('<Stream');
    house.registry.get(CALL)?.close('agent-hung-up');
    await house.registry.settled(CALL);
    const after = await house.webhook(form(), { path: '/phone/after-stream' });
    expect(after.text).toContain('<Response><Hangup/></Response>');
  });

  it('is not disturbed when the request that would bring it back is repeated', async () => {
    const token = await announced();
    const socket = await open();
    for (const message of startMessages(CALL, token)) socket.send(message);
    await until(() => house.registry.get(CALL)?.live === true);
    const opened = house.engine.conversations.length;
    const repeated = house.webhook(form(), { path: '/phone/after-stream' });
    await until(() => house.clock.pending > 0);
    const answer = repeated.then(({ text }) => text);
    let text: string | null = null;
    void answer.then((given) => {
      text = given;
    });
    await until(() => {
      house.clock.advance(100);
      return text !== null;
    });
    expect(text).toContain('<Hangup/>');
    expect(house.registry.get(CALL)?.live).toBe(true);
    expect(house.engine.conversations.length).toBe(opened);
    socket.terminate();
    await house.registry.settled(CALL);
  });

  it('keeps its answer when the request that brings it back is repeated', async () => {
    await announced();
    house.registry.get(CALL)?.close('stream-lost');
    await house.registry.settled(CALL);
    const first = await house.webhook(form(), { path: '/phone/after-stream' });
    const again = await house.webhook(form(), { path: '/phone/after-stream' });
    expect(tokenIn(again.text)).toBe(tokenIn(first.text));
    expect(house.registry.size).toBe(1);
  });

  it('is brought back twice at most', async () => {
    await announced();
    for (const expected of ['<Stream', '<Stream', 'technical problem']) {
      house.registry.get(CALL)?.close('stream-lost');
      await house.registry.settled(CALL);
      expect((await house.webhook(form(), { path: '/phone/after-stream' })).text).toContain(expected);
    }
  });
});

describe('a media stream that is refused', () => {
  it('without a token', async () => {
    await announced();
    await refusedWith(...startMessages(CALL, ''));
  });

  it('with a token that was never made', async () => {
    await announced();
    await refusedWith(...startMessages(CALL, 'x'.repeat(43)));
  });

  it('with the token of another call', async () => {
    await announced();
    const other = await announced({ CallSid: 'CA2' });
    await refusedWith(...startMessages(CALL, other));
  });

  it('with a token that was used', async () => {
    const token = await announced();
    const first = await open();
    for (const message of startMessages(CALL, token)) first.send(message);
    await until(() => house.registry.get(CALL)?.live === true);
    await refusedWith(...startMessages(CALL, token));
    expect(house.registry.get(CALL)?.live).toBe(true);
  });

  it('with a token that has expired', async () => {
    const token = await announced();
    house.clock.advance(60_000);
    await refusedWith(...startMessages(CALL, token));
  });

  it('for audio before it said which call it is', async () => {
    await announced();
    const media = { track: 'inbound', chunk: '1', timestamp: '0', payload: 'AAAA' };
    await refusedWith(JSON.stringify({ event: 'media', sequenceNumber: '1', streamSid: 'MZ1', media }));
  });

  it('for a frame of ten megabytes', async () => {
    await announced();
    const socket = await open();
    const came = whatCame(socket);
    socket.on('error', () => {});
    socket.send(Buffer.alloc(10 * 1024 * 1024, 'a').toString());
    expect(await came).toEqual([]);
  });

  it('for a wrong signature, and for another path', async () => {
    const signature = getExpectedTwilioSignature(
      'another',
      `${ORIGIN.replace('https', 'wss')}/phone/media-stream`,
      {},
    );
    expect(await house.stream({ 'x-twilio-signature': signature })).toBe(403);
    expect(await house.stream({}, '/phone/elsewhere')).toBe(404);
    expect(await house.stream({}, '/phone/media-stream?token=1')).toBe(404);
  });

  it('when it never says which call it is', async () => {
    const socket = await open();
    const came = whatCame(socket);
    house.clock.advance(10_000);
    expect(await came).toEqual([]);
  });

  it('when too many wait without saying it', async () => {
    const waiting = await Promise.all(Array.from({ length: 100 }, () => open()));
    expect(await house.stream()).toBe(503);
    // The carrier, who signs, still gets in.
    const signature = getExpectedTwilioSignature(TOKEN, 'wss://phone.example.com/phone/media-stream', {});
    expect(await house.stream({ 'x-twilio-signature': signature })).toBeInstanceOf(WebSocket);
    for (const socket of waiting) socket.terminate();
    let next: WebSocket | number = 503;
    for (let tries = 0; tries < 200 && next === 503; tries += 1) next = await house.stream();
    expect(next).toBeInstanceOf(WebSocket);
  });
});
