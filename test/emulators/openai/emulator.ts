import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../../server/platform/clock.ts';
import { echoBrain } from './brain.ts';
import { answerRest } from './rest.ts';
import { EmulatedSession } from './session.ts';
import { tone } from './sound.ts';
import type { EmulatorOptions, Faults, RestRequest, Settled } from './types.ts';

/** A session with the line it runs over. */
export interface LiveSession {
  session: EmulatedSession;
  /** Cuts the line without a goodbye. */
  drop(): void;
  /** Ends it as the real server does after an hour. */
  expire(): void;
  /** Closes it with a code. */
  closeWith(code: number, reason?: string): void;
  /** Sends anything, also what is no event. */
  sendRaw(data: string | Buffer): void;
  /** Stops reading from the line, so that what the client sends piles up. */
  stopReading(): void;
  /** Resolves with the close code once the line is gone. */
  closed: Promise<number>;
}

export interface OpenAiEmulator {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  /** All sessions so far. */
  sessions: LiveSession[];
  /** REST requests so far. */
  requests: RestRequest[];
  /** Paths and headers of all upgrades, also of refused ones. */
  upgrades: RestRequest[];
  faults: Faults;
  /** The session number `index`, once it is there. */
  session(index: number): Promise<LiveSession>;
  close(): Promise<void>;
}

function settle(options: EmulatorOptions): Settled {
  return {
    apiKey: 'sk-emulated-key',
    realtimeModels: ['gpt-realtime-2.1', 'gpt-realtime-2.1-mini'],
    speechModels: ['gpt-4o-mini-tts'],
    transcriptionModels: ['gpt-transcribe'],
    textModels: ['gpt-6-luna', 'gpt-5-mini'],
    transcribe: () => '',
    respond: echoBrain,
    speak: tone,
    read: () => ({ name: null, facts: [], preferences: [], summary: 'They spoke.' }),
    chunkMs: 100,
    speed: 10,
    clock: systemClock,
    ...options,
  };
}

/** Why an upgrade is refused, or `null`. */
function refusal(request: IncomingMessage, options: Settled, faults: Faults): [number, string] | null {
  const url = new URL(request.url ?? '', 'http://localhost');
  const told = faults.refuseUpgrade;
  if (typeof told === 'number') return [told, 'told_to_refuse'];
  if (told !== null) return [told.status, told.code];
  if (url.pathname !== '/v1/realtime') return [404, 'unknown_url'];
  if (request.headers.authorization !== `Bearer ${options.apiKey}`) return [401, 'invalid_api_key'];
  if (request.headers['openai-beta'] !== undefined) return [400, 'beta_api_shape_disabled'];
  return url.searchParams.get('model') ? null : [400, 'missing_model'];
}

/** Starts an OpenAI of our own on loopback: the Realtime socket in its GA dialect, and the REST calls beside it. */
export async function startOpenAiEmulator(given: EmulatorOptions = {}): Promise<OpenAiEmulator> {
  const options = settle(given);
  const faults: Faults = { refuseUpgrade: null, blackhole: false, failResponses: null, rest: new Map() };
  const sessions: LiveSession[] = [];
  const requests: RestRequest[] = [];
  const upgrades: RestRequest[] = [];
  const watchers = new Set<() => void>();
  const http = createServer((request, response) => {
    answerRest({ options, faults, requests }, request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const { method = '', url: path = '', headers } = request;
    upgrades.push({ method, path, headers, body: null });
    const refused = refusal(request, options, faults);
    if (refused) {
      const body = JSON.stringify({ error: { code: refused[1], message: 'Refused.' } });
      socket.end(`HTTP/1.1 ${refused[0]} Refused\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const model = new URL(path, 'http://localhost').searchParams.get('model') ?? '';
      sessions.push(serve({ webSocket, socket, model, options, faults, number: sessions.length }));
      for (const watcher of [...watchers]) watcher();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object.
  const { port } = http.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    sessions,
    requests,
    upgrades,
    faults,
    session: (index) =>
      new Promise((resolve) => {
        const look = (): void => {
          const session = sessions[index];
          if (!session) return;
          watchers.delete(look);
          resolve(session);
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      for (const { drop } of sessions) drop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

interface Line {
  webSocket: WebSocket;
  socket: Socket;
  model: string;
  options: Settled;
  faults: Faults;
  /** Which session of this server it is. */
  number: number;
}

function serve({ webSocket, socket, model, options, faults, number }: Line): LiveSession {
  const session = new EmulatedSession({
    options,
    faults,
    model,
    number,
    sendText: (text) => {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(text);
    },
  });
  session.frozen = faults.blackhole;
  webSocket.on('message', (data) => session.receive(data.toString()));
  webSocket.on('error', () => webSocket.terminate());
  const closed = new Promise<number>((resolve) => {
    webSocket.on('close', (code) => {
      session.end();
      resolve(code);
    });
  });
  if (options.realtimeModels.includes(model)) session.begin();
  else {
    session.sendError(
      'model_not_found',
      `The model '${model}' does not exist or you do not have access to it.`,
    );
    webSocket.close(4000, 'invalid_request_error.model_not_found');
  }
  return {
    session,
    drop: () => webSocket.terminate(),
    expire: () => {
      session.sendError('session_expired', 'Your session hit the maximum duration of 60 minutes.');
      webSocket.close(1001);
    },
    closeWith: (code, reason = '') => webSocket.close(code, reason),
    sendRaw: (data) => webSocket.send(data, { binary: false }),
    stopReading: () => socket.pause(),
    closed,
  };
}
