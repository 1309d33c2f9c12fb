import { describe, expect, it } from 'vitest';
import { trendDay } from '../../server/contracts/home.ts';
import type { CallOutcome } from '../../server/contracts/reading.ts';
import { type TransferOutcome, transferAttempt } from '../../server/contracts/transfer.ts';
import { startOfDay } from '../../server/usage/calendar.ts';
import { comparisons, trendsOf } from '../../server/usage/trends.ts';
import { finishedCall } from './calls.ts';

const at = (startedAt: string, more: Parameters<typeof finishedCall>[0] = {}) =>
  finishedCall({ startedAt: new Date(startedAt).toISOString(), ...more });
const answered = (...answerMs: number[]) => ({
  timings: { webhookMs: 1, joinMs: 1, greetingMs: 2, modelReadyMs: 3, answerMs, greetingCached: true },
});
const NEW_YORK = 'America/New_York';

describe('the start of a day', () => {
  it.each([
    ['2026-11-22', 'UTC', '2026-11-22T00:00:00Z'],
    ['2026-11-22', NEW_YORK, '2026-11-22T05:00:00Z'],
    // Summer time begins and ends on these.
    ['2026-03-08', NEW_YORK, '2026-03-08T05:00:00Z'],
    ['2026-03-09', NEW_YORK, '2026-03-09T04:00:00Z'],
    ['2026-11-02', NEW_YORK, '2026-11-02T05:00:00Z'],
    ['2026-11-22', 'Asia/Kathmandu', '2026-11-21T18:15:00Z'],
    ['2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00:00Z'],
    // Midnight does not exist on that day there.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
  ])('%s in %s', (day, zone, expected) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(new Date(expected).toISOString());
  });
});

describe('trends', () => {
  const nowMs = Date.parse('2026-11-22T03:00:00Z');

  it('sort calls into the days of the zone, up to today, without gaps', () => {
    const calls = [
      at('2026-11-22T04:59:00Z'),
      at('2026-11-21T04:59:59.999Z'),
      at('2026-11-21T05:00:00Z', { practice: true, durationMs: 30_000, costUsd: 0.01 }),
      at('2026-11-01T12:00:00Z'),
    ];
    const days = trendsOf(calls, { days: 7, timeZone: NEW_YORK, nowMs });
    expect(days.map(({ day, calls: real, practiceCalls }) => [day, real, practiceCalls])).toEqual([
      ['2026-11-15', 0, 0],
      ['2026-11-16', 0, 0],
      ['2026-11-17', 0, 0],
      ['2026-11-18', 0, 0],
      ['2026-11-19', 0, 0],
      ['2026-11-20', 1, 0],
      ['2026-11-21', 1, 1],
    ]);
    expect(days.at(-1)).toMatchObject({ minutes: 2, costUsd: 0.26, answerMedianMs: null, answerP90Ms: null });
  });

  it('tell the middle and the slow end of the answers of a day', () => {
    const calls = [
      at('2026-11-22T01:00:00Z', answered(900, 100, 300)),
      at('2026-11-22T02:00:00Z', answered(200)),
    ];
    expect(trendsOf(calls, { days: 7, timeZone: 'UTC', nowMs }).at(-1)).toMatchObject({
      answerMedianMs: 200,
      answerP90Ms: 900,
    });
  });

  it('tell what real calls of a day came to, and how they ended', () => {
    const read = (outcome: CallOutcome) => ({
      reading: { outcome, sentiment: 'neutral' as const, followUps: [], fields: {} },
    });
    const transfer = (outcome: TransferOutcome) =>
      transferAttempt.parse({ label: 'Ann', mode: 'warm', summary: '', atMs: 0, outcome });
    const flags = [{ kind: 'model-failed' as const, text: 'It failed.', atMs: 0 }];
    const calls = [
      at('2026-11-22T01:00:00Z', { ...read('booked'), flags }),
      // Somebody has looked at this one.
      at('2026-11-22T02:00:00Z', {
        ...read('booked'),
        ...{ endReason: 'agent-hung-up', flags, reviewedAt: '2026-11-22T03:00:00.000Z' },
      }),
      at('2026-11-22T02:10:00Z', {
        ...read('transferred'),
        endReason: 'transferred',
        transfers: [transfer('busy'), transfer('accepted')],
      }),
      at('2026-11-22T02:20:00Z', { endReason: 'stream-lost' }),
      at('2026-11-22T02:30:00Z', { ...read('answered'), flags, practice: true }),
      at('2026-11-21T02:30:00Z', read('abandoned')),
    ];
    const days = trendsOf(calls, { days: 7, timeZone: 'UTC', nowMs });
    expect(days.slice(-2)).toMatchObject([
      { outcomes: { abandoned: 1 }, endings: { 'caller-hung-up': 1 }, flagged: 0 },
      {
        outcomes: { booked: 2, transferred: 1 },
        endings: { 'caller-hung-up': 1, 'agent-hung-up': 1, transferred: 1, 'stream-lost': 1 },
        flagged: 1,
        transfers: { tried: 2, accepted: 1 },
      },
    ]);
    expect(days.at(-1)?.outcomes).not.toHaveProperty('answered');
    expect(trendDay.parse(days[0])).toMatchObject({ outcomes: {}, endings: {}, flagged: 0 });
  });

  it('are quick with ten thousand calls', () => {
    const calls = Array.from({ length: 10_000 }, (_, index) =>
      at(new Date(nowMs - index * 600_000).toISOString(), answered(index % 1000)),
    );
    const days = trendsOf(calls, { days: 90, timeZone: NEW_YORK, nowMs });
    expect(days).toHaveLength(90);
    expect(days.reduce((sum, { calls: real }) => sum + real, 0)).toBe(10_000);
  });
});

describe('comparisons', () => {
  it('hold today against yesterday, and the month against the same days of the last, to the same time', () => {
    const calls = [
      at('2026-11-22T09:00:00Z'),
      at('2026-11-21T09:00:00Z'),
      at('2026-11-21T11:00:00Z'),
      at('2026-10-01T00:00:00Z'),
      at('2026-10-22T09:59:00Z'),
      at('2026-10-22T10:01:00Z'),
      at('2026-10-30T10:00:00Z'),
    ];
    const { today, month } = comparisons(calls, {
      timeZone: 'UTC',
      nowMs: Date.parse('2026-11-22T10:00:00Z'),
    });
    expect([today.now.calls, today.before.calls]).toEqual([1, 1]);
    expect([month.now.calls, month.before.calls]).toEqual([3, 2]);
  });

  it('hold the end of a long month against the whole of a short one', () => {
    const calls = [at('2026-02-28T23:00:00Z'), at('2026-02-28T08:00:00Z'), at('2026-03-01T00:30:00Z')];
    const { month } = comparisons(calls, { timeZone: 'UTC', nowMs: Date.parse('2026-03-31T10:00:00Z') });
    expect([month.now.calls, month.before.calls]).toEqual([1, 1]);
  });
});
