import { type ClientOptions, WebSocket } from 'ws';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import { type Failure, failureOfClose, failureOfStatus } from './failures.ts';

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
    request.destroy();
    end(failureOfStatus(response.statusCode ?? 0));
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

function closeGently(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(1000);
  else socket.terminate();
}
