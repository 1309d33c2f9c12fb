import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRightAnswer } from '../../server/memory/check-answer.ts';

describe('an answer to the check', () => {
  it.each([
    ['Rex', 'rex.'],
    ['Zoë', 'ZOE'],
    ['Blue Door', 'bluedoor'],
    ['AB 12 34', 'a b one two three four'],
    ['4711', 'four seven double one'],
    ['1234', 'twelve thirty four'],
    ['3 April 1980', 'April third, nineteen eighty'],
    ['3 April 1980', 'the 3rd of April 80'],
    ['1980-04-03', '3 avril 1980'],
    ['03/04/1980', '3 April 1980'],
    ['3.4.1980', '04/03/1980'],
    ['21 May 2004', 'May twenty first 2004'],
    ['3 April 1980', 'zero three zero four one nine eight zero'],
  ])('%j is answered by %j', (right, said) => {
    expect(isRightAnswer(right, said)).toBe(true);
    expect(isRightAnswer(said, right)).toBe(true);
  });

  it.each([
    ['Rex', 'Rex or Max'],
    ['Rex', 'Re'],
    ['Rex', ''],
    ['4711', '471'],
    ['4711', '47110'],
    ['3 April 1980', '4 April 1980'],
    ['3 April 1980', 'April 1980'],
    ['3 April 1980', '3 April 1981'],
    ['3 April 1980', '3 April 1980 or 4 April 1980'],
    ['31 June 1980', '1 July 1980'],
    ['***', '**'],
  ])('%j is not answered by %j', (right, said) => {
    expect(isRightAnswer(right, said)).toBe(false);
  });

  it('is right as it stands, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => isRightAnswer(text, text)));
    fc.assert(fc.property(fc.string({ minLength: 1 }), (text) => !isRightAnswer(text, `${text}x`)));
  });
});
