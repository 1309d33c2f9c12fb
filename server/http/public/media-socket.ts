import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { CallRegistry } from '../../call/registry.ts';
import type { CarrierProtocol } from '../../carrier/protocol.ts';
import type { Logger } from '../../platform/logger.ts';
import { STREAM_PATH } from './incoming-parts.ts';

/** Sockets that may be open without having said which call they belong to. */
const MOST_WAITING = 100;

interface MediaParts {
  registry: CallRegistry;
  protocol: CarrierProtocol;
  logger: Logger;
}

/** Takes WebSocket upgrades on the media path, each for one call that a webhook has announced. */
export function serveMediaStreams(server: Server, parts: MediaParts): { close(): void } {
  const { registry, protocol, logger } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  let waiting = 0;

  const refuse = (socket: Duplex, status: string, reason: string): void => {
    logger.warn({ reason }, 'A media stream was refused');
    const answer = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    // A peer that never ends its half would stay, and keep the program from ending.
    socket.end(answer, () => socket.destroy());
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== STREAM_PATH && request.url !== `${STREAM_PATH}/`)
      return refuse(socket, '404 Not Found', 'path');
    const signature = request.headers['x-twilio-signature'];
    // A signature is checked where there is one; the one-use token is what lets a stream in.
    const isSigned = typeof signature === 'string' && protocol.upgradeIsSigned(request.url, signature);
    if (typeof signature === 'string' && !isSigned) return refuse(socket, '403 Forbidden', 'signature');
    // Strangers can't crowd out the carrier.
    if (!isSigned && waiting >= MOST_WAITING)
      return refuse(socket, '503 Service Unavailable', 'too-many-waiting');
    let started = isSigned;
    if (!isSigned) waiting += 1;
    const startedOrGone = (): void => {
      if (!started) waiting -= 1;
      started = true;
    };
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      protocol.acceptStream(
        webSocket,
        (start, leg) => {
          startedOrGone();
          const session = registry.redeem(start.callSid, start.customParameters.token ?? '');
          if (!session)
            logger.warn({ callSid: start.callSid }, 'A media stream without a good token was refused');
          return session?.join(leg) ?? null;
        },
        (reason) => {
          startedOrGone();
          logger.info({ reason }, 'Media stream closed');
        },
      );
    });
    // A handshake that ws itself refuses never becomes a stream.
    socket.once('close', startedOrGone);
  });

  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
