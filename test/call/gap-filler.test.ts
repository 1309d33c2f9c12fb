import { describe, expect, it } from 'vitest';
import { GapFiller } from '../../server/call/gap-filler.ts';

describe('GapFiller', () => {
  it('adds nothing to an unbroken stream', () => {
    const gaps = new GapFiller();
    for (let frame = 0; frame < 50; frame += 1) {
      expect(gaps.frame(frame * 20, frame * 20)).toBe(0);
      expect(gaps.tick(frame * 20 + 10)).toBe(0);
    }
  });

  it('stands in for frames that are missing between two others', () => {
    const gaps = new GapFiller();
    gaps.frame(0, 0);
    expect(gaps.frame(100, 100)).toBe(4);
  });

  it('gives out silence while nothing comes, and does not give it out again when the hole is seen', () => {
    const gaps = new GapFiller();
    gaps.frame(0, 0);
    const given = gaps.tick(200) + gaps.tick(300) + gaps.tick(400);
    expect(given).toBe(20);
    // 480 ms are missing after frame 0; 400 of them were given out.
    expect(gaps.frame(500, 500)).toBe(4);
  });

  it('gives out no more than three seconds', () => {
    const gaps = new GapFiller();
    gaps.frame(0, 0);
    let given = 0;
    for (let now = 100; now <= 20_000; now += 100) given += gaps.tick(now);
    expect(given * 20).toBeLessThanOrEqual(3_100);
    expect(new GapFiller().frame(60_000, 0)).toBe(0);
  });

  it('waits for the first frame', () => {
    expect(new GapFiller().tick(10_000)).toBe(0);
  });

  it('leaves the caller’s words whole when the program stood still for a while', () => {
    const gaps = new GapFiller();
    for (let now = 0; now <= 200; now += 20) {
      gaps.frame(now, now);
      if (now % 100 === 0) gaps.tick(now);
    }
    // A timer that is late fires before what came meanwhile is read.
    expect(gaps.tick(1_500)).toBe(0);
    for (let frame = 220; frame <= 1_500; frame += 20) expect(gaps.frame(frame, 1_501)).toBe(0);
    expect(gaps.tick(1_600)).toBe(0);
    // Where really nothing came, the silence is given out once time goes on.
    expect(gaps.tick(1_700)).toBeGreaterThan(0);
  });

  it('gives out silence soon after a standstill where the line then fell silent', () => {
    const gaps = new GapFiller();
    gaps.frame(0, 0);
    gaps.tick(0);
    // What came meanwhile was read before the late timer fired.
    for (let frame = 20; frame <= 1_480; frame += 20) gaps.frame(frame, 1_499);
    expect(gaps.tick(1_500)).toBe(0);
    expect(gaps.tick(1_600)).toBe(0);
    expect(gaps.tick(1_700)).toBe(10);
  });

  it('takes frames that were only late without adding to them', () => {
    const gaps = new GapFiller();
    gaps.frame(0, 0);
    gaps.tick(300);
    for (let frame = 1; frame <= 15; frame += 1) expect(gaps.frame(frame * 20, 310)).toBe(0);
    expect(gaps.tick(320)).toBe(0);
    expect(gaps.tick(420)).toBe(0);
    expect(gaps.tick(520)).toBe(10);
  });
});
