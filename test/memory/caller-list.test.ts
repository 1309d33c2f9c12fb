import { beforeEach, describe, expect, it } from 'vitest';
import type { CallerQuery } from '../../server/contracts/memory.ts';
import { CALLER_MEMORY } from '../../server/memory/document.ts';
import { Memories } from '../../server/memory/memories.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { DocumentReader, DocumentStore } from '../../server/store/store.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryStore } from '../memory-store.ts';

const DANA = '+15551234567';
const EVE = '+15551234568';
const one = tenantScope(1);
const two = tenantScope(2);

let store: MemoryStore;
/** Reads of documents, of whatever kind. */
let reads: number;
/** Awaited after each read, before it is answered. */
let afterRead: () => Promise<void>;
let memories: Memories;

beforeEach(() => {
  store = new MemoryStore();
  reads = 0;
  afterRead = async () => undefined;
  const counted = (reader: DocumentReader): DocumentReader => ({
    ...reader,
    async get(kind, key) {
      const body = await reader.get(kind, key);
      reads += 1;
      await afterRead();
      return body;
    },
  });
  const counting: DocumentStore = {
    read: (scope, use) => store.read(scope, (reader) => use(counted(reader))),
    transact: (scope, use) => store.transact(scope, use),
    tenantIds: () => store.tenantIds(),
    close: () => store.close(),
  };
  memories = new Memories({ store: counting, clock: new ManualClock(), publish: () => undefined });
});

const find = (query: Partial<CallerQuery> = {}, scope = one) =>
  memories.page(scope, { text: '', offset: 0, limit: 50, ...query });
const namesIn = async (query: Partial<CallerQuery> = {}, scope = one) =>
  (await find(query, scope)).callers.map(({ name }) => name);
const call = (from: string, callSid: string, name: string, at: string) =>
  memories.learn(one, from, {
    callSid,
    at,
    language: null,
    learnings: {
      name,
      facts: [],
      preferences: [],
      openMatters: ['Send the offer'],
      settledMatters: [],
      summary: 'Asked about taps.',
    },
    transcript: [{ role: 'caller', text: `${name}. Send the offer.`, atMs: 0 }],
  });

describe('the list of callers', () => {
  it('has the latest call first, and follows every write without another read', async () => {
    await call(DANA, 'CA1', 'Dana', '2026-03-01T10:00:00Z');
    await call(EVE, 'CA2', 'Eve', '2026-03-01T10:00:00.500Z');
    await memories.patch(two, DANA, { profile: { name: 'Another' } });
    expect(await find()).toEqual({
      callers: [
        {
          namespace: 'customer_1_user_15551234568',
          caller: EVE,
          name: 'Eve',
          callCount: 1,
          lastCallAt: '2026-03-01T10:00:00.500Z',
          facts: 0,
          openMatters: 1,
        },
        expect.objectContaining({ name: 'Dana' }),
      ],
      total: 2,
      remembered: 2,
    });
    expect(await namesIn({}, two)).toEqual(['Another']);
    const before = reads;
    await call(DANA, 'CA3', 'Dana', '2026-03-02T10:00:00Z');
    expect(await namesIn()).toEqual(['Dana', 'Eve']);
    await memories.unlearn(one, DANA, 'CA3');
    expect(await namesIn()).toEqual(['Eve', 'Dana']);
    await memories.patch(one, EVE, { profile: { name: 'Eva' } });
    await memories.patch(one, '+15551234569', { profile: { name: 'Flo' } });
    expect(await namesIn()).toEqual(['Eva', 'Dana', 'Flo']);
    expect(await namesIn({ offset: 1, limit: 1 })).toEqual(['Dana']);
    await memories.erase(one, EVE);
    await memories.unlearn(one, DANA, 'CA1');
    expect(await namesIn()).toEqual(['Flo']);
    expect(reads).toBe(before);
  });

  it('stays as it was when a write fails', async () => {
    await call(DANA, 'CA1', 'Dana', '2026-03-01T10:00:00Z');
    await namesIn();
    store.failAfter(0);
    await expect(memories.patch(one, DANA, { profile: { name: 'Dee' } })).rejects.toThrow();
    await expect(memories.erase(one, DANA)).rejects.toThrow();
    expect(await namesIn()).toEqual(['Dana']);
  });

  it.each([
    ['changed', 'Dee', () => memories.patch(one, DANA, { profile: { name: 'Dee' } })],
    ['forgotten', undefined, () => memories.erase(one, DANA)],
  ])('holds what a caller was %s to while the documents were first read', async (_, name, write) => {
    await call(DANA, 'CA1', 'Dana', '2026-03-01T10:00:00Z');
    // What was read is older than what is written now.
    afterRead = async () => {
      await write();
    };
    expect((await namesIn())[0]).toBe(name);
  });

  it('can be had once a document that could not be read is gone', async () => {
    await call(DANA, 'CA1', 'Dana', '2026-03-01T10:00:00Z');
    await call(EVE, 'CA2', 'Eve', '2026-03-01T11:00:00Z');
    store.damage(one, CALLER_MEMORY, DANA.slice(1));
    await expect(find()).rejects.toMatchObject({ code: 'storage-damaged' });
    await memories.erase(one, DANA);
    expect(await namesIn()).toEqual(['Eve']);
  });

  it('is made anew of the documents once it was dropped', async () => {
    await call(DANA, 'CA1', 'Dana', '2026-03-01T10:00:00Z');
    await namesIn();
    await store.transact(one, (writer) => writer.remove(CALLER_MEMORY, DANA.slice(1)));
    memories.drop(1);
    expect(await namesIn()).toEqual([]);
  });
});

describe('a caller that is looked for', () => {
  beforeEach(async () => {
    await call(DANA, 'CA1', 'Dana', '2026-03-01T10:00:00Z');
    await memories.patch(one, DANA, {
      profile: { preferences: ['Mornings'] },
      facts: [{ text: 'Has two Dogs' }],
    });
  });

  it.each(['', 'dana', 'DOGS two', '555 123', '(555) 123-45', 'mornings dana', 'offer', 'taps'])(
    'is found by "%s"',
    async (text) => {
      expect(await find({ text })).toMatchObject({ total: 1, remembered: 1 });
    },
  );

  it.each(['cats', 'dana cats', '999'])('is not found by "%s"', async (text) => {
    expect(await find({ text })).toEqual({ callers: [], total: 0, remembered: 1 });
  });
});
