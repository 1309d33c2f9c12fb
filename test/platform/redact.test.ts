import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardWatch, redactCards, redactTexts, redactTurns } from '../../server/platform/redact.ts';

const REMOVED = '[card number removed]';
const CARDS = [
  '4111111111111111',
  '4222222222222',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '30569309025904',
  '3530111333300000',
  '6200000000000005',
];
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const spoken = (digits: string) => [...digits].map((digit) => WORDS[Number(digit)]).join(' ');
const inFours = (digits: string, sign = ' ') => (digits.match(/.{1,4}/g) ?? []).join(sign);

describe('card numbers', () => {
  it.each(CARDS)('%s is removed however it is written or said', (card) => {
    for (const form of [
      card,
      inFours(card),
      inFours(card, '-'),
      inFours(card, '. '),
      spoken(card),
      spoken(card).replaceAll(' ', ', '),
      `${inFours(card.slice(0, 8))} ${spoken(card.slice(8))}`,
      [...card].join(' '),
    ])
      expect(redactCards(`It is ${form}, thank you.`)).toBe(`It is ${REMOVED}, thank you.`);
  });

  it.each([
    ['four one double one triple one one one one one one one one one one', 'doubles'],
    ['forty one eleven eleven eleven eleven eleven eleven eleven', 'pairs'],
    ['quatre un un un, un un un un, un un un un, un un un un', 'French'],
    ['vier eins eins eins eins eins eins eins eins eins eins eins eins eins eins eins', 'German'],
    ['cuatro uno uno uno uno uno uno uno uno uno uno uno uno uno uno uno', 'Spanish'],
    ['４１１１ １１１１ １１１１ １１１１', 'wide digits'],
    ['٤١١١ ١١١١ ١١١١ ١١١١', 'Arabic digits'],
    ['4111 1111, uh, 1111 and then 1111', 'fillers'],
  ])('%s', (text) => {
    expect(redactCards(text)).toBe(REMOVED);
  });

  it('leaves what stands around the number', () => {
    expect(redactCards('Order 77, 4111 1111 1111 1111, 12/27 and 555 1234')).toBe(
      `Order 77, ${REMOVED}, 12/27 and 555 1234`,
    );
    expect(redactCards('4111111111111111 or 5555555555554444')).toBe(`${REMOVED} or ${REMOVED}`);
    expect(redactCards('41111111111111110927')).toBe(REMOVED);
    // Too many digits for a telephone.
    expect(redactCards('+4111 1111 1111 1111')).toBe(`+${REMOVED}`);
  });

  it.each([
    '+1 555 123 4567',
    '+4915123456789',
    '+378282246310005',
    '555 123 4567 or 555 987 6543',
    'order 1234567890123456',
    '4111 1111 1111 1112',
    '0044 7700 900 123',
    'a pension of four thousand one hundred',
    'Monday 9 to 5, Tuesday 10 to 6, 24 November 2026',
    '',
  ])('leaves %j as it is', (text) => {
    expect(redactCards(text)).toBe(text);
  });

  it('removes every valid number of a brand, and no number of 12 digits or fewer', () => {
    const visa = fc.stringMatching(/^4[0-9]{14}$/).map((start) => {
      const check = Array.from({ length: 10 }, (_, digit) => `${start}${digit}`);
      return check.find((digits) => luhn(digits)) ?? '';
    });
    fc.assert(fc.property(visa, (card) => redactCards(`x ${inFours(card)} y`) === `x ${REMOVED} y`));
    fc.assert(fc.property(fc.stringMatching(/^[0-9]{1,12}$/), (text) => redactCards(text) === text));
  });

  it('changes nothing but numbers, and nothing twice', () => {
    const bits = fc.constantFrom(
      '4111',
      '1111',
      ' ',
      '-',
      'four',
      ' one',
      'double ',
      '+',
      'and',
      'é',
      ' is ',
      REMOVED,
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 }),
        (parts) => {
          const text = parts.join('');
          const once = redactCards(text);
          expect(redactCards(once)).toBe(once);
          for (const [index, rest] of once.split(REMOVED).entries())
            expect(text.includes(rest), `part ${index}`).toBe(true);
        },
      ),
    );
  });

  it('needs no more than a few steps for each sign', () => {
    for (const text of [
      '1 '.repeat(50_000),
      '4'.repeat(100_000),
      'double '.repeat(30_000),
      '- '.repeat(50_000),
    ])
      expect(typeof redactCards(text)).toBe('string');
  });
});

function luhn(digits: string): boolean {
  const values = [...digits].reverse().map((digit, index) => Number(digit) * (index % 2 === 1 ? 2 : 1));
  return values.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

describe('a number read out in several turns', () => {
  const PIECES = [
    'My card is four one one one',
    'one one one one',
    'sorry, then 1111',
    'and double one double one',
  ];

  it('is removed from all of them', () => {
    expect(redactTurns([...PIECES, 'Thank you.'])).toEqual([
      `My card is ${REMOVED}`,
      REMOVED,
      `sorry, then ${REMOVED}`,
      `and ${REMOVED}`,
      'Thank you.',
    ]);
  });

  it('is told to a watcher when it is complete, with the turns to write anew', () => {
    const watch = new CardWatch();
    for (let turn = 0; turn < 40; turn += 1) expect(watch.add('Hello').rewrites).toEqual([]);
    for (const piece of PIECES.slice(0, 3)) expect(watch.add(piece)).toEqual({ text: piece, rewrites: [] });
    expect(watch.preview('and double one double one')).toBe(`and ${REMOVED}`);
    expect(watch.add(PIECES[3] ?? '')).toEqual({
      text: `and ${REMOVED}`,
      rewrites: [
        { index: 40, text: `My card is ${REMOVED}` },
        { index: 41, text: REMOVED },
        { index: 42, text: `sorry, then ${REMOVED}` },
      ],
    });
    expect(watch.add('one one one one')).toEqual({ text: 'one one one one', rewrites: [] });
  });

  it('leaves two telephone numbers alone', () => {
    const turns = ['My number is 555 123 4567', 'and my office has 555 987 6543'];
    expect(redactTurns(turns)).toEqual(turns);
  });
});

it('takes card numbers out of texts at any depth', () => {
  const value = { a: ['4111 1111 1111 1111', 1, null], b: { c: 'four', d: true, e: '+15551234567' } };
  expect(redactTexts(value)).toEqual({ ...value, a: [REMOVED, 1, null] });
});
