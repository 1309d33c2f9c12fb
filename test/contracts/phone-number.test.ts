import { describe, expect, it } from 'vitest';
import { e164, writtenNumber } from '../../server/contracts/phone-number.ts';

describe('a number that a person writes', () => {
  it.each(['+1 212 555 0123', '+1 (212) 555-0123', ' +1.212.555.0123 ', '+12125550123'])(
    'is taken from “%s”',
    (text) => {
      expect(writtenNumber.parse(text)).toBe('+12125550123');
    },
  );

  it.each([
    '212 555 0123',
    '+1 212',
    '+1 212 555 0123 ext 4',
    '+12125550123,+12125550124',
    '+１２１２５５５０１２３',
  ])('is refused as “%s”, with an example', (text) => {
    expect(writtenNumber.safeParse(text).error?.issues[0]?.message).toContain('+15551234567');
  });

  it('is not what a carrier writes: there each sign counts', () => {
    expect(e164.safeParse('+1 212 555 0123').success).toBe(false);
  });
});
