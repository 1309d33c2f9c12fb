import { describe, expect, it } from 'vitest';
import { LimitWatch, type Standing } from '../../server/call/limits.ts';
import { type Caps, NO_CAPS } from '../../server/contracts/caps.ts';
import type { Spending } from '../../server/contracts/usage.ts';
import { ManualClock } from '../manual-clock.ts';

const UNUSED: Spending = { dayMinutes: 0, monthMinutes: 0, dayUsd: 0, monthUsd: 0, calls: 1 };

function watchCall(caps: Partial<Caps>, over: Partial<Standing> = {}) {
  const clock = new ManualClock();
  const watch = new LimitWatch();
  return {
    clock,
    check: (now: Partial<Standing> = {}) =>
      watch.check({
        nowMs: clock.monotonic(),
        elapsedMs: clock.monotonic(),
        costUsd: 0,
        practice: false,
        tenant: { caps: { ...NO_CAPS, ...caps }, spent: UNUSED },
        appliance: { caps: NO_CAPS, spent: UNUSED },
        ...over,
        ...now,
      }),
  };
}

describe('the watch over a call’s limits', () => {
  it('warns the moment the minutes are up, and ends the call within a minute of it', () => {
    const { clock, check } = watchCall({ callMinutes: 10 });
    clock.advance(599_999);
    expect(check()).toEqual({ verdict: 'fine' });
    clock.advance(1);
    expect(check()).toEqual({ verdict: 'warn', limit: 'tenant-call-minutes' });
    clock.advance(37_999);
    expect(check()).toEqual({ verdict: 'warn', limit: 'tenant-call-minutes' });
    clock.advance(1);
    // With twenty seconds at most of goodbye that makes less than sixty.
    expect(check()).toEqual({ verdict: 'end', limit: 'tenant-call-minutes' });
  });

  it('knows each limit of the tenant and of the appliance', () => {
    const spent = { dayMinutes: 60, monthMinutes: 600, dayUsd: 5, monthUsd: 50, calls: 1 };
    const limits: [string, Partial<Caps>, Partial<Caps>][] = [
      ['call-money', { callUsd: 2 }, { callUsd: 2.01 }],
      ['day-minutes', { dayMinutes: 60 }, { dayMinutes: 60.01 }],
      ['month-minutes', { monthMinutes: 600 }, { monthMinutes: 600.01 }],
      ['day-money', { dayUsd: 5 }, { dayUsd: 5.01 }],
      ['month-money', { monthUsd: 50 }, { monthUsd: 50.01 }],
    ];
    for (const [name, reached, near] of limits)
      for (const whose of ['tenant', 'appliance'] as const) {
        const against = (caps: Partial<Caps>) =>
          watchCall({}).check({ costUsd: 2, [whose]: { caps: { ...NO_CAPS, ...caps }, spent } });
        expect([name, against(near)]).toEqual([name, { verdict: 'fine' }]);
        expect(against(reached)).toEqual({ verdict: 'warn', limit: `${whose}-${name}` });
      }
  });

  it('lets a call go on when the limit is lifted, or the day is over, and counts anew after that', () => {
    const { clock, check } = watchCall({});
    const atCap = { tenant: { caps: { ...NO_CAPS, dayUsd: 1 }, spent: { ...UNUSED, dayUsd: 1 } } };
    expect(check(atCap).verdict).toBe('warn');
    clock.advance(30_000);
    expect(check().verdict).toBe('fine');
    clock.advance(30_000);
    expect(check(atCap).verdict).toBe('warn');
    clock.advance(37_000);
    expect(check(atCap).verdict).toBe('warn');
    clock.advance(1_000);
    expect(check(atCap).verdict).toBe('end');
  });

  it('ends when another call uses up what was left, whoever warned whom', () => {
    const { clock, check } = watchCall({ callMinutes: 1 });
    clock.advance(60_000);
    expect(check().verdict).toBe('warn');
    clock.advance(38_000);
    const applianceToo = { appliance: { caps: { ...NO_CAPS, dayUsd: 1 }, spent: { ...UNUSED, dayUsd: 9 } } };
    expect(check(applianceToo)).toEqual({ verdict: 'end', limit: 'tenant-call-minutes' });
  });

  it('holds practice calls to the minutes of a call and to money, not to the minutes of a day', () => {
    const day = { caps: { ...NO_CAPS, dayMinutes: 1 }, spent: { ...UNUSED, dayMinutes: 2 } };
    expect(watchCall({}, { practice: true }).check({ tenant: day }).verdict).toBe('fine');
    expect(watchCall({ callMinutes: 1 }, { practice: true }).check({ elapsedMs: 60_000 }).verdict).toBe(
      'warn',
    );
    const money = { caps: { ...NO_CAPS, dayUsd: 1 }, spent: { ...UNUSED, dayUsd: 2 } };
    expect(watchCall({}, { practice: true }).check({ tenant: money }).verdict).toBe('warn');
  });
});
