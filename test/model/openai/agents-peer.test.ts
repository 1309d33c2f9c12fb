import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RealtimeAgent, RealtimeSession } from '@openai/agents/realtime';
import { TwilioRealtimeTransportLayer } from '@openai/agents-extensions';
import { expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { signWith } from '../../../server/carrier/practice/carrier-http.ts';
import { createPhone } from '../../../server/carrier/practice/phone.ts';
import { decodeMulaw } from '../../../server/contracts/mulaw.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { randomIds } from '../../../server/platform/ids.ts';
import { startOpenAiEmulator } from '../../emulators/openai/emulator.ts';
import { tone } from '../../emulators/openai/sound.ts';
import { KEY } from './harness.ts';

/** A server of somebody else's making: TwiML, and OpenAI's own bridge from Twilio's media stream to a model. */
async function startBridge(modelUrl: string, ended: (error: unknown) => void) {
  const http = createServer((request, response) => {
    const stream = `ws://${request.headers.host}/media`;
    response.end(
      request.url === '/phone/incoming-realtime'
        ? `<Response><Connect><Stream url="${stream}"/></Connect></Response>`
        : '<Response/>',
    );
  });
  const sockets = new WebSocketServer({ server: http, path: '/media' });
  sockets.on('connection', (twilioWebSocket: WebSocket) => {
    const transport = new TwilioRealtimeTransportLayer({ twilioWebSocket });
    const agent = new RealtimeAgent({ name: 'Peer', instructions: 'You answer the phone.', voice: 'marin' });
    const session = new RealtimeSession(agent, {
      transport,
      model: 'gpt-realtime-2.1',
      config: { audio: { input: { turnDetection: { type: 'server_vad', interruptResponse: true } } } },
      tracingDisabled: true,
    });
    session.on('error', ended);
    session
      .connect({ apiKey: KEY, url: modelUrl })
      .then(() => session.sendMessage('Greet the caller.'), ended);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A TCP server's address is an object.
  const { port } = http.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

test('OpenAI’s own Twilio bridge talks, listens and is interrupted over both emulators', async () => {
  const emulator = await startOpenAiEmulator({
    transcribe: () => 'stop please',
    respond: ({ transcript }) => ({
      text: transcript === '' ? 'Hello and welcome, this is a long greeting. '.repeat(4) : 'Very well.',
    }),
  });
  const problems: unknown[] = [];
  const modelUrl = `${emulator.baseUrl.replace('http:', 'ws:')}/realtime?model=gpt-realtime-2.1`;
  const bridge = await startBridge(modelUrl, (error) => problems.push(error));
  const phone = createPhone({
    clock: systemClock,
    ids: randomIds,
    origin: bridge.origin,
    accountSid: `AC${'0'.repeat(32)}`,
    sign: signWith('a-secret-of-this-test'),
  });
  let played = 0;
  let cleared = 0;
  let loudest = 0;
  const greeting = Promise.withResolvers<void>();
  const call = phone.dial({
    from: '+15555550100',
    to: '+15555550101',
    onPlayed: (frame) => {
      played += 1;
      loudest = Math.max(loudest, ...decodeMulaw(frame));
      if (played === 40) greeting.resolve();
    },
    onClear: () => {
      cleared += 1;
    },
  });
  await greeting.promise;
  const { session } = await emulator.session(0);
  await call.say(tone('xxxxxxxx', 'caller'));
  await session.until(({ questions, sent }) => {
    const done = sent.filter((event) => event.type === 'response.done');
    return questions.length === 2 && done.length === 2;
  });
  call.hangUp();
  expect(await call.ended).toMatchObject({ reason: 'hung-up', problem: null });
  expect(loudest).toBeGreaterThan(5000);
  expect(cleared).toBeGreaterThan(0);
  expect(session.questions[1]?.transcript).toBe('stop please');
  expect(session.state.audio.input.format).toEqual({ type: 'audio/pcmu' });
  expect(session.truncations).toHaveLength(1);
  const { audioEndMs = 0, sentMs = 0 } = session.truncations[0] ?? {};
  expect(audioEndMs).toBeGreaterThan(0);
  expect(audioEndMs).toBeLessThanOrEqual(sentMs);
  expect(session.errors).toEqual([]);
  expect(problems).toEqual([]);
  await bridge.close();
  await emulator.close();
});
