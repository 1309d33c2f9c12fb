import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaybackLedger } from '../../server/call/playback-ledger.ts';

describe('PlaybackLedger', () => {
  it('follows the clock between marks', () => {
    const ledger = new PlaybackLedger();
    ledger.sent('a', 1_000, 0);
    expect(ledger.heard('a', 250)).toEqual({ itemId: 'a', heardMs: 250, sentMs: 1_000 });
  });

  it('never claims more than was sent, however long a mark stays away', () => {
    const ledger = new PlaybackLedger();
    ledger.sent('a', 400, 0);
    expect(ledger.heard('a', 5_000).heardMs).toBe(400);
  });

  it('lets a mark correct the clock', () => {
    const ledger = new PlaybackLedger();
    const first = ledger.sent('a', 400, 0);
    ledger.sent('a', 400, 0);
    // The carrier began 150 ms late: its first mark comes at 550, not at 400.
    ledger.played(first, 550);
    expect(ledger.heard('a', 650).heardMs).toBe(500);
  });

  it('counts each item by itself', () => {
    const ledger = new PlaybackLedger();
    ledger.sent('a', 300, 0);
    ledger.sent('b', 300, 0);
    expect(ledger.clear(450)).toEqual([
      { itemId: 'a', heardMs: 300, sentMs: 300 },
      { itemId: 'b', heardMs: 150, sentMs: 300 },
    ]);
    expect(ledger.pending()).toBe(false);
    expect(ledger.heard('b', 9_999).heardMs).toBe(150);
  });

  it('takes marks that come back after a clear for what they are: nothing', () => {
    const ledger = new PlaybackLedger();
    const dropped = ledger.sent('a', 500, 0);
    ledger.clear(100);
    ledger.sent('b', 500, 200);
    ledger.played(dropped, 210);
    expect(ledger.heard('b', 300).heardMs).toBe(100);
  });

  it('starts anew when play-out ran dry before the next audio came', () => {
    const ledger = new PlaybackLedger();
    ledger.sent('a', 200, 0);
    ledger.sent('a', 200, 1_000);
    expect(ledger.heard('a', 1_050).heardMs).toBe(250);
  });

  it('agrees with a carrier that plays in real time, at every moment, within the chunk being played', () => {
    const chunk = fc.record({
      waitMs: fc.integer({ min: 0, max: 300 }),
      durationMs: fc.integer({ min: 20, max: 600 }),
    });
    fc.assert(
      fc.property(
        fc.array(chunk, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 8_000 }),
        (chunks, askAtMs) => {
          const ledger = new PlaybackLedger();
          let now = 0;
          let playsUntil = 0;
          let heard = 0;
          const marks: { at: number; mark: string }[] = [];
          const deliver = (until: number): void => {
            while (marks[0] && marks[0].at <= until) {
              const { at, mark } = marks.shift()!;
              ledger.played(mark, at);
            }
          };
          for (const { waitMs, durationMs } of chunks) {
            if (now + waitMs > askAtMs) break;
            now += waitMs;
            deliver(now);
            const startsAt = Math.max(now, playsUntil);
            playsUntil = startsAt + durationMs;
            marks.push({ at: playsUntil, mark: ledger.sent('item', durationMs, now) });
            heard += Math.max(0, Math.min(durationMs, askAtMs - startsAt));
          }
          deliver(askAtMs);
          expect(ledger.heard('item', Math.max(now, askAtMs)).heardMs).toBeCloseTo(heard, 6);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
