import { appendFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Damage } from '../../server/store/json/data-folder.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { DocumentKind } from '../../server/store/store.ts';
import { ManualClock } from '../manual-clock.ts';
import { noteKind } from './kinds.ts';
import { temporaryFolder } from './temporary-folder.ts';

const one = tenantScope(1);
const NOTE = 'tenants/1/note/a.json';
const AUDIT = 'audit/audit.jsonl';

interface Place {
  damages: Damage[];
  open(): Promise<JsonStore>;
  path(relative: string): string;
}

async function place(): Promise<Place> {
  const dataDir = await temporaryFolder();
  const damages: Damage[] = [];
  let last: JsonStore | undefined;
  onTestFinished(() => last?.close());
  return {
    damages,
    async open() {
      await last?.close();
      const onDamage = (damage: Damage) => void damages.push(damage);
      last = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage });
      return last;
    },
    path: (relative) => join(dataDir, relative),
  };
}

async function putNotes({ open }: Place, ...counts: number[]): Promise<void> {
  const store = await open();
  for (const count of counts)
    await store.documents.transact(one, (writer) => writer.put(noteKind, 'a', { count, text: 'words' }));
}

const getNote = (store: JsonStore) => store.documents.read(one, (reader) => reader.get(noteKind, 'a'));
const spoil = (path: string) => writeFile(path, 'not what was written');

describe('a damaged document', () => {
  it('is quarantined once, and its previous generation is used from then on', async () => {
    const at = await place();
    await putNotes(at, 1, 2);
    const store = await at.open();
    await spoil(at.path(NOTE));
    expect(await getNote(store)).toMatchObject({ count: 1 });
    expect(await getNote(await at.open())).toMatchObject({ count: 1 });
    expect(at.damages).toEqual([{ path: NOTE, recovered: true }]);
    expect(await readFile(at.path(`quarantine/${NOTE}.1`), 'utf8')).toBe('not what was written');
    await putNotes(at, 3);
    expect(await getNote(await at.open())).toMatchObject({ count: 3 });
  });

  it('leaves no copy behind once it is scrubbed', async () => {
    const at = await place();
    await putNotes(at, 1, 2);
    const store = await at.open();
    await spoil(at.path(NOTE));
    await store.documents.transact(one, async (writer) => {
      await writer.put(noteKind, 'a', { count: 3, text: 'new' });
      await writer.scrub(noteKind, 'a');
    });
    expect(await readdir(at.path('quarantine/tenants/1/note'))).toEqual([]);
    expect(await readdir(at.path('tenants/1/note'))).toEqual(['a.json']);
    expect(await getNote(await at.open())).toMatchObject({ count: 3 });
  });

  it('keeps the generation it is read from when it is scrubbed', async () => {
    const at = await place();
    await putNotes(at, 1, 2);
    const store = await at.open();
    await spoil(at.path(NOTE));
    await store.documents.transact(one, (writer) => writer.scrub(noteKind, 'a'));
    expect(await getNote(await at.open())).toMatchObject({ count: 1 });
  });

  it('without a good generation is neither absent nor written over, until it is removed', async () => {
    const at = await place();
    await putNotes(at, 1, 2);
    const store = await at.open();
    await spoil(at.path(NOTE));
    await spoil(at.path(`${NOTE}.old`));
    for (let time = 0; time < 2; time += 1)
      await expect(getNote(store)).rejects.toMatchObject({ code: 'storage-damaged' });
    await expect(putNotes(at, 3)).rejects.toMatchObject({ code: 'storage-damaged' });
    expect(at.damages[0]).toEqual({ path: NOTE, recovered: false });
    const reopened = await at.open();
    await expect(getNote(reopened)).rejects.toMatchObject({ code: 'storage-damaged' });
    expect(await reopened.documents.tenantIds()).toEqual([1]);
    await reopened.documents.transact(one, (writer) => writer.remove(noteKind, 'a'));
    expect(await getNote(reopened)).toBeUndefined();
  });

  it('leaves nothing in the quarantine once it is removed', async () => {
    const at = await place();
    await putNotes(at, 1, 2);
    const store = await at.open();
    await spoil(at.path(NOTE));
    await getNote(store);
    await store.documents.transact(one, (writer) => writer.remove(noteKind, 'a'));
    expect(await readdir(at.path('quarantine/tenants/1/note'))).toEqual([]);
    expect(await readdir(at.path('tenants/1/note'))).toEqual([]);
  });

  it('is also one that was moved here from another tenant', async () => {
    const at = await place();
    await putNotes(at, 1);
    const store = await at.open();
    await mkdir(at.path('tenants/2/note'), { recursive: true });
    await writeFile(at.path('tenants/2/note/a.json'), await readFile(at.path(NOTE)));
    const stolen = store.documents.read(tenantScope(2), (reader) => reader.get(noteKind, 'a'));
    await expect(stolen).rejects.toMatchObject({ code: 'storage-damaged' });
  });

  it('is also one that does not fit its schema', async () => {
    const at = await place();
    const loose: DocumentKind<unknown> = { ...noteKind, schema: z.unknown() };
    await putNotes(at, 1);
    const store = await at.open();
    await store.documents.transact(one, (writer) => writer.put(loose, 'a', { count: 'many' }));
    expect(await getNote(await at.open())).toMatchObject({ count: 1 });
    expect(at.damages).toEqual([{ path: NOTE, recovered: true }]);
  });
});

describe('a document of another schema version', () => {
  const second: DocumentKind<{ total: number }> = {
    name: 'note',
    scope: 'tenant',
    schema: z.object({ total: z.number() }),
    schemaVersion: 3,
    // Bodies of older versions are not typed any more.
    migrate: (body, from) =>
      from === 1 ? { sum: (body as { count: number }).count } : { total: (body as { sum: number }).sum * 10 },
  };

  it('is lifted step by step when older, and kept in the new form when put', async () => {
    const at = await place();
    await putNotes(at, 4);
    const store = await at.open();
    expect(await store.documents.read(one, (reader) => reader.get(second, 'a'))).toEqual({ total: 40 });
    await store.documents.transact(one, (writer) => writer.put(second, 'a', { total: 41 }));
    const reopened = await at.open();
    expect(await reopened.documents.read(one, (reader) => reader.get(second, 'a'))).toEqual({ total: 41 });
    expect(at.damages).toEqual([]);
  });

  it('is refused and left untouched when newer', async () => {
    const at = await place();
    const store = await at.open();
    await store.documents.transact(one, (writer) => writer.put(second, 'a', { total: 1 }));
    const before = await readFile(at.path(NOTE));
    const reopened = await at.open();
    await expect(getNote(reopened)).rejects.toMatchObject({ code: 'storage-damaged' });
    await expect(getNote(reopened)).rejects.toThrow(/Update the app/);
    await expect(putNotes(at, 2)).rejects.toThrow(/Update the app/);
    expect(await readFile(at.path(NOTE))).toEqual(before);
  });
});

describe('what a crash leaves', () => {
  it('as temporary files is swept at the next start', async () => {
    const at = await place();
    await putNotes(at, 1);
    await at.open();
    for (const left of [`${NOTE}.tmp`, 'secrets.json.tmp', 'cache/greeting.blob.tmp'])
      await writeFile(at.path(left), 'half');
    expect(await getNote(await at.open())).toMatchObject({ count: 1 });
    expect(await readdir(at.path('tenants/1/note'))).toEqual(['a.json']);
    expect(await readdir(at.path('cache'))).toEqual([]);
    expect(await readdir(at.path('.'))).not.toContain('secrets.json.tmp');
  });

  it('between two renames is the document before', async () => {
    const at = await place();
    await putNotes(at, 1, 2);
    await at.open();
    await rename(at.path(NOTE), at.path(`${NOTE}.old`));
    const store = await at.open();
    expect(await store.documents.read(one, (reader) => reader.keys(noteKind))).toEqual(['a']);
    expect(await getNote(store)).toMatchObject({ count: 2 });
    expect(at.damages).toEqual([]);
  });

  it.each([
    ['a cut line', '{"sha256":"abc'],
    ['zeros', '\0'.repeat(20)],
    ['garbage lines', 'x\n{}\n\n'],
  ])('at the end of a journal (%s) does not hide the entries before', async (_what, tail) => {
    const at = await place();
    const journal = await (await at.open()).journals.open('ca1');
    await journal.append('first');
    await journal.append('second');
    await at.open();
    await appendFile(at.path('journals/ca1.jsonl'), tail);
    const [recovered] = await (await at.open()).journals.recover();
    expect(recovered?.entries).toEqual(['first', 'second']);
    expect(at.damages).toEqual([]);
  });

  it('in the middle of a journal hides what comes after, and is told', async () => {
    const at = await place();
    const journal = await (await at.open()).journals.open('ca1');
    for (const word of ['first', 'second', 'third']) await journal.append(word);
    await at.open();
    const text = await readFile(at.path('journals/ca1.jsonl'), 'utf8');
    await writeFile(at.path('journals/ca1.jsonl'), text.replace('second', 'seçond'));
    const [recovered] = await (await at.open()).journals.recover();
    expect(recovered?.entries).toEqual(['first']);
    expect(at.damages).toEqual([{ path: 'journals/ca1.jsonl', recovered: true }]);
  });
});

describe('the audit log', () => {
  const event = { by: 'operator', action: 'tenant.created', tenantId: 1, detail: { name: 'x' } };

  async function threeEntries(): Promise<Place> {
    const at = await place();
    const store = await at.open();
    for (let number = 0; number < 3; number += 1) await store.audit.append(event);
    return at;
  }

  it('cuts off a torn last line, keeps it apart and goes on with its chain', async () => {
    const at = await threeEntries();
    await at.open();
    await appendFile(at.path(AUDIT), '{"sequence":4,"at":"20');
    const store = await at.open();
    expect(await store.audit.append(event)).toMatchObject({ sequence: 4 });
    expect(await store.audit.verify()).toEqual({ ok: true, entries: 4, brokenAt: null });
    expect(await readFile(at.path(`quarantine/${AUDIT}.1`), 'utf8')).toBe('{"sequence":4,"at":"20');
    expect(at.damages).toEqual([{ path: AUDIT, recovered: true }]);
  });

  const tamperings: [string, (lines: string[]) => string[], number][] = [
    ['an entry is changed', ([a = '', b = '', c = '']) => [a, b.replace('operator', 'nobody'), c], 2],
    ['the last entry is changed', ([a = '', b = '', c = '']) => [a, b, c.replace('operator', 'nobody')], 3],
    ['an entry is taken out', ([a = '', , c = '']) => [a, c], 2],
    ['two entries are swapped', ([a = '', b = '', c = '']) => [b, a, c], 1],
    ['a line is no entry', ([a = '', , c = '']) => [a, 'nothing', c], 2],
  ];

  it.each(tamperings)('tells when %s', async (_what, tamper, brokenAt) => {
    const at = await threeEntries();
    await at.open();
    const lines = (await readFile(at.path(AUDIT), 'utf8')).trimEnd().split('\n');
    await writeFile(
      at.path(AUDIT),
      tamper(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const store = await at.open();
    expect(await store.audit.verify()).toMatchObject({ ok: false, brokenAt });
    await store.audit.append(event);
    expect(await store.audit.verify()).toMatchObject({ ok: false, brokenAt });
  });

  it('tells when its end was cut off while it was open', async () => {
    const at = await threeEntries();
    const store = await at.open();
    const lines = (await readFile(at.path(AUDIT), 'utf8')).trimEnd().split('\n');
    await writeFile(at.path(AUDIT), `${lines.slice(0, 2).join('\n')}\n`);
    expect(await store.audit.verify()).toEqual({ ok: false, entries: 2, brokenAt: 3 });
  });
});

describe('the keys', () => {
  const SECRETS = 'secrets.json';

  it.skipIf(process.platform === 'win32')('can be read by their owner only', async () => {
    const at = await place();
    await (await at.open()).secrets.set('OPENAI_API_KEY', 'sk-something');
    expect((await stat(at.path(SECRETS))).mode & 0o777).toBe(0o600);
  });

  it('that were replaced or removed are nowhere in the folder', async () => {
    const at = await place();
    const { secrets } = await at.open();
    await secrets.set('OPENAI_API_KEY', 'sk-replaced');
    await secrets.set('OPENAI_API_KEY', 'sk-removed');
    await secrets.set('OPENAI_API_KEY', null);
    const files = (await readdir(at.path('.'))).filter((name) => name.startsWith(SECRETS));
    expect(files).toEqual([SECRETS]);
    expect(await readFile(at.path(SECRETS), 'utf8')).not.toMatch(/sk-/);
  });

  it('that are damaged are told as lost, and can be entered again', async () => {
    const at = await place();
    await (await at.open()).secrets.set('TWILIO_AUTH_TOKEN', 'token');
    await at.open();
    await spoil(at.path(SECRETS));
    const { secrets } = await at.open();
    expect(secrets.get('TWILIO_AUTH_TOKEN')).toBeUndefined();
    expect(at.damages).toEqual([{ path: SECRETS, recovered: false }]);
    await secrets.set('TWILIO_AUTH_TOKEN', 'entered again');
    expect((await at.open()).secrets.get('TWILIO_AUTH_TOKEN')).toBe('entered again');
  });
});

describe('a cached blob', () => {
  it.each(['', 'x', 'x'.repeat(60)])('that is not what was put (%j) reads as absent', async (content) => {
    const at = await place();
    const { blobs } = await at.open();
    await blobs.put('greeting', new Uint8Array(100));
    await writeFile(at.path('cache/greeting.blob'), content);
    expect(await blobs.get('greeting')).toBeUndefined();
  });
});
