import { describe, expect, it } from 'vitest';
import type { Turn } from '../../server/contracts/call.ts';
import { type CallLearnings, callerMemory } from '../../server/contracts/memory.ts';
import type { StoredMemory } from '../../server/memory/document.ts';
import { afterLesson, afterPatch, withoutLesson } from '../../server/memory/learning.ts';

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => `${day}T10:00:00.000Z`);
const [MONDAY = '', TUESDAY = '', WEDNESDAY = ''] = DAYS;
const nothing: StoredMemory = {
  namespace: 'customer_1_user_15551234567',
  tenantId: 1,
  caller: '+15551234567',
  profile: { name: null, preferences: [], language: null, checkAnswer: null },
  facts: [],
  openMatters: [],
  summaries: [],
  callCount: 0,
  lastCallAt: null,
  learnt: [],
  wrongAnswers: null,
};
const fact = (text: string, replaces: string | null = null) => ({ text, replaces });

let calls = 0;
/** `A: ` lines are the agent's, all others the caller's. */
function call(
  memory: StoredMemory,
  at: string,
  said: string[],
  learnt: Partial<CallLearnings>,
): StoredMemory {
  calls += 1;
  const learnings: CallLearnings = {
    name: null,
    facts: [],
    preferences: [],
    openMatters: [],
    settledMatters: [],
    summary: '',
    ...learnt,
  };
  const transcript: Turn[] = said.map((line, index) => ({
    role: line.startsWith('A: ') ? 'agent' : 'caller',
    text: line.replace(/^A: /, ''),
    atMs: index,
  }));
  const after = afterLesson(memory, { callSid: `CA${calls}`, learnings, at, transcript, language: null });
  callerMemory.parse(after);
  return after;
}
const texts = (facts: { text: string }[]) => facts.map(({ text }) => text);

describe('a caller with three calls', () => {
  const first = call(
    nothing,
    MONDAY,
    ['I am Dana, I live in Oslo.', 'Send me the offer for the roof, please.'],
    {
      name: 'Dana',
      facts: [fact('Lives in Oslo')],
      openMatters: ['Wants the offer for the roof'],
      summary: 'Asked for an offer.',
    },
  );
  const second = call(first, TUESDAY, ['I have moved to Bergen, and call me Dee.', 'And my gutter leaks.'], {
    name: 'Dee',
    facts: [fact('Lives in Bergen', 'Lives in Oslo')],
    openMatters: ['The gutter leaks', 'wants the OFFER for the roof.'],
    summary: 'Moved.',
  });
  const third = call(second, WEDNESDAY, ['The offer for the roof came, thank you.'], {
    settledMatters: ['Wants the offer for the roof', 'The gutter leaked'],
    summary: 'Got the offer.',
  });

  it('is known by the name last given, by what holds now, and by what is still open', () => {
    expect(third.profile.name).toBe('Dee');
    expect(texts(third.facts)).toEqual(['Lives in Bergen']);
    expect(texts(second.openMatters)).toEqual(['Wants the offer for the roof', 'The gutter leaks']);
    expect(texts(third.openMatters)).toEqual(['The gutter leaks']);
    expect(texts(third.summaries)).toEqual(['Asked for an offer.', 'Moved.', 'Got the offer.']);
  });

  it('is known with the call that each fact came from', () => {
    expect(first.facts[0]).toMatchObject({ callSid: first.learnt[0], at: MONDAY });
    expect(third.facts[0]).toMatchObject({ callSid: second.learnt[1], at: TUESDAY });
  });
});

describe('a contradiction', () => {
  const known = call(nothing, TUESDAY, ['I live in Oslo.'], { facts: [fact('Lives in Oslo')] });
  const moved = ['I live in Bergen now.'];

  it('is added where it does not name the known fact word for word', () => {
    const after = call(known, WEDNESDAY, moved, { facts: [fact('Lives in Bergen', 'lives in oslo')] });
    expect(texts(after.facts)).toEqual(['Lives in Oslo', 'Lives in Bergen']);
  });

  it('does not change what a person wrote', () => {
    const written = afterPatch(
      nothing,
      { facts: [{ text: 'Lives in Oslo' }], openMatters: [{ text: 'Owes 50' }] },
      MONDAY,
    );
    const after = call(written, WEDNESDAY, moved, {
      facts: [fact('Lives in Bergen', 'Lives in Oslo')],
      settledMatters: ['Owes 50'],
    });
    expect(texts(after.facts)).toEqual(['Lives in Oslo']);
    expect(texts(after.openMatters)).toEqual(['Owes 50']);
  });

  it('keeps the mark of what it replaces', () => {
    const marked = afterPatch(known, { facts: [{ text: 'Lives in Oslo', sensitive: true }] }, TUESDAY);
    const after = call(marked, WEDNESDAY, moved, { facts: [fact('Lives in Bergen', 'Lives in Oslo')] });
    expect(after.facts).toMatchObject([{ text: 'Lives in Bergen', sensitive: true }]);
  });

  it('of an earlier call that is read late changes nothing', () => {
    const after = call(known, MONDAY, moved, { facts: [fact('Lives in Bergen', 'Lives in Oslo')] });
    expect(texts(after.facts)).toEqual(['Lives in Oslo']);
  });

  it('with the same words is none', () => {
    const after = call(known, WEDNESDAY, ['Oslo'], { facts: [fact('lives in Oslo!', 'Lives in Oslo')] });
    expect(after.facts).toEqual(known.facts);
  });
});

describe('nothing is invented', () => {
  const said = [
    'A: Acme Dental, this is Sarah. Would Tuesday at 15 suit you, Dana?',
    'Yes. I have two dogs, and my number is five five five one two three four.',
    'Ich möchte einen neuen Zahnarzttermin für Müller.',
    '私は東京に住んでいます',
  ];
  it.each([
    ['Has two dogs', true],
    ['Has 2 dogs', true],
    ['Has three dogs', false],
    ['Has 12 dogs', false],
    ['Her number is 5551234', true],
    ['Her number is 555 1234', true],
    ['Her number is 5551235', false],
    ['The number of Dana is known', true],
    ['The number of Robert is known', false],
    ['Möchte einen Termin für Müller', true],
    ['Möchte einen Termin für Schulze', false],
    ['東京に住んでいる', true],
    ['大阪出身', false],
    ['Is allergic to nuts', false],
    ['Would like Tuesday at 15', false],
    ['Is glad about Sarah', false],
  ])('%j: %s', (text, isKept) => {
    const after = call(nothing, MONDAY, said, {
      facts: [fact(text)],
      preferences: [text],
      openMatters: [text],
    });
    const kept = isKept ? [text] : [];
    expect([texts(after.facts), after.profile.preferences, texts(after.openMatters)]).toEqual([
      kept,
      kept,
      kept,
    ]);
  });

  it('not the name either', () => {
    expect(call(nothing, MONDAY, said, { name: 'Bob' }).profile.name).toBeNull();
    expect(call(nothing, MONDAY, said, { name: 'Dana Scully' }).profile.name).toBe('Dana Scully');
    expect(call(nothing, MONDAY, ['M. A. R. I. A.'], { name: 'Maria' }).profile.name).toBe('Maria');
  });

  it('and a card number is never kept', () => {
    const card = 'My card is 4111 1111 1111 1111';
    const after = call(nothing, MONDAY, [card], { facts: [fact(card)], summary: card, openMatters: [card] });
    expect(JSON.stringify(after)).not.toContain('1111');
    expect(texts(after.summaries)).toEqual(['My card is [card number removed]']);
  });
});

it('keeps 20 open matters, what people wrote longest, and no more than 20 facts of one call', () => {
  const written = afterPatch(nothing, { openMatters: [{ text: 'written' }] }, MONDAY);
  const said = Array.from({ length: 30 }, (_, index) => `matter number ${100 + index}`);
  const first = call(written, MONDAY, said, {
    openMatters: said.slice(0, 15),
    facts: said.map((text) => fact(text)),
  });
  const after = call(first, TUESDAY, said, { openMatters: said.slice(15) });
  expect(texts(after.openMatters)).toEqual(['written', ...said.slice(11)]);
  expect(after.facts).toHaveLength(20);
});

describe('a list that a person changed', () => {
  const known = call(nothing, MONDAY, ['I live in Oslo. Call me in the mornings.'], {
    facts: [fact('Lives in Oslo')],
    preferences: ['Mornings'],
    openMatters: ['Call in the mornings'],
  });
  const seen = {
    facts: texts(known.facts),
    openMatters: texts(known.openMatters),
    preferences: known.profile.preferences,
  };
  const since = call(known, TUESDAY, ['I live in Bergen, I have a dog. Call me in the evenings.'], {
    facts: [fact('Lives in Bergen', 'Lives in Oslo'), fact('Has a dog')],
    preferences: ['Evenings'],
    openMatters: ['Call in the evenings'],
    settledMatters: ['Call in the mornings'],
  });

  it('keeps what a call taught meanwhile, and brings nothing back that it took out', () => {
    const patch = {
      facts: [{ text: 'Lives in Oslo', sensitive: true }, { text: 'Pays late' }],
      openMatters: [{ text: 'Call in the mornings' }],
      profile: { preferences: ['Mornings', 'By text'] },
    };
    const after = afterPatch(since, { ...patch, seen }, WEDNESDAY);
    expect(texts(after.facts)).toEqual(['Pays late', 'Lives in Bergen', 'Has a dog']);
    expect(after.facts.at(-1)).toEqual(since.facts.at(-1));
    expect(texts(after.openMatters)).toEqual(['Call in the evenings']);
    expect(after.profile.preferences).toEqual(['Mornings', 'By text', 'Evenings']);
    // Without what was seen, the list is what is sent.
    expect(texts(afterPatch(since, patch, WEDNESDAY).facts)).toEqual(['Lives in Oslo', 'Pays late']);
  });

  it('loses what was removed, and nothing else', () => {
    const nothingLeft = { facts: [], openMatters: [], profile: { preferences: [] }, seen };
    const after = afterPatch(since, nothingLeft, WEDNESDAY);
    expect(texts(after.facts)).toEqual(['Lives in Bergen', 'Has a dog']);
    expect(after.profile.preferences).toEqual(['Evenings']);
  });

  it('holds no more than it may: the oldest that a call taught gives way', () => {
    const facts = Array.from({ length: 49 }, (_, index) => ({ text: `Written ${index}` }));
    const full = afterPatch(
      nothing,
      { facts: [...facts, { text: 'One more' }], seen: { facts: [] } },
      MONDAY,
    );
    const taught = { ...full, facts: [...known.facts, ...full.facts.slice(1)] };
    const after = afterPatch(taught, { facts: [{ text: 'New' }], seen: { facts: [] } }, TUESDAY);
    expect(after.facts).toHaveLength(50);
    expect(texts(after.facts)).toContain('New');
    expect(texts(after.facts)).not.toContain('Lives in Oslo');
  });
});

describe('a call that is taken back', () => {
  const first = call(nothing, MONDAY, ['I am Dana, I live in Oslo. Send me the offer.'], {
    name: 'Dana',
    facts: [fact('Lives in Oslo')],
    preferences: ['The offer by mail'],
    openMatters: ['Send the offer'],
    summary: 'Dana wants an offer.',
  });
  const [monday = ''] = first.learnt;

  it('leaves nothing where it was the only one, but what a person wrote', () => {
    expect(first.facts).toHaveLength(1);
    expect(withoutLesson(first, monday)).toBeNull();
    const edited = afterPatch(
      first,
      { profile: { checkAnswer: 'Rex' }, facts: [{ text: 'Is a neighbour' }] },
      TUESDAY,
    );
    expect(withoutLesson(edited, monday)).toEqual({
      ...nothing,
      profile: { ...nothing.profile, checkAnswer: 'Rex' },
      facts: [{ text: 'Is a neighbour', callSid: null, at: TUESDAY, sensitive: false }],
    });
  });

  it('takes only what it taught with it, and no trace of it stays', () => {
    const second = call(first, TUESDAY, ['My dog is called Rex.'], {
      facts: [fact('Has a dog, Rex')],
      summary: 'A dog.',
    });
    const tuesday = second.learnt.at(-1) ?? '';
    const kept = withoutLesson(second, monday);
    expect(kept).toMatchObject({ callCount: 1, lastCallAt: TUESDAY, learnt: [tuesday], openMatters: [] });
    expect(kept?.profile.name).toBe('Dana');
    expect(texts(kept?.facts ?? [])).toEqual(['Has a dog, Rex']);
    expect(texts(kept?.summaries ?? [])).toEqual(['A dog.']);
    expect(JSON.stringify(kept)).not.toContain(`"${monday}"`);
    expect(withoutLesson(second, tuesday)).toEqual({ ...first, facts: first.facts });
    expect(withoutLesson(second, 'CAother')).toEqual(second);
  });
});
