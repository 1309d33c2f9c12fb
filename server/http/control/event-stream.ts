import type { FastifyInstance } from 'fastify';
import type { ServerEvent } from '../../contracts/events.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Emitter } from '../../platform/emitter.ts';

/** Events kept for panels that were away for a moment. */
const KEPT = 1_000;
const HEARTBEAT_MS = 15_000;
/** A reader that has let this much pile up is cut off; it comes back by itself. */
const MOST_PENDING_BYTES = 1024 * 1024;

interface Numbered {
  id: number;
  frame: string;
}

/** `GET /api/events`: server-sent events, resumed after `Last-Event-ID`. */
export function eventStream(
  app: FastifyInstance,
  parts: { events: Emitter<ServerEvent>; clock: Clock; bootId: string },
): void {
  const { events, clock, bootId } = parts;
  const kept: Numbered[] = [];
  const readers = new Set<(frame: string) => void>();
  let last = 0;
  events.on(({ type, ...data }) => {
    last += 1;
    const frame = `id: ${bootId}-${last}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    kept.push({ id: last, frame });
    if (kept.length > KEPT) kept.shift();
    for (const send of [...readers]) send(frame);
  });

  app.get('/api/events', { schema: { hide: true } }, (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const send = (frame: string): void => {
      if (raw.writableLength > MOST_PENDING_BYTES) raw.destroy();
      else raw.write(frame);
    };
    send('retry: 1000\n\n');
    for (const { frame } of missedSince(kept, last, bootId, request.headers['last-event-id'])) send(frame);
    readers.add(send);
    const heartbeat = clock.every(HEARTBEAT_MS, () => send(': here\n\n'));
    raw.once('close', () => {
      heartbeat.cancel();
      readers.delete(send);
    });
  });
  app.addHook('preClose', async () => {
    readers.clear();
  });
}

/** What a reader has missed. One that comes back to a restarted server, or too late, is told to load afresh. */
function missedSince(
  kept: Numbered[],
  last: number,
  bootId: string,
  lastSeen: string | string[] | undefined,
): { frame: string }[] {
  if (typeof lastSeen !== 'string') return [];
  const match = /^(.+)-([0-9]+)$/.exec(lastSeen);
  const seen = Number(match?.[2]);
  const oldest = kept[0]?.id ?? last + 1;
  if (match?.[1] !== bootId || seen + 1 < oldest) return [{ frame: 'event: reload\ndata: {}\n\n' }];
  return kept.filter((event) => event.id > seen);
}
