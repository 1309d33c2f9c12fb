import type { Notifier } from '../notify/notifier.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { DocumentStore } from '../store/store.ts';
import { DELIVERY, type StoredDelivery } from './documents.ts';
import type { Held } from './held.ts';

export interface AttemptParts {
  store: DocumentStore;
  clock: Clock;
  logger: Logger;
  notifier: Notifier;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Pauses after failed attempts; about a day together, then it is given up. */
const PAUSES_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 16 * HOUR_MS];
export const LONGEST_PAUSE_MS = Math.max(...PAUSES_MS);

/** What an attempt changes of a delivery. */
export type Verdict = Partial<Omit<StoredDelivery, 'id'>>;

/** Tries once to deliver. Resolves with what has to be noted of it, or with `null` when it was given up on the way. */
export async function attemptDelivery(parts: AttemptParts, held: Held): Promise<Verdict | null> {
  const { store, notifier } = parts;
  const { id, target } = held.delivery;
  const attempt = new AbortController();
  held.attempt = attempt;
  let problem: AppError | null = null;
  try {
    const body = await store.read(held.scope, (reader) => reader.get(DELIVERY, id));
    if (!body?.content || attempt.signal.aborted) return null;
    await notifier.send(held.scope, { id, target, content: body.content }, attempt.signal);
  } catch (error) {
    problem = error instanceof AppError ? error : unexpected(parts, error);
  } finally {
    if (held.attempt === attempt) held.attempt = null;
  }
  // What has arrived in spite of being given up must not be sent again.
  return problem !== null && attempt.signal.aborted ? null : judge(parts, held, problem);
}

function judge({ clock, logger }: AttemptParts, held: Held, problem: AppError | null): Verdict {
  const { channel } = held.delivery;
  const attempts = held.delivery.attempts + 1;
  const fields = { tenantId: held.scope.tenantId, channel, attempts };
  if (problem === null) {
    logger.info(fields, 'A delivery arrived');
    const deliveredAt = isoNow(clock);
    return { state: 'delivered', attempts, deliveredAt, nextAt: null, problem: null, content: null };
  }
  const { message } = problem;
  const pauseMs = problem.retryable ? PAUSES_MS[attempts - 1] : undefined;
  const isLast = pauseMs === undefined;
  logger.warn({ ...fields, isLast, personal: { problem: message } }, 'A delivery failed');
  if (isLast) return { state: 'failed', attempts, nextAt: null, problem: message };
  return { attempts, nextAt: new Date(clock.now() + pauseMs).toISOString(), problem: message };
}

/** A fault of this program: what it says is for the log. */
function unexpected({ logger }: AttemptParts, error: unknown): AppError {
  logger.error({ error: messageOf(error) }, 'A delivery met a fault of the program');
  return new AppError('unavailable', 'Something went wrong on this computer. The log says what.', {
    retryable: true,
  });
}
