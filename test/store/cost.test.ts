import { describe, expect, it } from 'vitest';
import { applianceScope, tenantScope } from '../../server/store/make-scope.ts';
import { MemoryDisk, systemError } from './faults/memory-disk.ts';
import { openOn } from './faults/trials.ts';
import { applianceNoteKind, noteKind } from './kinds.ts';

const one = tenantScope(1);

/** A store on a disk in memory, and what it did to the disk. */
async function counted() {
  const disk = new MemoryDisk();
  const opened = await openOn(disk);
  const operations: string[] = [];
  disk.onOperation = (operation, path) =>
    void operations.push(`${operation} ${path.slice('/home/data/'.length)}`);
  return { disk, operations, ...opened };
}

describe('the work of the disk', () => {
  it('is done once for a document that is read again and again', async () => {
    const { documents, operations } = await counted();
    for (let time = 0; time < 5; time += 1) await documents.read(one, (reader) => reader.get(noteKind, 'a'));
    expect(operations).toEqual(['readFile tenants/1/note/a.json', 'readFile tenants/1/note/a.json.old']);
  });

  it('is done again only for documents that memory had no room for', async () => {
    const { documents, operations } = await counted();
    const read = (key: string) => documents.read(one, (reader) => reader.get(noteKind, key));
    // The store of these tests holds four documents.
    for (const key of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) await read(key);
    const loads = operations.filter((operation) => operation.endsWith('.json'));
    expect(loads.map((load) => load.at(-6))).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
  });

  it('is two syncs for a document in a folder that was used before', async () => {
    const { documents, operations } = await counted();
    await documents.transact(one, (writer) => writer.put(noteKind, 'a', { count: 1, text: '' }));
    operations.length = 0;
    await documents.transact(one, (writer) => writer.put(noteKind, 'a', { count: 2, text: '' }));
    expect(operations.filter((operation) => operation.startsWith('sync'))).toEqual([
      'sync tenants/1/note/a.json.tmp',
      'syncFolder tenants/1/note',
    ]);
  });

  it('is shared by journal entries that come at once', async () => {
    const { store, operations } = await counted();
    const journal = await store.journals.open('ca1');
    operations.length = 0;
    await Promise.all(Array.from({ length: 100 }, (_, number) => journal.append(number)));
    expect(operations.filter((operation) => operation.startsWith('sync')).length).toBeLessThanOrEqual(2);
  });
});

describe('the operator', () => {
  it('is told of refused changes, and once when the disk takes them again', async () => {
    const { disk, documents, store, problems } = await counted();
    const put = (count: number) =>
      documents.transact(one, (writer) => writer.put(noteKind, 'a', { count, text: '' }));
    await put(1);
    disk.freeBytes = 0;
    await expect(put(2)).rejects.toThrow();
    await expect(store.secrets.set('OPENAI_API_KEY', 'something')).rejects.toThrow();
    await expect(store.journals.open('ca1').then((journal) => journal.append(1))).rejects.toThrow();
    expect(problems.at(-1)).toMatchObject({ code: 'storage-failed' });
    disk.freeBytes = 1e9;
    await put(3);
    await put(4);
    expect(problems.filter((problem) => problem === null)).toHaveLength(2);
    expect(problems.at(-1)).toBeNull();
  });

  it('is not told of a journal that there is already', async () => {
    const { store, problems } = await counted();
    await store.journals.open('ca1');
    await expect(store.journals.open('ca1')).rejects.toMatchObject({ code: 'conflict' });
    expect(problems).toEqual([]);
  });
});

describe('a write that the disk refuses', () => {
  it.each([
    ['ENOSPC', /disk is full/],
    ['EROFS', /can only be read/],
    ['EACCES', /denied/],
    ['EIO', /Check the disk/],
    ['ESOMETHING', /Check that the data folder/],
  ])('(%s) says what to do, and may be tried again', async (code, advice) => {
    const { disk, documents } = await counted();
    disk.onOperation = (operation) => {
      if (operation === 'sync') throw systemError(code);
    };
    const put = documents.transact(applianceScope, (writer) =>
      writer.put(applianceNoteKind, 'a', { count: 1, text: '' }),
    );
    await expect(put).rejects.toMatchObject({ code: 'storage-failed', retryable: true });
    await expect(put).rejects.toThrow(advice);
  });
});
