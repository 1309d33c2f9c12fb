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
    ledger.played(first!, 550);
    expect(ledger.heard('a', 650).heardMs).toBe(500);
  });

  it('takes a mark that comes a little late as held up on its way, and an earlier one as the truth', () => {
    const ledger = new PlaybackLedger();
    const marks = [1, 2, 3, 4].map(() => ledger.sent('a', 200, 0)!);
    ledger.played(marks[0]!, 220);
    expect(ledger.heard('a', 300).heardMs).toBe(280);
    ledger.played(marks[1]!, 465);
    expect(ledger.heard('a', 500).heardMs).toBe(480);
    ledger.played(marks[2]!, 600);
    expect(ledger.heard('a', 650).heardMs).toBe(650);
  });

  it('believes a mark that is late by more: play-out has stood still', () => {
    const ledger = new PlaybackLedger();
    const marks = [1, 2, 3].map(() => ledger.sent('a', 200, 0)!);
    ledger.played(marks[0]!, 200);
    ledger.played(marks[1]!, 451);
    expect(ledger.heard('a', 501).heardMs).toBe(450);
  });

  it('asks for a mark about every 200 ms, and behind the last audio', () => {
    const ledger = new PlaybackLedger();
    const marks = Array.from({ length: 15 }, (_, at) => ledger.sent('a', 20, at));
    expect(marks.filter((mark) => mark !== null)).toHaveLength(1);
    expect(marks[9]).not.toBeNull();
    const last = ledger.endOfAudio();
    expect(last).not.toBeNull();
    expect(ledger.endOfAudio()).toBeNull();
    ledger.played(last!, 300);
    expect(ledger.pending()).toBe(false);
    expect(ledger.heard('a', 400)).toEqual({ itemId: 'a', heardMs: 300, sentMs: 300 });
  });

  it('asks for none where nothing waits to be played', () => {
    const ledger = new PlaybackLedger();
    expect(ledger.endOfAudio()).toBeNull();
    ledger.sent('a', 100, 0);
    ledger.clear(50);
    expect(ledger.endOfAudio()).toBeNull();
    expect(ledger.sent('b', 100, 60)).toBeNull();
  });

  it('takes the way of the marks off, once a mark into silence has told it', () => {
    const ledger = new PlaybackLedger();
    const probe = ledger.probe(0);
    const first = ledger.sent('a', 400, 0);
    ledger.sent('a', 400, 0);
    ledger.played(probe!, 80);
    ledger.played(first!, 480);
    // What is played when a `clear` gets there: the way back is no play-out.
    expect(ledger.heard('a', 500).heardMs).toBe(500);
  });

  it('probes only into silence, one at a time, and keeps the shortest way', () => {
    const ledger = new PlaybackLedger();
    const slow = ledger.probe(0);
    expect(ledger.probe(10)).toBeNull();
    ledger.played(slow!, 300);
    const quick = ledger.probe(400);
    ledger.played(quick!, 450);
    const slowAgain = ledger.probe(500);
    ledger.played(slowAgain!, 700);
    const mark = ledger.sent('a', 300, 1_000);
    expect(ledger.probe(1_000)).toBeNull();
    ledger.sent('a', 300, 1_000);
    ledger.played(mark!, 1_400);
    expect(ledger.heard('a', 1_450).heardMs).toBe(400);
  });

  it('does not believe in a way of more than a second', () => {
    const ledger = new PlaybackLedger();
    ledger.played(ledger.probe(0)!, 1_001);
    const mark = ledger.sent('a', 300, 2_000);
    ledger.sent('a', 300, 2_000);
    ledger.played(mark!, 2_300);
    expect(ledger.heard('a', 2_400).heardMs).toBe(400);
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
    ledger.played(dropped!, 210);
    expect(ledger.heard('b', 300).heardMs).toBe(100);
  });

  it('starts anew when play-out ran dry before the next audio came', () => {
    const ledger = new PlaybackLedger();
    ledger.sent('a', 200, 0);
    ledger.sent('a', 200, 1_000);
    expect(ledger.heard('a', 1_050).heardMs).toBe(250);
  });

  it('agrees with a carrier that plays in real time behind any network, at every moment', () => {
    const chunk = fc.record({
      waitMs: fc.integer({ min: 0, max: 300 }),
      durationMs: fc.integer({ min: 20, max: 600 }),
      isLast: fc.boolean(),
    });
    const way = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(
        fc.array(chunk, { minLength: 1, maxLength: 20 }),
        fc.record({ thereMs: way, backMs: way }),
        fc.integer({ min: 0, max: 8_000 }),
        (chunks, { thereMs, backMs }, askAtMs) => {
          const ledger = new PlaybackLedger();
          let now = 0;
          let playsUntil = 0;
          let heard = 0;
          const marks: { at: number; mark: string }[] = [];
          const send = (mark: string | null, playedAt: number): void => {
            if (mark !== null) marks.push({ at: playedAt + backMs, mark });
          };
          const deliver = (until: number): void => {
            while (marks[0] && marks[0].at <= until) {
              const { at, mark } = marks.shift()!;
              ledger.played(mark, at);
            }
          };
          send(ledger.probe(0), thereMs);
          for (const { waitMs, durationMs, isLast } of chunks) {
            if (now + waitMs > askAtMs) break;
            now += waitMs;
            deliver(now);
            const startsAt = Math.max(now + thereMs, playsUntil);
            playsUntil = startsAt + durationMs;
            send(ledger.sent('item', durationMs, now), playsUntil);
            if (isLast) send(ledger.endOfAudio(), playsUntil);
            heard += Math.max(0, Math.min(durationMs, askAtMs + thereMs - startsAt));
          }
          deliver(askAtMs);
          expect(ledger.heard('item', askAtMs).heardMs).toBeCloseTo(heard, 6);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
