import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access } from './access.ts';

const PATH = /^\/api\/(practice-calls|calls)\/([A-Za-z0-9_-]{1,64})\/audio$/;

type Attach = (callSid: string, socket: WebSocket) => void;

/**
 * `WS /api/practice-calls/:callSid/audio`: the panel's microphone and speaker as a practice caller's phone.
 * `WS /api/calls/:callSid/audio`: the operator at a call in progress.
 */
export function serveAudioSockets(
  server: Server,
  access: Access,
  attach: { practice: Attach; live: Attach },
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const [, kind, callSid] = PATH.exec(request.url ?? '') ?? [];
    const status = access.refusal(request) ?? (callSid === undefined ? 404 : null);
    if (status !== null || callSid === undefined) {
      const answer = `HTTP/1.1 ${status ?? 404} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
      socket.end(answer, () => socket.destroy());
      return;
    }
    const take = kind === 'calls' ? attach.live : attach.practice;
    sockets.handleUpgrade(request, socket, head, (webSocket) => take(callSid, webSocket));
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
