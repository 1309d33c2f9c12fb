import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldErrors } from '../../renderer/ui/field-errors.ts';
import { clockTime, duration, END_REASON, END_SHORT, money, phone } from '../../renderer/ui/words.ts';
import { atHour } from '../../renderer/ui/zones.ts';
import { endReason } from '../../server/contracts/call.ts';
import { tenantCreate } from '../../server/contracts/tenant.ts';

describe('plain words', () => {
  it('has them for every end of a call', () => {
    for (const reason of endReason.options) {
      expect(END_REASON[reason]).toBeTruthy();
      expect(END_SHORT[reason]).toBeTruthy();
    }
  });

  it.each([
    [0, '0:00'],
    [9_999, '0:09'],
    [75_000, '1:15'],
    [3_661_000, '1:01:01'],
    [-5, '0:00'],
  ])('%i ms on the clock is %s', (ms, text) => expect(clockTime(ms)).toBe(text));

  it.each([
    [38, '38 ms'],
    [1_310, '1.3 s'],
    [42_000, '42 s'],
    [75_400, '1 min 15 s'],
  ])('%i ms lasts %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('groups North American numbers, leaves others, and names withheld ones', () => {
    expect(phone('+15551234567')).toBe('+1 555 123 4567');
    expect(phone('+4930123456')).toBe('+4930123456');
    expect(phone('anonymous')).toBe('Withheld number');
    expect(phone('')).toBe('Withheld number');
  });

  it('does not show small costs as nothing', () => {
    expect(money(0)).toBe('$0.00');
    expect(money(0.0042)).toBe('$0.0042');
    expect(money(6.409)).toBe('$6.41');
  });

  it('puts each complaint at its field', () => {
    const errors = fieldErrors(tenantCreate, { businessName: '', contactName: 'Maria', email: 'x' });
    expect(Object.keys(errors).sort()).toEqual(['businessName', 'email']);
    expect(
      fieldErrors(tenantCreate, { businessName: 'A', contactName: 'M', email: 'm@example.com' }),
    ).toEqual({});
  });
});

describe('an hour of the day in a zone', () => {
  it('is that hour there, and not in the past', () => {
    const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns'];
    const within = { min: Date.UTC(2026, 4, 1), max: Date.UTC(2026, 7, 1) };
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer(within),
        fc.integer({ min: 0, max: 23 }),
        (zone, nowMs, hour) => {
          const at = new Date(atHour(hour, zone, nowMs));
          const shown = new Intl.DateTimeFormat('en-US', {
            hour: 'numeric',
            minute: 'numeric',
            hourCycle: 'h23',
            timeZone: zone,
          });
          expect(shown.format(at)).toBe(`${String(hour).padStart(2, '0')}:00`);
          expect(at.getTime()).toBeGreaterThan(nowMs - 60_000);
        },
      ),
    );
  });
});
