import { once } from 'node:events';
import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import type { LegListener, MediaLeg } from '../../../server/carrier/carrier.ts';
import { acceptMediaStream } from '../../../server/carrier/twilio/media-stream.ts';
import { createSignatureCheck, socketOrigin } from '../../../server/carrier/twilio/signature.ts';
import type { StreamStart } from '../../../server/carrier/twilio/stream-message.ts';
import type { Clock } from '../../../server/platform/clock.ts';

export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const SECRET = 'a-secret-of-this-test';

/** A request as it came; `signed` when its signature was good. */
export interface Received {
  path: string;
  params: Record<string, unknown>;
  signed: boolean;
}

export interface AnsweringServer {
  origin: string;
  streamUrl: string;
  received: Received[];
  /** What each path answers; a missing one is a 404. Set by the test. */
  answers: Record<string, string | (() => string | Promise<string>)>;
  onStart: (start: StreamStart, leg: MediaLeg) => LegListener | null;
  close(): Promise<void>;
}

/** The least that answers a phone: TwiML by path, and a media stream. */
export async function startAnsweringServer(clock: Clock): Promise<AnsweringServer> {
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const check = createSignatureCheck(() => [{ origin, authToken: SECRET, practice: true }]);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  const server: AnsweringServer = {
    origin,
    streamUrl: `${socketOrigin(origin)}/phone/media-stream`,
    received: [],
    answers: { '/phone/status': '' },
    onStart: () => null,
    async close() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  http.on('request', async (request, response) => {
    const path = request.url ?? '';
    const params = { ...parse(await text(request)) };
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    server.received.push({ path, params, signed: check.webhook(path, params, signature) !== null });
    const answer = server.answers[path];
    if (answer === undefined) response.statusCode = 404;
    response.end(typeof answer === 'function' ? await answer() : answer);
  });
  http.on('upgrade', (request, socket, head) => {
    if (!check.upgrade(request.url ?? '', String(request.headers['x-twilio-signature'] ?? ''))) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) =>
      acceptMediaStream(client, { clock, onStart: (start, leg) => server.onStart(start, leg) }),
    );
  });
  return server;
}

/** Lets sockets and promises run until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
