import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports from which any system takes those of outgoing connections. */
const LOWEST = 20_000;
const COUNT = 12_000;

/** A port of loopback that nothing listens on, and that no outgoing connection takes before a server does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    } catch {
      continue;
    }
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
