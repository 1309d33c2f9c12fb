import type { Clock } from './clock.ts';

/** Something that is done again and again. */
export interface Rounds {
  /** No further round. Resolves once the one under way has come to its end. */
  close(): Promise<void>;
}

/**
 * Does something now and every so often, one round at a time. `round` must not reject; once its signal is aborted it should
 * leave the rest to the next start.
 */
export function startRounds(
  clock: Clock,
  periodMs: number,
  round: (signal: AbortSignal) => Promise<void>,
): Rounds {
  const over = new AbortController();
  let underWay: Promise<void> | null = null;
  const begin = (): void => {
    underWay ??= round(over.signal).finally(() => {
      underWay = null;
    });
  };
  begin();
  const timer = clock.every(periodMs, begin);
  return {
    async close() {
      timer.cancel();
      over.abort();
      await underWay;
    },
  };
}
