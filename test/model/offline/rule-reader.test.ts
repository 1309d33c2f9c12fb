import { describe, expect, it } from 'vitest';
import { agentSettings } from '../../../server/contracts/agent.ts';
import { callLearnings } from '../../../server/contracts/memory.ts';
import { callerMessage } from '../../../server/contracts/message.ts';
import { callReading } from '../../../server/contracts/reading.ts';
import type { Deeds } from '../../../server/model/after-call.ts';
import { createRuleReader } from '../../../server/model/offline/rule-reader.ts';

const reader = createRuleReader();
const callFields = agentSettings.shape.callFields;
const nothingDone: Deeds = { messages: [], booked: false, transferred: false };

interface Known {
  name?: string;
  facts?: string[];
  deeds?: Partial<Deeds>;
  fields?: Record<string, unknown>;
}

/** `A: ` lines are the agent's, all others the caller's. */
async function read(lines: string[], { name, facts, deeds, fields }: Known = {}) {
  const transcript = lines.map((line, index) => ({
    role: line.startsWith('A: ') ? ('agent' as const) : ('caller' as const),
    text: line.replace(/^A: /, ''),
    atMs: index * 1000,
  }));
  const insight = await reader.read({
    transcript,
    language: 'en',
    knownName: name ?? null,
    knownFacts: facts ?? [],
    knownMatters: [],
    callFields: callFields.parse({ type: 'object', properties: fields ?? {} }),
    deeds: { ...nothingDone, ...deeds },
  });
  callReading.parse(insight.reading);
  return insight;
}

async function learn(lines: string[], known: Known = {}) {
  return callLearnings.parse((await read(lines, known)).learnings);
}

describe('the rule reader', () => {
  it.each([
    [['My name is David Wilson.'], 'David Wilson'],
    [['A: May I have your name, please?', 'zaphod beeblebrox'], 'Zaphod Beeblebrox'],
    [['A: May I have your name, please?', 'What for?'], null],
    [['A: May I have your name, please?', 'Goodbye.'], null],
    [['My name is Dana.', 'A: May I have your name, please?', 'Bye-bye, thanks'], 'Dana'],
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
    expect((await learn(lines)).facts).toEqual([
      { text: 'Said: Please call me back tomorrow.', replaces: null },
    ]);
    expect((await learn(lines, { facts: ['Said: Please call me back tomorrow.'] })).facts).toEqual([]);
  });

  it('sums a call up in plain words', async () => {
    const lines = [
      'My name is Ann Lee',
      'What are your hours?',
      'are you a robot',
      'I need a quote for a roof.',
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
    const empty = { name: null, facts: [], preferences: [], openMatters: [], settledMatters: [] };
    expect(learnt).toEqual({ ...empty, summary });
  });

  it('stays within what memory can hold', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `I need ${index} ${'x'.repeat(900)}`);
    const { facts, summary } = await learn(lines);
    expect(facts.length).toBeLessThanOrEqual(5);
    expect(Math.max(...facts.map(({ text }) => text.length))).toBeLessThanOrEqual(300);
    expect(summary.length).toBeLessThanOrEqual(1000);
  });
});

const message = callerMessage.parse({
  name: 'Ann',
  text: 'Please mend the roof.',
  atMs: 1,
  callbackNumber: '+15551234567',
});

describe('what a call came to, by rule', () => {
  const appointment = { ...message, kind: 'appointment' as const };
  it.each([
    [['What are your hours?'], {}, 'answered'],
    [['Can I speak to Bob?'], {}, 'not-helped'],
    [['I need a quote'], {}, 'not-helped'],
    [['I need a quote'], { messages: [message] }, 'message-taken'],
    [['I need a quote'], { messages: [message, appointment] }, 'appointment-requested'],
    [['Can I speak to Bob?'], { messages: [message], transferred: true }, 'transferred'],
    [['Book it'], { booked: true, messages: [message] }, 'booked'],
    [['hello'], {}, 'abandoned'],
    [[], {}, 'abandoned'],
  ])('%j with %j', async (lines, deeds, outcome) => {
    expect((await read(lines, { deeds })).reading.outcome).toBe(outcome);
  });

  const MORE = 'A: A service visit costs 89 dollars. Is there anything else I can do for you?';
  it.each([
    ['How much is a service visit?', MORE],
    ['Hello, I need to know how much a service visit is', MORE],
    ['the price of a service visit', MORE],
    ['How much is a service visit?', 'A: That is 89 dollars, tax included.'],
  ])('counts what was answered from knowledge as answered, and names it: %s %s', async (asked, answer) => {
    const { learnings, reading } = await read([asked, answer, 'No, thank you. Goodbye.', 'A: Goodbye.']);
    expect(reading.outcome).toBe('answered');
    expect(learnings.summary).toBe(`The caller had a question answered: "${asked}".`);
  });

  it.each([
    ['How much is a service visit?', 'A: I am sorry, I did not understand. Could you say that again?'],
    ['How much is a service visit?', 'A: One moment, please.'],
    ['Yes.', 'A: Thank you. I have passed on your message. Is there anything else I can do for you?'],
    ['How much is a service visit?', 'A: What is your name?'],
    ['Thanks', 'A: You are welcome. Is there anything else I can do for you?'],
  ])('takes for no answered question: %s %s', async (asked, answer) => {
    const { learnings, reading } = await read([asked, answer]);
    expect(reading.outcome).toBe('abandoned');
    expect(learnings.summary).not.toContain('answered');
  });

  it('names what was not known', async () => {
    const lines = ['Do you repair slate roofs?', 'A: I can not answer that myself. Shall I pass it on?'];
    expect((await learn(lines)).summary).toBe(
      'The caller asked what was not known: "Do you repair slate roofs?".',
    );
  });

  it.each([
    [{ noCallBack: true, callbackNumber: null }, 'See to a message from Ann, who wants no call back: Please'],
    [{ confirmed: false }, 'Ring Ann back on +15551234567 about a message that was not confirmed: Please'],
  ])('says of a message what has to be done: %j', async (change, start) => {
    const { reading } = await read(['hello'], { deeds: { messages: [{ ...message, ...change }] } });
    expect(reading.followUps[0]).toContain(start);
  });

  it('has something to do of every message, which stays open', async () => {
    const { learnings, reading } = await read(['Please mend the roof.'], { deeds: { messages: [message] } });
    expect(reading.followUps).toEqual([
      'Ring Ann back on +15551234567 about a message: Please mend the roof.',
    ]);
    expect(learnings.openMatters).toEqual(['Please mend the roof.']);
  });

  it('lists what the agent did not know', async () => {
    const lines = [
      'Do you repair slate roofs?',
      'A: I can not answer that myself, but I can pass it on.',
      'What are your hours?',
      'A: Our hours are nine to five.',
      'I want to complain, do you hear?',
      'A: I do not know about that.',
    ];
    const { reading, unanswered } = await read(lines);
    expect(unanswered).toEqual(['Do you repair slate roofs?']);
    expect(reading.outcome).toBe('not-helped');
  });

  it.each([
    [['Perfect, thank you.'], 'positive'],
    [['That is not great.'], 'negative'],
    [['This is ridiculous!', 'Great.', 'Absolutely unacceptable.'], 'negative'],
    [['Thank you.'], 'neutral'],
    [['A: This is awful.', 'hello'], 'neutral'],
  ])('sentiment of %j', async (lines, sentiment) => {
    expect((await read(lines)).reading.sentiment).toBe(sentiment);
  });
});

describe('fields of the tenant, by rule', () => {
  const text = { type: 'string' };
  it.each([
    ['policyNumber', text, ['My policy number is 1 2 3 4.'], '1234'],
    ['policyNumber', text, ['My policy is expensive, I pay 1234.'], null],
    ['people', { type: 'integer' }, ['A table for four people'], 4],
    ['people', { type: 'integer' }, ['A table for people'], null],
    ['order_number', { type: 'number' }, ['order 77', 'no, order number is 78'], 78],
    ['phone', text, ['Ring me on five five five, 123 4567'], '5551234567'],
    ['callbackNumber', text, ['It is +1 555 123 4567.'], '+15551234567'],
    ['phone', text, ['A: Ours is 555 123 4567.', 'I see'], null],
    ['eMail', text, ['write to ann@example.com please'], 'ann@example.com'],
    ['preferredDate', text, ['On November 24th, 2026?'], 'November 24th, 2026'],
    ['day', text, ['Monday, no, next Tuesday'], 'next Tuesday'],
    ['day', text, ['whenever'], null],
    [
      'branch',
      { ...text, enum: ['North', 'South Side'] },
      ['the north one', 'or rather south-side'],
      'South Side',
    ],
    ['branch', { ...text, enum: ['North'] }, ['the northern one'], null],
    ['urgent', { type: 'boolean' }, ['it is urgent, yes', 'my name is Ann'], true],
    ['isEmergency', { type: 'boolean' }, ['it is not an emergency'], false],
    ['emergency', { type: 'boolean' }, ['my sink drips'], null],
    ['newPatient', { type: 'boolean' }, ['yes, it is urgent'], null],
  ])('%s as %j in %j', async (name, field, lines, value) => {
    expect((await read(lines, { fields: { [name]: field } })).reading.fields).toEqual({ [name]: value });
  });
});
