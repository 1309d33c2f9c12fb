import type { FastifyReply } from 'fastify';
import type { Clock } from '../../platform/clock.ts';

const HEARTBEAT_MS = 15_000;

interface ServerSentOptions {
  clock: Clock;
  /** A reader that has let this much pile up is cut off; it comes back by itself. */
  mostPendingBytes: number;
  /** What was begun for this reader ends here. */
  onClose(): void;
}

/** Begins to answer with server-sent events. Returns the way to send a frame. */
export function beginServerSent(
  reply: Pick<FastifyReply, 'hijack' | 'raw'>,
  { clock, mostPendingBytes, onClose }: ServerSentOptions,
): (frame: string) => void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (frame: string): void => {
    if (raw.writableLength > mostPendingBytes) raw.destroy();
    else raw.write(frame);
  };
  send('retry: 1000\n\n');
  const heartbeat = clock.every(HEARTBEAT_MS, () => send(': here\n\n'));
  raw.once('close', () => {
    heartbeat.cancel();
    onClose();
  });
  return send;
}

/** The number in `Last-Event-ID: BOOT-NUMBER`; `null` without one, or of another run of the server. */
export function lastSeen(header: string | string[] | undefined, bootId: string): number | null {
  const match = typeof header === 'string' ? /^(.+)-([0-9]+)$/.exec(header) : null;
  return match?.[1] === bootId ? Number(match[2]) : null;
}
