import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../server/contracts/events.ts';
import { type CallLearnings, callerMemory } from '../../server/contracts/memory.ts';
import { namespaceOf, parseNamespace } from '../../server/contracts/namespace.ts';
import type { Lesson } from '../../server/memory/learning.ts';
import { Memories } from '../../server/memory/memories.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryStore } from '../memory-store.ts';

const DANA = '+15551234567';
const AT = '2026-03-01T10:00:00.000Z';
const WITHHELD = [
  '',
  'anonymous',
  'Restricted',
  'unavailable',
  'UNKNOWN',
  '+266696687',
  '+8656696',
  '+1555;../../x',
];
const one = tenantScope(1);
const two = tenantScope(2);

let store: MemoryStore;
let memories: Memories;
let events: ServerEvent[];

beforeEach(() => {
  store = new MemoryStore();
  events = [];
  memories = new Memories({ store, clock: new ManualClock(), publish: (event) => void events.push(event) });
});

/** A fact that replaces none. */
const fact = (text: string) => ({ text, replaces: null });

const learnt = (changes: Partial<CallLearnings> = {}): CallLearnings => ({
  name: null,
  facts: [],
  preferences: [],
  openMatters: [],
  settledMatters: [],
  summary: '',
  ...changes,
});
/** A lesson in which the caller said all that was learnt. */
const lessonOf = (callSid: string, learnings: CallLearnings, at = AT): Lesson => {
  const { name, facts, preferences, openMatters } = learnings;
  const said = [name ?? '', ...facts.map(({ text }) => text), ...preferences, ...openMatters];
  const transcript = said.map((text, index) => ({ role: 'caller' as const, text, atMs: index }));
  return { callSid, learnings, at, transcript, language: null };
};
let calls = 0;
const learn = (changes: Partial<CallLearnings>, scope = one, from = DANA, at = AT) => {
  calls += 1;
  return memories.learn(scope, from, lessonOf(`CA${calls}`, learnt(changes), at));
};

describe('learning from a call', () => {
  it('begins a memory', async () => {
    const learnings = learnt({
      name: ' Dana ',
      facts: [fact('Has two\n dogs')],
      preferences: ['Mornings'],
      openMatters: ['Send the price list'],
      summary: 'Asked a price.',
    });
    await memories.learn(one, DANA, { ...lessonOf('CA1', learnings), language: 'en-GB' });
    const memory = callerMemory.parse(await memories.recall(one, DANA));
    expect(memory).toEqual({
      namespace: 'customer_1_user_15551234567',
      tenantId: 1,
      caller: DANA,
      profile: { name: 'Dana', preferences: ['Mornings'], language: 'en-GB', checkAnswer: null },
      facts: [{ text: 'Has two dogs', callSid: 'CA1', at: AT, sensitive: false }],
      openMatters: [{ text: 'Send the price list', callSid: 'CA1', at: AT, sensitive: false }],
      summaries: [{ text: 'Asked a price.', callSid: 'CA1', at: AT }],
      callCount: 1,
      lastCallAt: AT,
    });
    expect(events).toEqual([
      { type: 'memory.changed', tenantId: 1, namespace: 'customer_1_user_15551234567' },
    ]);
  });

  it('happens once per call', async () => {
    const lesson = lessonOf('CA1', learnt({ name: 'Dana', facts: [fact('A dog')], summary: 'S' }));
    await memories.learn(one, DANA, lesson);
    const before = await memories.recall(one, DANA);
    const { writes } = store;
    await memories.learn(one, DANA, lesson);
    await memories.learn(one, DANA, { ...lesson, learnings: learnt({ name: 'Else', facts: [fact('B')] }) });
    expect(await memories.recall(one, DANA)).toEqual(before);
    expect(store.writes).toBe(writes);
    expect(events).toHaveLength(1);
  });

  it('happens once per call even when many other calls came between', async () => {
    await learn({ summary: 'first' });
    const first = `CA${calls}`;
    for (let index = 0; index < 30; index += 1) await learn({ summary: `later ${index}` });
    await memories.learn(one, DANA, lessonOf(first, learnt({ summary: 'first' })));
    expect((await memories.recall(one, DANA))?.callCount).toBe(31);
  });

  it('loses nothing when two calls end at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => learn({ facts: [fact(`fact ${index}`)] })));
    const memory = await memories.recall(one, DANA);
    expect(memory?.callCount).toBe(10);
    expect(memory?.facts).toHaveLength(10);
  });

  it('replaces a name that is contradicted, not one that is repeated or not given', async () => {
    const nameAfter = async (name: string | null) => {
      await learn({ name });
      return (await memories.recall(one, DANA))?.profile.name;
    };
    expect(await nameAfter('Dana')).toBe('Dana');
    expect(await nameAfter('dana.')).toBe('Dana');
    expect(await nameAfter(null)).toBe('Dana');
    expect(await nameAfter('  ')).toBe('Dana');
    expect(await nameAfter('Eve')).toBe('Eve');
  });

  it('keeps each fact and preference once, whatever its case and punctuation', async () => {
    await learn({
      facts: [fact('Has two dogs.'), fact('has TWO dogs'), fact('')],
      preferences: ['Mornings'],
    });
    await learn({
      facts: [fact('  Has two dogs!'), fact('Has three dogs')],
      preferences: ['mornings.', 'E-mail'],
    });
    const memory = await memories.recall(one, DANA);
    expect(memory?.facts.map(({ text }) => text)).toEqual(['Has two dogs.', 'Has three dogs']);
    expect(memory?.profile.preferences).toEqual(['Mornings', 'E-mail']);
  });

  it('keeps 50 facts, what people wrote longest, and the last 10 summaries', async () => {
    await memories.patch(one, DANA, { facts: [{ text: 'written' }] });
    for (let index = 0; index < 60; index += 1)
      await learn({
        facts: [fact(`fact ${index}`)],
        summary: `call ${index}`,
        preferences: [`wish ${index}`],
      });
    const memory = callerMemory.parse(await memories.recall(one, DANA));
    expect(memory.facts.map(({ text }) => text)).toEqual([
      'written',
      ...Array.from({ length: 49 }, (_, index) => `fact ${index + 11}`),
    ]);
    expect(memory.summaries.map(({ text }) => text)).toEqual(
      Array.from({ length: 10 }, (_, index) => `call ${index + 50}`),
    );
    expect(memory.profile.preferences.at(-1)).toBe('wish 59');
    expect(memory.callCount).toBe(60);
  });

  it('puts a call that is read late into its place', async () => {
    await memories.learn(one, DANA, lessonOf('CX', learnt({ summary: 'second' })));
    const early = '2026-02-01T10:00:00.000Z';
    await memories.learn(one, DANA, lessonOf('CY', learnt({ summary: 'first' }), early));
    const memory = await memories.recall(one, DANA);
    expect(memory?.summaries.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(memory?.lastCallAt).toBe(AT);
  });

  it('stands whatever a model or caller brings up', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          name: fc.option(text),
          facts: fc.array(text.map(fact), { maxLength: 70 }),
          preferences: fc.array(text, { maxLength: 30 }),
          openMatters: fc.array(text, { maxLength: 30 }),
          settledMatters: fc.array(text, { maxLength: 2 }),
          summary: text,
        }),
        async (learnings) => {
          await learn(learnings);
          callerMemory.parse(await memories.recall(one, DANA));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('changes nothing when it cannot be stored', async () => {
    await learn({ name: 'Dana' });
    const before = await memories.recall(one, DANA);
    events.length = 0;
    store.failAfter(0);
    await expect(learn({ name: 'Eve' })).rejects.toMatchObject({ code: 'storage-failed' });
    expect(await memories.recall(one, DANA)).toEqual(before);
    expect(events).toEqual([]);
  });
});

describe('callers who withhold their number', () => {
  it.each(WITHHELD)('%j is not remembered', async (from) => {
    await learn({ name: 'Dana' }, one, from);
    expect(await memories.recall(one, from)).toBeNull();
    expect(await memories.erase(one, from)).toBe(false);
    await expect(memories.patch(one, from, {})).rejects.toMatchObject({ code: 'invalid' });
    expect(store.dump()).toEqual([]);
    expect(events).toEqual([]);
  });
});

describe('editing', () => {
  it('changes what it names, and keeps where facts came from', async () => {
    const said = { facts: [fact('Ann'), fact('Bob')], preferences: ['Tea'], openMatters: ['Ring back'] };
    await learn({ name: 'Dana', ...said, summary: 'S' });
    await memories.patch(one, DANA, { profile: { checkAnswer: 'Rex', language: 'fr' } });
    const memory = await memories.patch(one, DANA, {
      profile: { name: null },
      facts: [{ text: 'Bob', sensitive: true }, { text: 'C' }],
    });
    // What is not named stays, also where the schema has a default for what is absent.
    expect(memory.profile).toEqual({ name: null, preferences: ['Tea'], language: 'fr', checkAnswer: 'Rex' });
    expect(memory.facts).toEqual([
      { text: 'Bob', callSid: `CA${calls}`, at: AT, sensitive: true },
      { text: 'C', callSid: null, at: '2026-03-02T15:00:00.000Z', sensitive: false },
    ]);
    expect(memory.openMatters.map(({ text }) => text)).toEqual(['Ring back']);
    expect(memory.summaries).toHaveLength(1);
    const again = await memories.patch(one, DANA, { facts: [{ text: 'Bob' }], openMatters: [] });
    expect([again.facts[0]?.sensitive, again.openMatters]).toEqual([true, []]);
    expect(await memories.recall(one, DANA)).toEqual(again);
  });

  it('can write down what is known of someone who has not rung', async () => {
    await memories.patch(one, DANA, { profile: { name: 'Dana' } });
    expect(await memories.recall(one, DANA)).toMatchObject({ callCount: 0, profile: { name: 'Dana' } });
  });
});

describe('forgetting', () => {
  it('leaves nothing, and says whether there was something', async () => {
    await learn({ name: 'Dana' });
    expect(await memories.erase(one, DANA)).toBe(true);
    expect(store.dump()).toEqual([]);
    expect(await memories.recall(one, DANA)).toBeNull();
    expect(await memories.erase(one, DANA)).toBe(false);
  });
});

describe('the list of callers', () => {
  it('has the latest call first and those who never rang last', async () => {
    await memories.patch(one, '+15550000001', { profile: { name: 'Never' } });
    for (const [from, at] of [
      ['+15550000002', '2026-01-01T00:00:00.000Z'],
      ['+15550000003', '2026-02-01T00:00:00.000Z'],
    ] as const)
      await memories.learn(one, from, lessonOf(`L${from.slice(1)}`, learnt(), at));
    expect((await memories.list(one)).map(({ caller }) => caller.at(-1))).toEqual(['3', '2', '1']);
    expect(await memories.list(two)).toEqual([]);
  });
});

describe('isolation', () => {
  const tenants = [1, 2, 12];
  const callers = ['+2151234567', '+15551234567', '+21512345670'];

  it('keeps three tenants with three callers apart in every field', async () => {
    const secrets = new Map<string, string>();
    for (const tenant of tenants)
      for (const caller of callers) {
        const secret = `secret${tenant}x${caller.slice(1)}x`;
        secrets.set(`${tenant} ${caller}`, secret);
        const says = (field: string) => `${field} ${secret}`;
        await learn(
          { name: says('n'), facts: [fact(says('f'))], preferences: [says('p')], summary: says('s') },
          tenantScope(tenant),
          caller,
        );
      }
    for (const tenant of tenants) {
      for (const caller of callers) {
        const text = JSON.stringify(await memories.recall(tenantScope(tenant), caller));
        for (const [owner, secret] of secrets)
          expect(text.includes(secret), `${owner} in ${tenant} ${caller}`).toBe(
            owner === `${tenant} ${caller}`,
          );
      }
      const all = JSON.stringify(await memories.list(tenantScope(tenant)));
      for (const [owner, secret] of secrets)
        expect(all.includes(secret)).toBe(owner.startsWith(`${tenant} `));
    }
    await memories.erase(one, DANA);
    expect(await memories.recall(two, DANA)).not.toBeNull();
  });

  it('gives different namespaces to different callers of different tenants, a million times', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{6,14}$/);
    const tenant = fc.oneof(
      fc.constantFrom(1, 11, 111, 12, 2, 999_999_999),
      fc.integer({ min: 1, max: 999_999_999 }),
    );
    const close = digits.map((number) => [number, `1${number}`.slice(0, 15), number.slice(1)] as const);
    fc.assert(
      fc.property(
        tenant,
        tenant,
        fc.array(fc.tuple(close, close), { minLength: 50, maxLength: 50 }),
        (a, b, pairs) => {
          for (const [left, right] of pairs)
            for (const [index, number] of left.entries()) {
              const from = `+${number}`;
              const other = `+${right[(index + 1) % 3]}`;
              const mine = namespaceOf(a, from);
              const theirs = namespaceOf(b, other);
              if (mine === null || theirs === null) continue;
              if ((mine === theirs) !== (a === b && from === other)) throw new Error(`${mine} ${theirs}`);
              const parts = parseNamespace(mine);
              if (parts?.tenantId !== a || parts.caller !== from) throw new Error(mine);
            }
        },
      ),
      { numRuns: 7_000 },
    );
  }, 120_000);

  it('makes no namespace of hostile caller ids unless they are numbers as they stand', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 24 }),
      fc.constantFrom(
        ...WITHHELD,
        '+1_user_5551234567',
        '+１５５５１２３４５６７',
        '../1',
        '__proto__',
        '+0123456789',
        '5551234567',
      ),
    );
    fc.assert(
      fc.property(hostile, (from) => {
        const namespace = namespaceOf(1, from);
        expect(namespace === null || `+${namespace.slice('customer_1_user_'.length)}` === from.trim()).toBe(
          true,
        );
      }),
      { numRuns: 10_000 },
    );
  });
});
