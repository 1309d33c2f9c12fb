import { FRAME_MS } from '../../contracts/mulaw.ts';
import type { Clock, Timer } from '../../platform/clock.ts';

/** After a longer standstill (a laptop asleep) time is not made up for. */
const MOST_CATCH_UP_TICKS = 50;

/**
 * Calls `run` each 20 ms of monotonic time. A late timer is made up for with more ticks, so that the pace does not
 * drift.
 */
export function startTicker(clock: Clock, run: () => void): Timer {
  let nextMs = clock.monotonic() + FRAME_MS;
  let timer: Timer;
  let cancelled = false;

  function wake(): void {
    const nowMs = clock.monotonic();
    if (nowMs - nextMs > MOST_CATCH_UP_TICKS * FRAME_MS) nextMs = nowMs;
    while (nextMs <= nowMs && !cancelled) {
      nextMs += FRAME_MS;
      run();
    }
    if (!cancelled) timer = clock.after(nextMs - nowMs, wake);
  }

  timer = clock.after(FRAME_MS, wake);
  return {
    cancel() {
      cancelled = true;
      timer.cancel();
    },
  };
}
