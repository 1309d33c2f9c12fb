import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Backups } from '../../server/backup/backups.ts';
import { BackupPlace } from '../../server/backup/place.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { Tasks } from '../../server/platform/tasks.ts';
import type { DataBackups } from '../../server/store/backups.ts';
import type { JsonStore } from '../../server/store/json/index.ts';
import { applianceScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { backupsOf, contentOf, fill, openStore, quiet } from './house.ts';

/** The time between a decision and the next start, in which the server still answers. */
describe('what is asked of backups while one thing is under way', () => {
  let root: string;
  let dataDir: string;
  let store: JsonStore;
  let tasks: Tasks;
  let restarts: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ringhouse-one-'));
    dataDir = join(root, 'data');
    store = await openStore(dataDir);
    await fill(store, 'then');
    restarts = 0;
  });
  afterEach(async () => {
    await store.close();
    await rm(root, { recursive: true, force: true });
  });

  function wire(files: DataBackups = backupsOf(store)): Backups {
    tasks = new Tasks({ ids: randomIds, logger: createLogger({ level: 'silent' }), onChanged: quiet });
    return new Backups({
      files,
      place: new BackupPlace({ documents: store.documents, scope: applianceScope, dataDir }),
      tasks,
      audit: store.audit,
      clock: new ManualClock(),
      version: '0.1.0',
      tenants: () => [],
      callsSince: () => 0,
      forgottenAt: async () => [],
      liveCalls: () => 0,
      restart() {
        restarts += 1;
      },
    });
  }

  /** A backup that has been checked. */
  async function checkedBackup(backups: Backups): Promise<string> {
    await backups.create(true, 'operator');
    await tasks.idle();
    const [name = ''] = await readdir(join(root, 'data-backups'));
    await backups.check(name);
    await tasks.idle();
    return name;
  }

  async function expectAllRefused(backups: Backups, name: string): Promise<void> {
    const asks = [
      () => backups.create(true, 'operator'),
      () => backups.check(name),
      () => backups.restore(name, 'operator'),
      () => backups.switchBack('operator'),
      () => backups.dropAside('operator'),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'conflict' });
  }

  it('is refused once a restore is decided, until the server has started again', async () => {
    const backups = wire();
    const name = await checkedBackup(backups);
    const restored = await contentOf(store);
    await fill(store, 'now');
    // So that there is data aside to switch back to, and to erase.
    await backups.restore(name, 'operator');
    await tasks.idle();
    await store.close();
    store = await openStore(dataDir);
    const again = wire();
    await again.check(name);
    await tasks.idle();
    await again.restore(name, 'operator');
    await tasks.idle();
    expect(restarts).toBe(2);
    await expectAllRefused(again, name);
    await store.close();
    store = await openStore(dataDir);
    expect(await contentOf(store)).toMatchObject({ '1/a': restored['1/a'] });
  });

  it('is refused once switching back is decided, so that what comes back stays whole', async () => {
    const backups = wire();
    const name = await checkedBackup(backups);
    await fill(store, 'now');
    const old = await contentOf(store);
    await backups.restore(name, 'operator');
    await tasks.idle();
    await store.close();
    store = await openStore(dataDir);
    const again = wire();
    await again.switchBack('operator');
    await tasks.idle();
    await expectAllRefused(again, name);
    await store.close();
    store = await openStore(dataDir);
    expect(await contentOf(store)).toMatchObject({ '1/a': old['1/a'], sounds: old.sounds });
  });

  it('is refused while data put aside is being erased, and closing waits for that', async () => {
    const gate = Promise.withResolvers<void>();
    const files = Object.assign(backupsOf(store), {
      aside: async () => ({ at: '2026-03-02T15:00:00.000Z', replacedBy: null }),
      dropAside: () => gate.promise,
    });
    const backups = wire(files);
    const name = await checkedBackup(backups);
    const dropping = backups.dropAside('operator');
    await expectAllRefused(backups, name);
    const order: string[] = [];
    const closed = backups.close().then(() => order.push('closed'));
    await store.audit.verify();
    order.push('erased');
    gate.resolve();
    await Promise.all([dropping, closed]);
    expect(order).toEqual(['erased', 'closed']);
    await expect(backups.check(name)).resolves.toMatchObject({ state: 'running' });
    await tasks.idle();
  });
});
