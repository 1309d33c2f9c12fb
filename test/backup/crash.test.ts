import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../server/store/json/node-file-system.ts';
import { ABOUT, backupsOf, contentOf, dyingDisk, filesIn, fill, openStore, quiet } from './house.ts';

/**
 * Restores and switches back with a disk that dies at the first operation, the second, and so on: whatever it dies at,
 * the next start finds all of the old data or all of the new.
 */
describe('a crash in a restore', () => {
  let root: string;
  let backup: string;
  let old: Record<string, string>;
  let restored: Record<string, string>;
  const fresh = async (from: string, name: string): Promise<string> => {
    const dataDir = join(root, name);
    await rm(dataDir, { recursive: true, force: true });
    await cp(from, dataDir, { recursive: true });
    return dataDir;
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ringhouse-crash-'));
    backup = join(root, 'one.tar.gz');
    const store = await openStore(join(root, 'seed'));
    await fill(store, 'then');
    await backupsOf(store).write(backup, ABOUT, quiet);
    restored = await contentOf(store);
    await fill(store, 'now');
    old = await contentOf(store);
    await store.close();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('while a copy is unpacked leaves the old data until it is decided', async () => {
    const outcomes = new Set<string>();
    for (let diesAt = 1; ; diesAt += 1) {
      const dataDir = await fresh(join(root, 'seed'), 'stage');
      const disk = dyingDisk(Number.POSITIVE_INFINITY);
      const open = await openStore(dataDir, disk.fs);
      const dying = dyingDisk(diesAt);
      Object.assign(disk.fs, dying.fs);
      const done = await backupsOf(open)
        .stage(backup, quiet, quiet)
        .then(
          () => true,
          () => false,
        );
      await open.close().catch(quiet);
      const after = await openStore(dataDir);
      const content = await contentOf(after);
      await after.close();
      // Once it has said that it is done, it is.
      if (done) expect(content).toEqual(restored);
      else expect([old, restored]).toContainEqual(content);
      outcomes.add(JSON.stringify(content));
      if (done) break;
    }
    expect(outcomes.size).toBe(2);
  }, 60_000);

  it.each(['restore', 'switch back'])(
    'at any step of a decided %s is gone on with at the next start',
    async (what) => {
      const decided = await decide(what);
      const expected = what === 'restore' ? restored : old;
      let starts = 0;
      for (let diesAt = 1; ; diesAt += 1) {
        const dataDir = await fresh(decided, 'switch');
        const disk = dyingDisk(diesAt);
        const first = await openStore(dataDir, disk.fs).catch(() => undefined);
        await first?.close().catch(quiet);
        const second = await openStore(dataDir);
        expect(await contentOf(second)).toEqual(expected);
        expect(await second.audit.verify()).toMatchObject({ ok: true });
        expect(await backupsOf(second).aside()).toMatchObject({
          replacedBy: what === 'restore' ? 'one.tar.gz' : null,
        });
        await second.close();
        starts += 1;
        if (first) break;
      }
      expect(starts).toBeGreaterThan(20);
    },
    60_000,
  );

  it('while data put aside is erased leaves nothing of it to switch back to', async () => {
    const seeded = await decide('restore');
    await (await openStore(seeded)).close();
    const whole = (await filesIn(join(seeded, 'aside'))).size;
    for (let diesAt = 1; ; diesAt += 1) {
      const dataDir = await fresh(seeded, 'erasing');
      const disk = dyingDisk(Number.POSITIVE_INFINITY);
      const open = await openStore(dataDir, disk.fs);
      // A disk names files in any order; this one what names the folder last.
      const list = async (path: string) => (await nodeFileSystem.list(path)).toSorted().reverse();
      Object.assign(disk.fs, dyingDisk(diesAt).fs, { list });
      const isDone = await backupsOf(open)
        .dropAside()
        .then(
          () => true,
          () => false,
        );
      const left = await filesIn(join(dataDir, 'aside'));
      await open.close().catch(quiet);
      const after = await openStore(dataDir);
      // Offered only while it is whole.
      if (await backupsOf(after).aside()) expect(left.size).toBe(whole);
      else expect(await filesIn(join(dataDir, 'aside'))).toEqual(new Map());
      await after.close();
      if (isDone) break;
    }
  }, 60_000);

  /** A data folder in which a switch has been decided and nothing of it done. */
  async function decide(what: string): Promise<string> {
    const dataDir = await fresh(join(root, 'seed'), `decided-${what.replace(' ', '-')}`);
    const store = await openStore(dataDir);
    await backupsOf(store).stage(backup, quiet, quiet);
    await store.close();
    if (what === 'restore') return dataDir;
    const again = await openStore(dataDir);
    await backupsOf(again).switchBack();
    await again.close();
    return dataDir;
  }
});
