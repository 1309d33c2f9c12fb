import { describe, expect, it } from 'vitest';
import { AnswerWaits } from '../../server/call/answer-waits.ts';

const idle = { busyMs: () => 0 };

describe('what a caller waits for', () => {
  it('is nothing but the model where no tool was used', () => {
    const waits = new AnswerWaits();
    expect(waits.answered(700, 1_000, idle)).toEqual({ waitMs: 700, toolMs: 0, tool: null, computerMs: 0 });
  });

  it('is the time in which tools were at work, each moment once, and the longest of them by name', () => {
    const waits = new AnswerWaits();
    waits.toolBegun('a', 'book', 1_000);
    waits.toolBegun('b', 'look_up', 1_100);
    waits.toolEnded('a', 1_300);
    waits.toolEnded('b', 1_900);
    // Asked for once more by a conversation that took over.
    waits.toolBegun('a', 'book', 2_000);
    waits.toolEnded('a', 2_900);
    expect(waits.answered(2_000, 2_500, idle)).toMatchObject({ toolMs: 900, tool: 'look_up' });
    expect(waits.answered(400, 3_000, idle)).toMatchObject({ toolMs: 0, tool: null });
  });

  it('counts a tool only as far as it was waited for, also one that is still at work', () => {
    const waits = new AnswerWaits();
    waits.toolBegun('a', 'book', 1_000);
    expect(waits.answered(500, 2_000, idle)).toMatchObject({ toolMs: 500, tool: 'book' });
    waits.toolEnded('a', 2_600);
    expect(waits.answered(800, 3_000, idle)).toMatchObject({ toolMs: 400, tool: 'book' });
  });

  it('is this computer where that stood still', () => {
    const waits = new AnswerWaits();
    const lag = { busyMs: (fromMs: number, toMs: number) => (fromMs === 200 && toMs === 1_000 ? 350 : 0) };
    expect(waits.answered(800, 1_000, lag).computerMs).toBe(350);
  });
});
