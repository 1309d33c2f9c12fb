import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import { quoteMemory } from '../../server/memory/quote.ts';

const AT = '2026-03-01T10:00:00.000Z';

const written = (text: string) => ({ text, callSid: null, at: AT, sensitive: false });

function memoryOf(
  facts: string[],
  summaries: string[],
  preferences: string[] = [],
  openMatters: string[] = [],
): CallerMemory {
  return {
    namespace: 'customer_1_user_15551234567',
    tenantId: 1,
    caller: '+15551234567',
    profile: { name: 'Dana', preferences, language: null, checkAnswer: null },
    openMatters: openMatters.map(written),
    facts: facts.map(written),
    summaries: summaries.map((text, index) => ({ text, callSid: `CA${index}`, at: AT })),
    callCount: 2,
    lastCallAt: AT,
  };
}

describe('a quoted memory', () => {
  it('is JSON of what is remembered, without the number', () => {
    const text = quoteMemory(memoryOf(['A "fact"'], ['Rang.'], ['Mornings'], ['Ring back']));
    expect(JSON.parse(text)).toEqual({
      name: 'Dana',
      earlierCalls: 2,
      lastCall: '2026-03-01',
      openMatters: ['Ring back'],
      preferences: ['Mornings'],
      facts: ['A "fact"'],
      summaries: ['2026-03-01: Rang.'],
    });
    expect(text).not.toContain('5551234567');
  });

  it('stays one line without tags, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (fact) => {
        const text = quoteMemory(memoryOf([fact], []));
        expect(text).not.toMatch(/[\n\r\u2028\u2029<>]/);
        expect(JSON.parse(text).facts).toEqual([fact]);
      }),
    );
  });

  it('has the last three summaries', () => {
    const text = quoteMemory(memoryOf([], ['1', '2', '3', '4', '5']));
    expect(JSON.parse(text).summaries).toEqual(['3', '4', '5'].map((call) => `2026-03-01: ${call}`));
  });

  it('drops the oldest of what does not fit, open matters last', () => {
    const many = (label: string) =>
      Array.from({ length: 20 }, (_, index) => `${label}${index} ${'x'.repeat(80)}`);
    const all = memoryOf(many('fact'), many('call'), [], many('matter'));
    for (const limit of [4_000, 3_700, 2_000, 1_000, 200]) {
      const text = quoteMemory(all, limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      const { name, facts, openMatters, summaries } = JSON.parse(text);
      expect(name).toBe('Dana');
      if (summaries.length > 0) {
        expect(facts).toHaveLength(20);
        expect(summaries.at(-1)).toContain('call19');
      }
      if (facts.length > 0) {
        expect(facts.at(-1)).toContain('fact19');
        expect(openMatters).toHaveLength(20);
      }
      if (openMatters.length > 0) expect(openMatters.at(-1)).toContain('matter19');
    }
  });
});
