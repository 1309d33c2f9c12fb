import type { IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import { type Failure, failureOfClose, failureOfUpgrade } from './failures.ts';

export interface SocketOptions {
  url: string;
  apiKey: string;
  clock: Clock;
  onMessage: (text: string) => void;
  /** Once, unless `close` was called before. */
  onEnd: (failure: Failure) => void;
}

export interface RealtimeSocket {
  /** Sends now, or drops it when the socket is not open. `sent` is called once it left this process. */
  send(text: string, sent?: () => void): void;
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** Idempotent; nothing is called after it. */
  close(): void;
}

/** Larger than any documented event; a peer that sends more is cut off. */
const LARGEST_MESSAGE = 16 * 1024 * 1024;

/** Why an upgrade was refused is told in a few words, or is not worth waiting for. */
const LARGEST_REFUSAL = 16 * 1024;
const REFUSAL_MS = 300;

/** How long the server may take to answer a close before the line is cut. */
const CLOSE_MS = 1000;

/** Opens the socket. Whoever opened it bounds how long it may take, by `close`. */
export function openSocket({ url, apiKey, clock, onMessage, onEnd }: SocketOptions): RealtimeSocket {
  // The option is newer than its type.
  const options: ClientOptions & { closeTimeout: number } = {
    headers: { Authorization: `Bearer ${apiKey}` },
    perMessageDeflate: false,
    maxPayload: LARGEST_MESSAGE,
    // A byte that is not UTF-8 must not cost the connection; the message is then refused by its reader.
    skipUTF8Validation: true,
    closeTimeout: CLOSE_MS,
  };
  const socket = new WebSocket(url, options);
  let ended = false;
  let openedAt: number | null = null;
  const end = (failure: Failure): void => {
    if (ended) return;
    ended = true;
    socket.terminate();
    onEnd(failure);
  };
  socket.on('open', () => {
    openedAt = clock.monotonic();
  });
  socket.on('message', (data, isBinary) => {
    // The default binary type hands over one Buffer; the other shapes of `data` can't occur.
    if (!ended && !isBinary) onMessage((data as Buffer).toString('utf8'));
  });
  socket.on('unexpected-response', (request, response) => {
    void readRefusal(response, clock).then((body) => {
      request.destroy();
      end(failureOfUpgrade(response.statusCode ?? 0, body));
    });
  });
  socket.on('error', (error) =>
    end({
      failure: openedAt === null ? 'unreachable' : 'dropped',
      message: `The connection to OpenAI failed: ${messageOf(error)}.`,
    }),
  );
  socket.on('close', (code, reason) => {
    const now = clock.monotonic();
    end(failureOfClose(code, reason.toString(), now - (openedAt ?? now)));
  });
  return {
    send: (text, sent) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text, sent);
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    close: () => {
      ended = true;
      closeGently(socket);
    },
  };
}

/** The beginning of what came with a refusal. Never rejects. */
function readRefusal(response: IncomingMessage, clock: Clock): Promise<string> {
  return new Promise((resolve) => {
    let body = '';
    const timer = clock.after(REFUSAL_MS, () => resolve(body));
    const end = (): void => {
      timer.cancel();
      resolve(body);
    };
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      body += chunk;
      if (body.length > LARGEST_REFUSAL) end();
    });
    response.on('end', end);
    response.on('error', end);
    response.on('close', end);
  });
}

function closeGently(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(1000);
  else socket.terminate();
}
