import { describe, expect, it } from 'vitest';
import { LagWatch } from '../../server/platform/lag-watch.ts';
import { ManualClock } from '../manual-clock.ts';

/** A clock that can stand still for a while: nothing that falls due meanwhile is run before its end. */
class SleepyClock extends ManualClock {
  #sleptMs = 0;

  override monotonic(): number {
    return super.monotonic() + this.#sleptMs;
  }
  sleep(ms: number): void {
    this.#sleptMs += ms;
  }
}

describe('a watch for standstills', () => {
  it('finds none while timers come on time', () => {
    const clock = new SleepyClock();
    const watch = new LagWatch(clock);
    clock.advance(10_000);
    expect(watch.latest).toBeNull();
    expect(watch.busyMs(0, 10_000)).toBe(0);
  });

  it('tells when one was, and how much of a time it took', () => {
    const clock = new SleepyClock();
    const watch = new LagWatch(clock);
    clock.advance(1_000);
    clock.sleep(800);
    // What was due is only just being run.
    expect(watch.busyMs(0, 2_000)).toBe(700);
    clock.advance(100);
    expect(watch.latest).toEqual({ fromMs: 1_100, lastedMs: 800 });
    clock.advance(1_000);
    expect(watch.busyMs(0, 1_500)).toBe(400);
    expect(watch.busyMs(1_500, 5_000)).toBe(400);
    expect(watch.busyMs(1_950, 5_000)).toBe(0);
  });

  it('forgets what is long past, and looks no more once it is closed', () => {
    const clock = new SleepyClock();
    const watch = new LagWatch(clock);
    clock.sleep(500);
    clock.advance(100);
    expect(watch.latest).not.toBeNull();
    clock.advance(200_000);
    expect(watch.latest).toBeNull();
    watch.close();
    expect(clock.pending).toBe(0);
  });
});
