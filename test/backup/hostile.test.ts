import { readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { describe, expect, it } from 'vitest';
import { CALLER_MEMORY } from '../../server/memory/document.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { writeArchive } from '../../server/platform/tar.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { ABOUT, backupsOf, contentOf, filesIn, fill, openStore, quiet } from './house.ts';

const NOTHING = { tenants: [], documents: 0, calls: 0, callers: 0, messages: 0, knowledge: 0, recordings: 0 };
const OPENING = JSON.stringify({ format: 1, ...ABOUT, contents: NOTHING });

async function archive(file: string, entries: [path: string, text: string][]): Promise<void> {
  await writeArchive(file, async (writer) => {
    for (const [path, text] of entries) await writer.addText(path, text);
  });
}

describe('a backup that is not one', () => {
  it.each([
    ['../../escaped.json'],
    ['tenants/1/note/../../../escaped.json'],
    ['/tmp/escaped.json'],
    ['secrets.json'],
    ['switch.json'],
    ['tenants/1/note/a.json.tmp'],
    ['tenants/0/note/a.json'],
  ])('with the name %s is refused, and nothing is written', async (path) => {
    const root = await temporaryFolder();
    const store = await openStore(join(root, 'data'));
    const file = join(root, 'bad.tar.gz');
    await archive(file, [
      ['ringhouse-backup.json', OPENING],
      [path, '{}'],
    ]);
    const before = await filesIn(root);
    await expect(backupsOf(store).stage(file, quiet, quiet)).rejects.toMatchObject({ code: 'invalid' });
    expect([...(await filesIn(root)).keys()]).toEqual([...before.keys()]);
    await store.close();
  });

  it('but links, or cut short, or with a changed bit, is refused and changes nothing', async () => {
    const root = await temporaryFolder();
    const store = await openStore(join(root, 'data'));
    await fill(store, 'then');
    const content = await contentOf(store);
    const good = join(root, 'good.tar.gz');
    await backupsOf(store).write(good, ABOUT, quiet);
    const bytes = await readFile(good);
    const cut = join(root, 'cut.tar.gz');
    await writeFile(cut, bytes);
    await truncate(cut, bytes.length >> 1);
    const bent = join(root, 'bent.tar.gz');
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bytes.length >> 1) ^ 4, bytes.length >> 1);
    await writeFile(bent, changed);
    const linked = join(root, 'linked.tar.gz');
    await writeFile(join(root, 'ringhouse-backup.json'), OPENING);
    await symlink('/etc/passwd', join(root, 'link'));
    await create({ gzip: true, cwd: root, file: linked }, ['ringhouse-backup.json', 'link']);
    const empty = join(root, 'empty.tar.gz');
    await writeFile(empty, gzipSync(''));
    const endless = join(root, 'endless.tar.gz');
    await archive(endless, [['ringhouse-backup.json', OPENING]]);
    for (const file of [cut, bent, linked, empty, endless])
      await expect(backupsOf(store).stage(file, quiet, quiet), file).rejects.toMatchObject({
        code: 'invalid',
      });
    await store.close();
    const after = await openStore(join(root, 'data'));
    expect(await contentOf(after)).toEqual(content);
    await after.close();
  });

  it('that holds a damaged document is refused by its name, but without a caller’s number', async () => {
    const root = await temporaryFolder();
    const store = await openStore(join(root, 'data'));
    const file = join(root, 'damaged.tar.gz');
    const opening: [path: string, text: string] = ['ringhouse-backup.json', OPENING];
    await archive(file, [opening, ['tenants/1/note/a.json', '{}']]);
    await expect(backupsOf(store).check(file, quiet)).rejects.toThrow('tenants/1/note/a.json is damaged');
    await archive(file, [opening, ['tenants/1/caller-memory/15551234567.json', '{}']]);
    const told = 'The document tenants/1/caller-memory/… is damaged';
    await expect(backupsOf(store).check(file, quiet)).rejects.toThrow(told);
    await expect(store.backups([CALLER_MEMORY], randomIds).check(file, quiet)).rejects.toThrow(told);
    await store.close();
  });
});
