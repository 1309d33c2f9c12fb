import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  /** `host:port`. */
  place: string;
  received: Received[];
  /** Answers the next requests with these, in order; 204 after them. `hang` never answers. */
  answerNext(...answers: (number | 'hang')[]): void;
  close(): Promise<void>;
}

/** A real HTTP server on loopback that gets webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const answers: (number | 'hang')[] = [];
  const http = createServer(async (request, response) => {
    const body = await text(request);
    receiver.received.push({ method: request.method ?? '', headers: request.headers, body });
    const answer = answers.shift() ?? 204;
    if (answer !== 'hang') response.writeHead(answer, { location: `${receiver.url}/elsewhere` }).end();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A listening TCP server has an address of this kind.
  const place = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const receiver: Receiver = {
    url: `http://${place}/hook`,
    place,
    received: [],
    answerNext: (...next) => void answers.push(...next),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return receiver;
}

/** Whether the signature on a webhook is that of the secret, as its receiver would check it. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const match = /^t=([0-9]+),v1=([0-9a-f]{64})$/.exec(String(headers['ringhouse-signature']));
  const wanted = createHmac('sha256', secret).update(`${match?.[1]}.${body}`).digest('hex');
  return match?.[2] === wanted;
}
