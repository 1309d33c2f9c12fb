import { describe, expect, it } from 'vitest';
import { isOtherAnswer, toolAnswerThen, turnsOf } from '../../../server/call/rehearsal/replay-turns.ts';
import { memoryUntil } from '../../../server/call/replay-memory.ts';
import type { Turn } from '../../../server/contracts/call.ts';
import type { CallerMemory } from '../../../server/contracts/memory.ts';

const agent = (text: string, atMs: number, interrupted?: boolean): Turn => ({
  role: 'agent',
  text,
  atMs,
  ...(interrupted && { interrupted }),
});
const caller = (text: string, atMs: number): Turn => ({ role: 'caller', text, atMs });

describe('the lines of a call', () => {
  it('stand with what was answered; the greeting answers nothing', () => {
    const transcript = [
      agent('Welcome.', 0),
      caller('Hello,', 1_000),
      caller('are you open?', 2_000),
      agent('Yes.', 3_000),
      agent('Until five.', 4_000),
      caller('Where?', 5_000),
      agent('Main Str', 6_000, true),
      caller('Bye.', 7_000),
    ];
    const rest = { now: null, tools: [], changed: null };
    expect(turnsOf({ transcript })).toEqual([
      {
        caller: 'Hello, are you open?',
        atMs: 1_000,
        before: 'Yes. Until five.',
        interrupted: false,
        ...rest,
      },
      { caller: 'Where?', atMs: 5_000, before: 'Main Str', interrupted: true, ...rest },
    ]);
  });

  it('are none where nothing was answered', () => {
    expect(turnsOf({ transcript: [agent('Welcome.', 0), caller('Hello?', 1_000)] })).toEqual([]);
  });
});

describe('an answer', () => {
  const turn = (before: string, interrupted = false) => ({
    ...{ caller: 'Open?', atMs: 0, now: null, tools: [], changed: null },
    before,
    interrupted,
  });
  it.each([
    ['Yes, we are open.', 'yes we are open', false],
    ['Yes, we are open.', 'Yes, we are open now.', true],
    ['Yes, we are open.', '', true],
  ])('%j against %j', (before, now, changed) => {
    expect(isOtherAnswer(turn(before), now)).toBe(changed);
  });

  it('that was interrupted is held against as much of the new one', () => {
    expect(isOtherAnswer(turn('Yes, we are', true), 'Yes, we are open until five.')).toBe(false);
    expect(isOtherAnswer(turn('Yes, we are', true), 'Yes, from nine until five.')).toBe(true);
    expect(isOtherAnswer(turn('Yes, we are', true), 'Yes.')).toBe(true);
  });

  it('of a tool is what became of it in the call, at that line', () => {
    const use = (name: string, atMs: number, ok: boolean) => ({ name, atMs, tookMs: 5, ok });
    const tools = [use('book', 1_500, true), use('send', 1_600, false), use('late', 3_000, true)];
    const answer = toolAnswerThen({ tools }, { ...turn('Done.'), atMs: 1_000 }, 2_000);
    expect(answer('book')).toMatchObject({ ok: true });
    expect(answer('send')).toMatchObject({ error: expect.stringContaining('did not work') });
    expect(answer('late')).toMatchObject({ error: expect.stringContaining('was not run') });
  });
});

describe('the memory of a caller', () => {
  const at = (day: number) => `2026-03-0${day}T12:00:00.000Z`;
  const fact = (text: string, day: number) => ({ text, callSid: null, at: at(day), sensitive: false });
  const digest = (text: string, day: number) => ({ text, callSid: 'CA1', at: at(day) });
  const memory: CallerMemory = {
    namespace: 'customer_1_user_15551230001',
    tenantId: 1,
    caller: '+15551230001',
    profile: { name: 'Ann', preferences: [], language: null, checkAnswer: null },
    facts: [fact('Has a dog.', 1), fact('Has a cat.', 3)],
    openMatters: [fact('Wants a call.', 3)],
    summaries: [digest('Asked for a time.', 1), digest('Asked again.', 3)],
    callCount: 2,
    lastCallAt: at(3),
  };

  it('is without what was learnt since', () => {
    expect(memoryUntil(memory, Date.parse(at(2)))).toEqual({
      ...memory,
      facts: [fact('Has a dog.', 1)],
      openMatters: [],
      summaries: [digest('Asked for a time.', 1)],
      callCount: 1,
      lastCallAt: at(1),
    });
  });

  it('was none before all of it', () => {
    expect(memoryUntil(memory, Date.parse(at(1)))).toBeNull();
  });
});
