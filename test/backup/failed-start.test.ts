import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../server/contracts/events.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { carriedOut } from '../e2e/task-done.ts';
import { backupsOf, openStore, quiet } from './house.ts';

/** Restored data that was good when it was checked, and which the disk has damaged before the start. */
describe('a server that can’t start with restored data', { timeout: 60_000 }, () => {
  let root: string;
  let dataDir: string;
  let backup: string;
  let appliance: Appliance | undefined;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ringhouse-failed-start-'));
    dataDir = join(root, 'data');
    appliance = await startAppliance({ dataDir });
    await appliance.createTenant({ businessName: 'Then' });
    await carriedOut(appliance, 'POST', '/api/backups', {});
    await appliance.createTenant({ businessName: 'Since' });
    await appliance.stop();
    appliance = undefined;
    const [name] = await readdir(join(root, 'data-backups'));
    backup = join(root, 'data-backups', name ?? '');
  });
  afterEach(async () => {
    await appliance?.stop();
    await rm(root, { recursive: true, force: true });
  });

  async function stage(): Promise<void> {
    const store = await openStore(dataDir);
    await backupsOf(store).stage(backup, quiet, quiet);
    await store.close();
  }
  async function names(): Promise<string[]> {
    const { body } = (await appliance?.api<TenantView[]>('GET', '/api/tenants')) ?? { body: [] };
    return body.map(({ businessName }) => businessName);
  }

  async function alerts(): Promise<Alert[]> {
    const answer = await appliance?.api<{ alerts: Alert[] }>('GET', '/api/alerts');
    return answer?.body.alerts ?? [];
  }

  it('goes on with the data from before, and says so', async () => {
    await stage();
    await writeFile(join(dataDir, 'incoming/appliance/tenant-ledger/ledger.json'), 'rotten');
    appliance = await startAppliance({ dataDir });
    expect(await names()).toEqual(['Then', 'Since']);
    expect(await alerts()).toContainEqual(
      expect.objectContaining({ key: 'restore', level: 'critical', resolvedAt: null }),
    );
    expect(appliance.log.join('')).toContain('could not start with restored data');
    const { body: audit } = await appliance.api<{ entries: unknown[] }>('GET', '/api/audit');
    expect(audit.entries[0]).toMatchObject({ by: 'appliance', action: 'data.switched-back' });
    await appliance.stop();
    // It is over: the next start has nothing to say.
    appliance = await startAppliance({ dataDir });
    expect(await names()).toEqual(['Then', 'Since']);
    expect(await alerts()).toEqual([]);
  });

  it('does not undo a restore that has proved itself, whatever fails later', async () => {
    await stage();
    appliance = await startAppliance({ dataDir });
    expect(await names()).toEqual(['Then']);
    await appliance.stop();
    appliance = undefined;
    await writeFile(join(dataDir, 'appliance/tenant-ledger/ledger.json'), 'rotten');
    await rm(join(dataDir, 'appliance/tenant-ledger/ledger.json.old'), { force: true });
    await expect(startAppliance({ dataDir })).rejects.toMatchObject({ code: 'storage-damaged' });
  });
});
