import { describe, expect, it, onTestFinished } from 'vitest';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { acme, NOTE, startTenants } from './world.ts';

describe('tenants in files', () => {
  it('are the same after a restart: numbers, versions, defaults, ids', async () => {
    const dataDir = await temporaryFolder();
    const onDamage = (damage: unknown) => {
      throw new Error(`Damage: ${JSON.stringify(damage)}`);
    };
    const open = () => openJsonStore({ dataDir, clock: new ManualClock(), onDamage });

    const first = await open();
    const before = await startTenants(first.documents);
    await before.defaults.update({ hours: 'Always' }, 'operator');
    await before.tenants.create({ ...acme, phoneNumber: '+15550001111' }, 'operator');
    await before.tenants.create({ ...acme, businessName: 'Gone' }, 'operator');
    await first.documents.transact(tenantScope(2), (writer) => writer.put(NOTE, 'note', { text: 'Gone' }));
    await Promise.allSettled([
      before.tenants.update(tenantScope(1), { agent: { personality: { warmth: 81 } } }, 'ada'),
      before.tenants.create({ ...acme, phoneNumber: '+15550002222' }, 'operator'),
      before.tenants.create({ ...acme, phoneNumber: '+15550002222' }, 'operator'),
      before.tenants.delete(tenantScope(2)),
    ]);
    const tenants = before.tenants.list();
    const versions = await before.tenants.versions(tenantScope(1));
    expect(tenants.map(({ id }) => id)).toEqual([1, 3]);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    await first.close();

    const second = await open();
    onTestFinished(() => second.close());
    const after = await startTenants(second.documents);
    expect(after.tenants.list()).toEqual(tenants);
    expect(after.tenants.byNumber('+15550002222')?.id).toBe(3);
    expect(await after.tenants.versions(tenantScope(1))).toEqual(versions);
    expect(after.tenants.settingsOf(after.tenants.get(tenantScope(1)))).toMatchObject({
      hours: 'Always',
      personality: { warmth: 81 },
    });
    expect(before.erased).toEqual([2]);
    expect(await second.documents.tenantIds()).toEqual([1, 3]);
    expect((await after.tenants.create(acme, 'operator')).id).toBe(4);
    expect(after.logged).toEqual([]);
  });
});
