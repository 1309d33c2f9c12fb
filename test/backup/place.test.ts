import { mkdir, readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupPlace } from '../../server/backup/place.ts';
import type { JsonStore } from '../../server/store/json/index.ts';
import { applianceScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openStore } from './house.ts';

let root: string;
let dataDir: string;
let store: JsonStore;
let place: BackupPlace;
beforeEach(async () => {
  root = await realpath(await temporaryFolder());
  dataDir = join(root, 'data');
  store = await openStore(dataDir);
  place = new BackupPlace({ documents: store.documents, scope: applianceScope, dataDir });
});
afterEach(() => store.close());

const all = async (): Promise<string[]> => (await readdir(root, { recursive: true })).sort();

describe('where backups are kept', () => {
  it('makes no folder in the data folder, by whatever way it is named', async () => {
    await mkdir(join(root, 'elsewhere'));
    await symlink(dataDir, join(root, 'link'));
    const before = await all();
    const ways = ['data', 'data/inside', 'data/a/b', 'link/inside', 'elsewhere/../data/a', 'link/../data/c'];
    for (const way of ways)
      await expect(place.choose(`${root}/${way}`), way).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('lies in the data folder'),
      });
    expect(await all()).toEqual(before);
    expect(await place.current()).toBe(place.usual);
  });

  it('makes a folder outside of it with those above, and goes back to the usual one', async () => {
    const folder = join(root, 'data-elsewhere', 'deep');
    await place.choose(folder);
    expect(await readdir(folder)).toEqual([]);
    expect(await place.current()).toBe(folder);
    await place.choose(null);
    expect(await place.current()).toBe(place.usual);
  });

  it('refuses a file, and what lies below one', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(place.choose(join(root, 'file'))).rejects.toThrow('This is a file');
    await expect(place.choose(join(root, 'file', 'below'))).rejects.toThrow('can’t be made');
  });
});
