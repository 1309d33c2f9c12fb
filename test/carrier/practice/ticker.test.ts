import { describe, expect, test } from 'vitest';
import { startTicker } from '../../../server/carrier/practice/ticker.ts';
import type { Clock } from '../../../server/platform/clock.ts';
import { ManualClock } from '../../manual-clock.ts';

/** A clock whose timers fire when they are told to, however late. */
function lateClock() {
  let nowMs = 0;
  let due: { atMs: number; run: () => void } | null = null;
  const clock: Pick<Clock, 'monotonic' | 'after'> = {
    monotonic: () => nowMs,
    after(delayMs, run) {
      due = { atMs: nowMs + delayMs, run };
      return { cancel: () => (due = null) };
    },
  };
  return {
    // The ticker uses nothing else of a clock.
    clock: clock as Clock,
    fireAt(ms: number) {
      nowMs = ms;
      const { run } = due ?? { run: () => {} };
      due = null;
      run();
    },
    dueAt: () => due?.atMs ?? null,
  };
}

describe('the ticker', () => {
  test('ticks each 20 ms until it is cancelled', () => {
    const clock = new ManualClock();
    let ticks = 0;
    const ticker = startTicker(clock, () => (ticks += 1));
    clock.advance(19);
    expect(ticks).toBe(0);
    clock.advance(1);
    expect(ticks).toBe(1);
    clock.advance(1_000);
    expect(ticks).toBe(51);
    ticker.cancel();
    clock.advance(1_000);
    expect(ticks).toBe(51);
    expect(clock.pending).toBe(0);
  });

  test('makes up for late timers and does not drift', () => {
    const late = lateClock();
    let ticks = 0;
    startTicker(late.clock, () => (ticks += 1));
    late.fireAt(27);
    expect([ticks, late.dueAt()]).toEqual([1, 40]);
    late.fireAt(101);
    expect([ticks, late.dueAt()]).toEqual([5, 120]);
  });

  test('does not make up for a long standstill', () => {
    const late = lateClock();
    let ticks = 0;
    startTicker(late.clock, () => (ticks += 1));
    late.fireAt(60_000);
    expect([ticks, late.dueAt()]).toEqual([1, 60_020]);
  });

  test('may be cancelled from within', () => {
    const late = lateClock();
    let ticks = 0;
    const ticker = startTicker(late.clock, () => {
      ticks += 1;
      ticker.cancel();
    });
    late.fireAt(100);
    expect([ticks, late.dueAt()]).toEqual([1, null]);
  });
});
