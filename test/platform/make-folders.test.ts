import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders } from '../../server/platform/make-folders.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringhouse-folders-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('folders', () => {
  it('are made with those above them, once, for their owner alone', async () => {
    const folder = join(root, 'one', 'two', 'three');
    await makeFolders(folder);
    await makeFolders(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect((await stat(join(root, 'one'))).mode & 0o777).toBe(0o700);
  });

  it('are refused below a file', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(makeFolders(join(root, 'file', 'one', 'two'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  // There the system says for ever that something above is missing.
  it.runIf(process.platform === 'linux')('are refused where nothing can be made', async () => {
    await expect(makeFolders('/proc/ringhouse/backups')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
