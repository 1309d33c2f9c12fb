import { describe, expect, it } from 'vitest';
import { runBounded, TooSlow } from '../../server/platform/bounded.ts';

/** Stands still without working, as on a computer that is busy with something else. */
function standStill(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}

describe('bounded work', () => {
  it('gives what the work returns, and what it throws', () => {
    expect(runBounded(1_000, () => 7)).toBe(7);
    const fault = new RangeError('out');
    const failing = () =>
      runBounded(1_000, () => {
        throw fault;
      });
    expect(failing).toThrow(fault);
  });

  it('is stopped when it works too long, and not begun again', () => {
    let begun = 0;
    const endless = (): never => {
      begun += 1;
      for (;;);
    };
    let workedMs = 0;
    const worked = (): number => {
      workedMs += 1_000;
      return workedMs;
    };
    expect(() => runBounded(50, endless, worked)).toThrow(TooSlow);
    expect(begun).toBe(1);
    expect(() => runBounded(50, () => /^(a+)+$/.test(`${'a'.repeat(60)}b`))).toThrow(TooSlow);
  });

  it('begins anew what the computer gave no time to', () => {
    let begun = 0;
    const work = (): string => {
      begun += 1;
      if (begun < 3) standStill();
      return 'done';
    };
    expect(runBounded(50, work, () => 0)).toBe('done');
    expect(begun).toBeGreaterThanOrEqual(3);
  });

  it('gives up on a computer that never gives it time', () => {
    expect(() => runBounded(20, standStill, () => 0)).toThrow(TooSlow);
  });
});
