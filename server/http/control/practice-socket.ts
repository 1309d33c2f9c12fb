import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access } from './access.ts';

const PATH = /^\/api\/practice-calls\/([A-Za-z0-9_-]{1,64})\/audio$/;

/** `WS /api/practice-calls/:callSid/audio`: the panel's microphone and speaker. */
export function servePracticeAudio(
  server: Server,
  access: Access,
  attach: (callSid: string, socket: WebSocket) => void,
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const callSid = PATH.exec(request.url ?? '')?.[1];
    const status = access.refusal(request) ?? (callSid === undefined ? 404 : null);
    if (status !== null || callSid === undefined) {
      const answer = `HTTP/1.1 ${status ?? 404} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
      socket.end(answer, () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => attach(callSid, webSocket));
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
