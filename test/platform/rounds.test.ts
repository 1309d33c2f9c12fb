import { expect, it } from 'vitest';
import { startRounds } from '../../server/platform/rounds.ts';
import { ManualClock } from '../manual-clock.ts';

/** Rounds that end when they are told to. */
function begin() {
  const clock = new ManualClock();
  const ends: PromiseWithResolvers<void>[] = [];
  const signals: AbortSignal[] = [];
  const rounds = startRounds(clock, 1_000, (signal) => {
    const end = Promise.withResolvers<void>();
    ends.push(end);
    signals.push(signal);
    return end.promise;
  });
  const endLast = async (): Promise<void> => {
    ends.at(-1)?.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { clock, ends, signals, rounds, endLast };
}

it('begins at once, and again after every period, but never while a round is under way', async () => {
  const { clock, ends, rounds, endLast } = begin();
  expect(ends).toHaveLength(1);
  clock.advance(3_000);
  expect(ends).toHaveLength(1);
  await endLast();
  clock.advance(1_000);
  expect(ends).toHaveLength(2);
  await endLast();
  await rounds.close();
});

it('tells the round under way that it is over, waits for it, and begins no other', async () => {
  const { clock, ends, signals, rounds, endLast } = begin();
  const order: string[] = [];
  const closed = rounds.close().then(() => order.push('closed'));
  expect(signals[0]?.aborted).toBe(true);
  await Promise.resolve();
  order.push('ended');
  await endLast();
  await closed;
  expect(order).toEqual(['ended', 'closed']);
  clock.advance(5_000);
  expect(ends).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
