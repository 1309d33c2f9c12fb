import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  raw: IncomingMessage;
}

/** A real HTTP server on loopback for one test, with all it was asked. */
export interface LoopbackServer {
  port: number;
  origin: string;
  /** As operators allow it. */
  place: string;
  seen: SeenRequest[];
  /** Resolves with the next request that comes. */
  next(): Promise<SeenRequest>;
}

export async function loopbackServer(
  answer: (request: SeenRequest, response: ServerResponse) => void | Promise<void>,
): Promise<LoopbackServer> {
  const seen: SeenRequest[] = [];
  const waiting: ((request: SeenRequest) => void)[] = [];
  const server: Server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body, raw: incoming };
    seen.push(request);
    for (const tell of waiting.splice(0)) tell(request);
    await answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    place: `127.0.0.1:${port}`,
    seen,
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
