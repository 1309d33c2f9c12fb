import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../server/contracts/call.ts';
import { type RunningCall, UsageMeter } from '../../server/usage/meter.ts';
import { ManualClock } from '../manual-clock.ts';
import { finishedCall } from './calls.ts';

const HOUR_MS = 3_600_000;
const NOTHING = { dayMinutes: 0, monthMinutes: 0, dayUsd: 0, monthUsd: 0, calls: 0 };
const newYork = { id: 1, timeZone: 'America/New_York' };

function meterAt(now: string, calls: CallSummary[] = [], running: RunningCall[] = []) {
  const clock = new ManualClock(now);
  const meter = new UsageMeter(clock);
  for (const call of calls) meter.take(call);
  meter.follow(() => running);
  return { meter, clock };
}

describe('the meter', () => {
  it('adds up by day and month, per tenant and for the appliance', () => {
    const { meter, clock } = meterAt('2026-11-10T12:00:00.000Z', [
      finishedCall(),
      finishedCall({ startedAt: '2026-11-09T10:00:00.000Z' }),
      finishedCall({ startedAt: '2026-10-09T10:00:00.000Z' }),
      finishedCall({ tenantId: 2 }),
      finishedCall({ practice: true }),
    ]);
    expect(meter.ofTenant({ id: 1, timeZone: 'UTC' })).toEqual({
      dayMinutes: 1.5,
      monthMinutes: 3,
      dayUsd: 0.5,
      monthUsd: 0.75,
      calls: 0,
    });
    expect(meter.ofAppliance()).toEqual({
      dayMinutes: 3,
      monthMinutes: 4.5,
      dayUsd: 0.75,
      monthUsd: 1,
      calls: 0,
    });
    expect(meter.ofTenant({ id: 3, timeZone: 'UTC' })).toEqual(NOTHING);
    clock.advance(12 * HOUR_MS);
    expect(meter.ofTenant({ id: 1, timeZone: 'UTC' })).toMatchObject({
      dayMinutes: 0,
      dayUsd: 0,
      monthMinutes: 3,
    });
    clock.advance(20 * 24 * HOUR_MS);
    expect(meter.ofTenant({ id: 1, timeZone: 'UTC' })).toEqual(NOTHING);
  });

  it('goes by the tenant’s calendar, on days of 25 and 23 hours too', () => {
    const at = (startedAt: string) => finishedCall({ startedAt, durationMs: 60_000 });
    // On 1 November the clocks of New York go back: the day lasts from 04:00Z to 05:00Z of the next.
    const autumn = [
      at('2026-11-01T03:59:59.999Z'),
      at('2026-11-01T04:00:00.000Z'),
      at('2026-11-02T04:59:59.999Z'),
    ];
    expect(meterAt('2026-11-02T04:59:59.999Z', autumn).meter.ofTenant(newYork)).toMatchObject({
      dayMinutes: 2,
      monthMinutes: 2,
    });
    expect(meterAt('2026-11-02T05:00:00.000Z', autumn).meter.ofTenant(newYork)).toMatchObject({
      dayMinutes: 0,
    });
    // On 8 March they go forward: from 05:00Z to 04:00Z.
    const spring = [
      at('2026-03-08T04:59:59.999Z'),
      at('2026-03-08T05:00:00.000Z'),
      at('2026-03-09T03:59:59.999Z'),
    ];
    expect(meterAt('2026-03-09T03:59:59.999Z', spring).meter.ofTenant(newYork)).toMatchObject({
      dayMinutes: 2,
    });
    expect(meterAt('2026-03-09T04:00:00.000Z', spring).meter.ofTenant(newYork)).toMatchObject({
      dayMinutes: 0,
    });
  });

  it('follows a tenant into another time zone', () => {
    const { meter } = meterAt('2026-11-10T23:30:00.000Z', [
      finishedCall({ startedAt: '2026-11-10T22:59:00.000Z' }),
    ]);
    expect(meter.ofTenant({ id: 1, timeZone: 'UTC' }).dayMinutes).toBe(1.5);
    expect(meter.ofTenant({ id: 1, timeZone: 'Europe/Berlin' }).dayMinutes).toBe(0);
    meter.take(finishedCall({ startedAt: '2026-11-10T23:10:00.000Z' }));
    expect(meter.ofTenant({ id: 1, timeZone: 'Europe/Berlin' }).dayMinutes).toBe(1.5);
    expect(meter.ofTenant({ id: 1, timeZone: 'UTC' }).dayMinutes).toBe(3);
  });

  it('takes a call in again when it has changed, without counting it twice', () => {
    const call = finishedCall();
    const { meter } = meterAt('2026-11-10T12:00:00.000Z', [call, { ...call, costUsd: 0.75 }]);
    expect(meter.ofAppliance()).toMatchObject({ dayMinutes: 1.5, dayUsd: 0.75 });
  });

  it('counts calls in progress: practice as a call and in money, not in minutes', () => {
    const running = { callSid: 'CAa', tenantId: 1, startedAt: '2026-11-10T11:58:00.000Z', costUsd: 0.1 };
    const { meter } = meterAt(
      '2026-11-10T12:00:00.000Z',
      [],
      [
        { ...running, practice: false, elapsedMs: 120_000 },
        { ...running, callSid: 'CAb', practice: true, elapsedMs: 60_000 },
        { ...running, callSid: 'CAc', tenantId: 2, practice: false, elapsedMs: 0 },
      ],
    );
    const spent = meter.ofTenant({ id: 1, timeZone: 'UTC' });
    expect(spent).toMatchObject({ dayMinutes: 2, monthMinutes: 2, calls: 2 });
    expect(spent.dayUsd).toBeCloseTo(0.2, 12);
    expect(meter.ofAppliance().calls).toBe(3);
  });

  it('counts a call once that is filed and still in progress, and one over midnight where it began', () => {
    const call = finishedCall({ startedAt: '2026-11-09T23:59:00.000Z', durationMs: 60_000, costUsd: 0.1 });
    const running = { ...call, elapsedMs: 180_000, costUsd: 0.4 };
    const { meter } = meterAt('2026-11-09T23:59:59.000Z', [call], [running]);
    expect(meter.ofAppliance()).toMatchObject({ dayMinutes: 3, monthMinutes: 3, dayUsd: 0.4, calls: 1 });
    const after = meterAt('2026-11-10T00:02:00.000Z', [call], [running]).meter.ofAppliance();
    expect(after).toMatchObject({ dayMinutes: 0, dayUsd: 0, monthMinutes: 3, calls: 1 });
  });

  it('comes to the same sums in whatever order calls are taken in', () => {
    const calls = fc.array(
      fc.record({
        sid: fc.integer({ min: 1, max: 5 }),
        hour: fc.integer({ min: 0, max: 70 }),
        minutes: fc.integer({ min: 0, max: 90 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(calls, (drawn) => {
        const { meter } = meterAt('2026-11-02T12:00:00.000Z');
        const kept = new Map<number, { hour: number; minutes: number }>();
        for (const { sid, hour, minutes } of drawn) {
          kept.set(sid, { hour, minutes });
          const startedAt = new Date(Date.parse('2026-10-31T00:00:00.000Z') + hour * HOUR_MS).toISOString();
          meter.take(finishedCall({ callSid: `CA${sid}`, startedAt, durationMs: minutes * 60_000 }));
        }
        const sum = (from: number) =>
          [...kept.values()]
            .filter(({ hour }) => hour >= from)
            .reduce((total, { minutes }) => total + minutes, 0);
        expect(meter.ofTenant({ id: 1, timeZone: 'UTC' })).toMatchObject({
          dayMinutes: sum(48),
          monthMinutes: sum(24),
        });
      }),
    );
  });
});
