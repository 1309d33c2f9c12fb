import { describe, expect, it } from 'vitest';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import { recallable } from '../../server/memory/sensitive.ts';

const AT = '2026-03-01T10:00:00.000Z';
const fact = (text: string, callSid: string | null = null, sensitive = false) => ({
  text,
  callSid,
  at: AT,
  sensitive,
});
const memory: CallerMemory = {
  namespace: 'customer_1_user_15551234567',
  tenantId: 1,
  caller: '+15551234567',
  profile: {
    name: 'Dana',
    preferences: ['Mornings', 'No talk of the DÉBTS'],
    language: 'en',
    checkAnswer: 'Rex',
  },
  facts: [
    fact('Has two dogs'),
    fact('Lives in Oslo', 'CA1', true),
    fact('Waits for a diagnosis'),
    fact('Rex is a dog'),
  ],
  openMatters: [fact('Send the brochure'), fact('Medical report is missing', 'CA2')],
  summaries: [
    { text: 'Asked a price.', callSid: 'CA0', at: AT },
    { text: 'Told where she lives.', callSid: 'CA1', at: AT },
    { text: 'Spoke about diagnoses.', callSid: 'CA3', at: AT },
  ],
  callCount: 4,
  lastCallAt: AT,
};
const policy = (...sensitive: string[]) => ({ keepDays: null, sensitive, check: 'What is your dog called?' });

describe('what may be told before the check', () => {
  it('has nothing marked, on a topic, or giving the answer away, and not the answer', () => {
    const recall = recallable(memory, policy('diagnosis', 'medical', 'debts'));
    expect(recall.memory).toEqual({
      ...memory,
      profile: { name: 'Dana', preferences: ['Mornings'], language: 'en', checkAnswer: null },
      facts: [fact('Has two dogs')],
      openMatters: [fact('Send the brochure')],
      summaries: [memory.summaries[0]],
    });
    expect(recall.withheld).toEqual({
      preferences: ['No talk of the DÉBTS'],
      facts: ['Lives in Oslo', 'Waits for a diagnosis', 'Rex is a dog'],
      openMatters: ['Medical report is missing'],
      summaries: ['Told where she lives.', 'Spoke about diagnoses.'],
    });
  });

  it('is everything where nothing is sensitive', () => {
    const plain = {
      ...memory,
      profile: { ...memory.profile, checkAnswer: null },
      facts: [fact('Has two dogs')],
    };
    expect(recallable(plain, policy())).toEqual({ memory: plain, withheld: null });
  });

  it.each([
    ['debt', 'In debts of old', true],
    ['debt', 'INDEBTED', false],
    ['pregnancy', 'She is pregnant', true],
    ['HIV', 'Takes hiv drugs', true],
    ['cat', 'Two cats', true],
    ['cat', 'A catalogue', false],
    ['court case', 'Has a Court Cases file', true],
    ['court case', 'A case in court', false],
    ['Gehälter', 'fragt nach dem gehalter', true],
    ['病気', '彼女は病気です', true],
    ['--', 'anything', false],
  ])('topic %j in %j: %s', (topic, text, found) => {
    const recall = recallable({ ...memory, facts: [fact(text)] }, policy(topic));
    expect(recall.withheld?.facts.includes(text) ?? false).toBe(found);
  });
});
