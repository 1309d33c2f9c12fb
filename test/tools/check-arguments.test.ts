import { describe, expect, it } from 'vitest';
import { checkedArguments } from '../../server/tools/check-arguments.ts';

const booking = {
  type: 'object',
  properties: {
    date: { type: 'string', format: 'date' },
    people: { type: 'integer', minimum: 1, maximum: 12 },
    room: { enum: ['hall', 'garden'] },
  },
  required: ['date'],
  additionalProperties: false,
};

describe('arguments of a model', () => {
  it('go through when they fit', () => {
    const args = { date: '2026-05-01', people: 4, room: 'hall' };
    expect(checkedArguments(booking, args)).toEqual(args);
    expect(
      checkedArguments({ ...booking, $schema: 'http://json-schema.org/draft-07/schema#' }, args),
    ).toEqual(args);
    const modern = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...booking };
    expect(checkedArguments(modern, args)).toEqual(args);
  });

  it.each([
    [{}, 'date'],
    [{ date: 'tomorrow' }, 'date must match format'],
    [{ date: '2026-05-01', people: 0 }, 'people must be >= 1'],
    [{ date: '2026-05-01', room: 'cellar' }, 'hall, garden'],
    [{ date: '2026-05-01', admin: true }, 'additional properties'],
    ['2026-05-01', 'one JSON object'],
    [null, 'one JSON object'],
    [[], 'one JSON object'],
    [{ date: 'x'.repeat(20_000) }, 'too long'],
  ])('are refused with a reason to the model: %j', (args, reason) => {
    expect(() => checkedArguments(booking, args)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringContaining(reason) }),
    );
  });

  it('are not repeated in the reason', () => {
    expect(() => checkedArguments(booking, { date: 'hush-4711' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hush-4711') }),
    );
  });

  it.each([
    [{ type: 'object', properties: { x: { type: 'strin' } } }, "can’t|can't be used"],
    [{ type: 'object', properties: { x: { type: 'string', pattern: '(' } } }, 'used'],
    [{ type: 'object', properties: { x: { $ref: 'https://elsewhere.example/schema.json' } } }, 'used'],
    [{ type: 'object', description: 'x'.repeat(40_000) }, 'longer than'],
    [{ type: 'object', $ref: '#' }, 'takes too long'],
  ])('can’t be checked against a schema that is no good', (schema, reason) => {
    expect(() => checkedArguments(schema, { x: 'y' })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(reason) }),
    );
  });

  it('hold nobody up, whatever the pattern or the references', () => {
    const pattern = { type: 'object', properties: { x: { type: 'string', pattern: '^(a+)+$' } } };
    expect(() => checkedArguments(pattern, { x: `${'a'.repeat(60)}!` })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining('too long') }),
    );
    expect(checkedArguments(pattern, { x: 'aaa' })).toEqual({ x: 'aaa' });
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/d${level + 1}` };
        return [`d${level}`, { anyOf: [next, next] }];
      }),
    );
    const bomb = { type: 'object', $ref: '#/$defs/d0', $defs: { ...doubling, d40: { required: ['never'] } } };
    expect(() => checkedArguments(bomb, {})).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });

  it('meet a schema that is read anew when the computer was busy with something else', () => {
    let looks = 0;
    const properties = {
      get date() {
        looks += 1;
        // The first look is at the length; the second is the reading, which gets no time until it is stopped.
        if (looks === 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
        return { type: 'string' };
      },
    };
    expect(checkedArguments({ type: 'object', properties }, { date: '1 May' })).toEqual({ date: '1 May' });
    expect(looks).toBeGreaterThan(2);
  });

  it('are checked once more when the computer was busy with something else', () => {
    let looks = 0;
    const args = {
      get date() {
        looks += 1;
        // The first look is at the length; the second is the check, which gets no time until it is stopped.
        if (looks === 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
        return '2026-05-01';
      },
    };
    expect(checkedArguments(booking, args)).toBe(args);
    expect(looks).toBeGreaterThan(2);
  });
});
