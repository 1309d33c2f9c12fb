import { describe, expect, it } from 'vitest';
import { callLearnings } from '../../../server/contracts/memory.ts';
import { createRuleReader } from '../../../server/model/offline/rule-reader.ts';

const reader = createRuleReader();

/** `A: ` lines are the agent's, all others the caller's. */
async function learn(lines: string[], known: { name?: string; facts?: string[] } = {}) {
  const transcript = lines.map((line, index) => ({
    role: line.startsWith('A: ') ? ('agent' as const) : ('caller' as const),
    text: line.replace(/^A: /, ''),
    atMs: index * 1000,
  }));
  const { learnings } = await reader.read({
    transcript,
    language: 'en',
    knownName: known.name ?? null,
    knownFacts: known.facts ?? [],
  });
  return callLearnings.parse(learnings);
}

describe('the rule reader', () => {
  it.each([
    [['My name is David Wilson.'], 'David Wilson'],
    [['A: May I have your name, please?', 'zaphod beeblebrox'], 'Zaphod Beeblebrox'],
    [['A: May I have your name, please?', 'What for?'], null],
    [['A: What is your name, then?', 'no, it is Bob Stone'], 'Bob Stone'],
    [['This is about my order'], null],
    [["I'm happy with it"], null],
    [['A: This is Sarah. How can I help?', 'hello'], null],
    [['A: Is your name Sue?', '[unclear]'], null],
    [['My name is Ann', 'My name is Ann Lee'], 'Ann Lee'],
  ])('learns the name of %j', async (lines, name) => {
    expect((await learn(lines)).name).toBe(name);
  });

  it('keeps a name that is known', async () => {
    expect((await learn(['hello'], { name: 'Ann Lee' })).name).toBe('Ann Lee');
  });

  it('notes requests in the words of the caller, once', async () => {
    const lines = ['What are your hours?', 'Please call me back tomorrow.', 'Please call me back tomorrow.'];
    expect((await learn(lines)).facts).toEqual(['Said: Please call me back tomorrow.']);
    expect((await learn(lines, { facts: ['Said: Please call me back tomorrow.'] })).facts).toEqual([]);
  });

  it('sums a call up in plain words', async () => {
    const lines = [
      'My name is Ann Lee',
      'What are your hours?',
      'are you a robot',
      'I need a quote for a roof',
    ];
    expect((await learn(lines)).summary).toBe(
      'Ann Lee asked for the opening hours, asked whether this is an AI and said: "I need a quote for a roof".',
    );
  });

  it.each([
    [[], 'The caller said nothing that was understood.'],
    [['[unclear]', ' '], 'The caller said nothing that was understood.'],
    [['hello'], 'The caller called without a request that was understood.'],
    [['can I leave a message'], 'The caller wanted to leave a message.'],
  ])('invents nothing: %j', async (lines, summary) => {
    const learnt = await learn(lines);
    expect(learnt).toEqual({ name: null, facts: [], preferences: [], summary });
  });

  it('stays within what memory can hold', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `I need ${index} ${'x'.repeat(900)}`);
    const { facts, summary } = await learn(lines);
    expect(facts.length).toBeLessThanOrEqual(5);
    expect(Math.max(...facts.map(({ text }) => text.length))).toBeLessThanOrEqual(300);
    expect(summary.length).toBeLessThanOrEqual(1000);
  });
});
