import { describe, expect, it } from 'vitest';
import { applianceScope, tenantScope } from '../../../server/store/make-scope.ts';
import type { DocumentReader, DocumentStore, DocumentWriter } from '../../../server/store/store.ts';
import { applianceNoteKind, letterKind, type Note, noteKind } from '../kinds.ts';

/** A place where documents are kept. Opening it again shows what was durable. */
export interface DocumentPlace {
  /** Closes the store that was opened before, if any. */
  open(): Promise<DocumentStore>;
}

/** Names that must never become a key, in any adapter. */
export const HOSTILE_KEYS = [
  '',
  '.',
  '..',
  '../up',
  '..\\up',
  'a/b',
  'a\\b',
  '/etc',
  '%2e%2e%2f',
  'a\0b',
  'a\nb',
  'a b',
  'Upper',
  'a.json',
  'ä',
  '１２',
  '-rf',
  '_hidden',
  '__proto__',
  'constructor',
  'a:b',
  'a*',
  'con',
  'nul',
  'com1',
  'lpt9',
  'CON',
  'x'.repeat(81),
];

const one = tenantScope(1);
const two = tenantScope(2);
const body = (count: number, text = 'words'): Note => ({ count, text });

/** What every adapter of the port `DocumentStore` does. */
export function documentContract(makePlace: () => Promise<DocumentPlace>): void {
  const opened = async () => {
    const place = await makePlace();
    return { place, store: await place.open() };
  };

  describe('documents', () => {
    it('keep what was put, also after opening again', async () => {
      const { place, store } = await opened();
      await store.transact(one, (writer) => writer.put(noteKind, 'a', body(1, 'line\n"ü" \u2028 😀')));
      const reopened = await place.open();
      expect(await reopened.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(
        body(1, 'line\n"ü" \u2028 😀'),
      );
    });

    it('are undefined where nothing was put', async () => {
      const { store } = await opened();
      expect(await store.read(one, (reader) => reader.get(noteKind, 'a'))).toBeUndefined();
      expect(await store.read(one, (reader) => reader.keys(noteKind))).toEqual([]);
      expect(await store.tenantIds()).toEqual([]);
    });

    it('keep their body when what came before it is scrubbed, also where there is none', async () => {
      const { place, store } = await opened();
      await store.transact(one, async (writer) => {
        await writer.put(noteKind, 'a', body(1));
        await writer.put(noteKind, 'a', body(2));
        await writer.scrub(noteKind, 'a');
        await writer.scrub(noteKind, 'absent');
      });
      expect(await store.read(one, (reader) => reader.keys(noteKind))).toEqual(['a']);
      const reopened = await place.open();
      expect(await reopened.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(2));
      await reopened.transact(one, (writer) => writer.put(noteKind, 'a', body(3)));
      expect(await reopened.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(3));
    });

    it('of one scope and kind are not those of another', async () => {
      const { store } = await opened();
      await store.transact(one, (writer) => writer.put(noteKind, 'a', body(1)));
      await store.transact(one, (writer) => writer.put(letterKind, 'a', body(2)));
      await store.transact(two, (writer) => writer.put(noteKind, 'a', body(3)));
      await store.transact(applianceScope, (writer) => writer.put(applianceNoteKind, 'a', body(4)));
      const counts = await Promise.all([
        store.read(one, (reader) => reader.get(noteKind, 'a')),
        store.read(one, (reader) => reader.get(letterKind, 'a')),
        store.read(two, (reader) => reader.get(noteKind, 'a')),
        store.read(applianceScope, (reader) => reader.get(applianceNoteKind, 'a')),
      ]);
      expect(counts.map((found) => found?.count)).toEqual([1, 2, 3, 4]);
    });

    it('of the other sort of scope are refused', async () => {
      const { store } = await opened();
      const put = store.transact(applianceScope, (writer) => writer.put(noteKind, 'a', body(1)));
      await expect(put).rejects.toMatchObject({ code: 'invalid' });
      await expect(store.read(one, (reader) => reader.get(applianceNoteKind, 'a'))).rejects.toMatchObject({
        code: 'invalid',
      });
    });

    it('are listed by key, sorted, and their tenants by number', async () => {
      const { place, store } = await opened();
      for (const id of [10, 9, 2])
        await store.transact(tenantScope(id), async (writer) => {
          for (const key of ['b', 'a-2', 'a', '7']) await writer.put(noteKind, key, body(id));
          await writer.put(noteKind, 'a', body(id + 1));
        });
      const reopened = await place.open();
      expect(await reopened.read(tenantScope(9), (reader) => reader.keys(noteKind))).toEqual([
        '7',
        'a',
        'a-2',
        'b',
      ]);
      expect(await reopened.tenantIds()).toEqual([2, 9, 10]);
    });

    it('are gone once removed, and a second removal is no error', async () => {
      const { place, store } = await opened();
      await store.transact(one, async (writer) => {
        await writer.put(noteKind, 'a', body(1));
        await writer.put(noteKind, 'a', body(2));
        await writer.remove(noteKind, 'a');
        expect(await writer.get(noteKind, 'a')).toBeUndefined();
        await writer.remove(noteKind, 'a');
      });
      const reopened = await place.open();
      expect(await reopened.read(one, (reader) => reader.get(noteKind, 'a'))).toBeUndefined();
      expect(await reopened.read(one, (reader) => reader.keys(noteKind))).toEqual([]);
      expect(await reopened.tenantIds()).toEqual([]);
      await reopened.transact(one, (writer) => writer.put(noteKind, 'a', body(3)));
      expect(await reopened.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(3));
    });

    it('are handed out as copies and taken as copies', async () => {
      const { store } = await opened();
      const mine = body(1, 'mine');
      await store.transact(one, (writer) => writer.put(noteKind, 'a', mine));
      mine.text = 'changed after put';
      const got = await store.read(one, (reader) => reader.get(noteKind, 'a'));
      if (got) got.text = 'changed after get';
      expect(await store.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(1, 'mine'));
    });

    it('that do not fit their schema are refused, and the one before stands', async () => {
      const { store } = await opened();
      await store.transact(one, (writer) => writer.put(noteKind, 'a', body(1)));
      for (const wrong of [{ count: 'x', text: '' }, { count: Number.NaN, text: '' }, null, undefined]) {
        // A value that the types would refuse, as a faulty caller might pass it.
        const put = store.transact(one, (writer) => writer.put(noteKind, 'a', wrong as unknown as Note));
        await expect(put).rejects.toMatchObject({ code: 'invalid' });
      }
      expect(await store.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(1));
    });
  });

  describe('names', () => {
    it.each(HOSTILE_KEYS)('%j is no key', async (key) => {
      const { store } = await opened();
      const attempts = [
        store.read(one, (reader) => reader.get(noteKind, key)),
        store.transact(one, (writer) => writer.put(noteKind, key, body(1))),
        store.transact(one, (writer) => writer.remove(noteKind, key)),
        store.read(one, (reader) => reader.keys({ ...noteKind, name: key })),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'invalid' });
      expect(await store.tenantIds()).toEqual([]);
    });

    it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9])('%d is no tenant', async (id) => {
      const { store } = await opened();
      const put = store.transact(tenantScope(id), (writer) => writer.put(noteKind, 'a', body(1)));
      await expect(put).rejects.toMatchObject({ code: 'invalid' });
    });

    it('may be as long as 80 characters', async () => {
      const { store } = await opened();
      const key = 'k'.repeat(80);
      await store.transact(one, (writer) => writer.put(noteKind, key, body(1)));
      expect(await store.read(one, (reader) => reader.keys(noteKind))).toEqual([key]);
    });
  });

  describe('transactions', () => {
    it('of one scope run one after the other', async () => {
      const { store } = await opened();
      await store.transact(one, (writer) => writer.put(noteKind, 'a', body(0)));
      const increment = async (writer: DocumentWriter) => {
        const found = await writer.get(noteKind, 'a');
        await writer.put(noteKind, 'a', body((found?.count ?? 0) + 1));
      };
      await Promise.all(Array.from({ length: 20 }, () => store.transact(one, increment)));
      expect(await store.read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(20));
    });

    it('of one scope keep nobody in another from reading and writing', async () => {
      const { store } = await opened();
      const gate = Promise.withResolvers<void>();
      const held = store.transact(one, () => gate.promise);
      await store.transact(two, (writer) => writer.put(noteKind, 'a', body(1)));
      expect(await store.read(two, (reader) => reader.get(noteKind, 'a'))).toEqual(body(1));
      expect(await store.read(one, (reader) => reader.get(noteKind, 'a'))).toBeUndefined();
      gate.resolve();
      await held;
    });

    it('that fail pass their error on and do not hold up the next', async () => {
      const { store } = await opened();
      const failing = store.transact(one, async (writer) => {
        await writer.put(noteKind, 'a', body(1));
        throw new Error('of the callback');
      });
      const next = store.transact(one, (writer) => writer.get(noteKind, 'a'));
      await expect(failing).rejects.toThrow('of the callback');
      expect(await next).toEqual(body(1));
    });

    it('apply what was put at once in the order of the calls', async () => {
      const { place, store } = await opened();
      await store.transact(one, async (writer) => {
        await Promise.all([1, 2, 3, 4, 5].map((count) => writer.put(noteKind, 'a', body(count))));
      });
      expect(await (await place.open()).read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(5));
    });

    it('finish what nobody waited for before the next begins', async () => {
      const { store } = await opened();
      await store.transact(one, async (writer) => void writer.put(noteKind, 'a', body(1)));
      expect(await store.transact(one, (writer) => writer.get(noteKind, 'a'))).toEqual(body(1));
    });

    it('hand out nothing that works after the callback', async () => {
      const { store } = await opened();
      const writer = await store.transact(one, async (handle) => handle);
      const reader: DocumentReader = await store.read(one, async (handle) => handle);
      const late = [
        () => writer.put(noteKind, 'a', body(1)),
        () => writer.remove(noteKind, 'a'),
        () => writer.get(noteKind, 'a'),
        () => reader.get(noteKind, 'a'),
        () => reader.keys(noteKind),
      ];
      for (const use of late) await expect(use()).rejects.toMatchObject({ code: 'unavailable' });
      expect(await store.read(one, (fresh) => fresh.get(noteKind, 'a'))).toBeUndefined();
    });
  });

  it('closing waits for transactions and refuses later ones', async () => {
    const { place, store } = await opened();
    const gate = Promise.withResolvers<void>();
    const writing = store.transact(one, async (writer) => {
      await gate.promise;
      await writer.put(noteKind, 'a', body(1));
    });
    const closing = store.close();
    await expect(store.read(one, async () => 1)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.transact(one, async () => 1)).rejects.toMatchObject({ code: 'unavailable' });
    gate.resolve();
    await Promise.all([writing, closing]);
    expect(await (await place.open()).read(one, (reader) => reader.get(noteKind, 'a'))).toEqual(body(1));
  });
}
