import { describe, expect, it } from 'vitest';
import { runBench } from './bench.ts';
import { asTable, Report } from './report.ts';
import { readStamp, stampedAudio } from './stamp.ts';
import { median, percentile } from './statistics.ts';

describe('the benchmarks', () => {
  it('come to a figure in every row', async () => {
    const rows = await runBench({
      rounds: 1,
      webhooks: 2,
      greetings: 1,
      loads: [
        { calls: 1, pieceMs: 20 },
        { calls: 10, pieceMs: 100 },
      ],
      loadSeconds: 1,
      settlingMs: 1_700,
      memory: { few: 1, many: 2, seconds: 0.1 },
      bargeIns: { calls: 2, perCall: 1 },
      outages: { pickUps: 1, drops: 1, freezes: 1 },
      onProgress: () => {},
    });
    for (const { name, ringhouse, floor } of rows) {
      expect.soft(ringhouse, name).toSatisfy(Number.isFinite);
      if (!/^(Truncations|Outage)/.test(name)) expect.soft(floor, name).toSatisfy(Number.isFinite);
    }
    expect(rows.length).toBe(28);
  }, 300_000);

  it('put medians of the rounds beside each other and say whether an aim is met', () => {
    const report = new Report();
    for (const value of [1, 9, 3]) report.add('ringhouse', 'Time', 'ms', value, { timesFloor: 2 });
    for (const value of [2, 1]) report.add('floor', 'Time', 'ms', value);
    report.add('ringhouse', 'Share', '%', 99, { atLeast: 100 });
    expect(report.rows()).toMatchObject([
      { name: 'Time', ringhouse: 3, floor: 1.5, ratio: 2, met: true },
      { name: 'Share', ringhouse: 99, floor: null, ratio: null, met: false },
    ]);
    expect(asTable(report.rows())).toMatch(/^Time +ms +3\.00 +1\.50 +2\.00 +≤ 2 × floor +met$/m);
  });

  it('take percentiles by rank', () => {
    const samples = [5, 1, 4, 2, 3];
    expect([percentile(samples, 0.5), percentile(samples, 0.99), percentile(samples, 1)]).toEqual([3, 5, 5]);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('know their own audio by its stamp', () => {
    const text = `"payload":"${stampedAudio(20, 65_535, 1234.5)}"`;
    expect(readStamp(text, '"payload":"'.length)).toEqual({ callNumber: 65_535, sentAtMs: 1234.5 });
    expect(Buffer.from(stampedAudio(20, 1, 0), 'base64')).toHaveLength(160);
    expect(readStamp(Buffer.alloc(160, 0xff).toString('base64'), 0)).toBeNull();
    expect(readStamp('', 0)).toBeNull();
  });
});
