import type { FastifyInstance } from 'fastify';
import type { ServerEvent } from '../../contracts/events.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Emitter } from '../../platform/emitter.ts';
import { beginServerSent, lastSeen } from './server-sent.ts';

/** Events kept for panels that were away for a moment. */
const KEPT = 1_000;
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
    const send = beginServerSent(reply, {
      clock,
      mostPendingBytes: MOST_PENDING_BYTES,
      onClose: () => readers.delete(send),
    });
    for (const { frame } of missedSince(kept, last, bootId, request.headers['last-event-id'])) send(frame);
    readers.add(send);
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
  header: string | string[] | undefined,
): { frame: string }[] {
  if (header === undefined) return [];
  const seen = lastSeen(header, bootId);
  const oldest = kept[0]?.id ?? last + 1;
  if (seen === null || seen + 1 < oldest) return [{ frame: 'event: reload\ndata: {}\n\n' }];
  return kept.filter((event) => event.id > seen);
}
