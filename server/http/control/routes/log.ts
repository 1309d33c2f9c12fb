import type { LogLine } from '../../../contracts/log.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { LogRing } from '../../../platform/log-ring.ts';
import type { ControlApp } from '../parts.ts';
import { beginServerSent, lastSeen } from '../server-sent.ts';

/** Lines that are sent as one event; of what is kept there are thousands. */
const AT_ONCE = 500;
/** All lines that are kept may be waiting for a slow reader. */
const MOST_PENDING_BYTES = 16 * 1024 * 1024;

interface LogRouteParts {
  log: LogRing;
  clock: Clock;
  bootId: string;
}

/** `GET /api/log/stream`: the log as it is written, after `Last-Event-ID` or from the oldest line that is kept. */
export function logRoutes(app: ControlApp, { log, clock, bootId }: LogRouteParts): void {
  app.get('/api/log/stream', { schema: { hide: true } }, (request, reply) => {
    const send = beginServerSent(reply, {
      clock,
      mostPendingBytes: MOST_PENDING_BYTES,
      onClose: () => stop(),
    });
    const tell = (lines: readonly LogLine[]): void => {
      const last = lines.at(-1);
      if (last) send(`id: ${bootId}-${last.sequence}\nevent: lines\ndata: ${JSON.stringify(lines)}\n\n`);
    };
    const missed = log.since(lastSeen(request.headers['last-event-id'], bootId) ?? 0);
    for (let from = 0; from < missed.length; from += AT_ONCE) tell(missed.slice(from, from + AT_ONCE));
    const stop = log.on((line) => tell([line]));
  });
}
