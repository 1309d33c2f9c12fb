import { beforeEach, describe, expect, it } from 'vitest';
import { applianceScope, tenantScope } from '../../server/store/make-scope.ts';
import {
  AGENT_DEFAULTS,
  LEDGER_KEY,
  TENANT,
  TENANT_KEY,
  TENANT_LEDGER,
  versionKey,
} from '../../server/tenants/documents.ts';
import { MemoryStore } from '../memory-store.ts';
import { acme, startTenants } from './world.ts';

const LINE = '+15550001111';

let store: MemoryStore;
let world: Awaited<ReturnType<typeof startTenants>>;
const restart = async () => {
  world = await startTenants(store);
};

beforeEach(async () => {
  store = new MemoryStore();
  await restart();
});

describe('a damaged document', () => {
  it('of one tenant leaves the others working, and is not taken for a deletion', async () => {
    await world.tenants.create({ ...acme, businessName: 'Damaged' }, 'operator');
    await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    const before = store.dump();
    store.damage(tenantScope(1), TENANT, TENANT_KEY);
    await restart();
    expect(world.tenants.list().map(({ id }) => id)).toEqual([2]);
    expect(world.tenants.byNumber(LINE)?.id).toBe(2);
    expect(world.logged.join()).toContain('"tenantId":1');
    expect(store.dump()).toEqual(before);
    expect((await world.tenants.create(acme, 'operator')).id).toBe(3);
  });

  it('of the newest defaults puts those before in force, and no version is written over', async () => {
    await world.defaults.update({ hours: 'Mornings' }, 'operator');
    await world.defaults.update({ hours: 'Evenings' }, 'operator');
    store.damage(applianceScope, AGENT_DEFAULTS, versionKey(2));
    await restart();
    expect(world.defaults.get().hours).toBe('Mornings');
    expect(world.logged).toHaveLength(1);
    await world.defaults.update({ hours: 'Always' }, 'operator');
    await restart();
    expect(world.defaults.get().hours).toBe('Always');
    expect(world.logged).toEqual([]);
  });

  it('of the id ledger stops the start rather than giving ids twice', async () => {
    await world.tenants.create(acme, 'operator');
    store.damage(applianceScope, TENANT_LEDGER, LEDGER_KEY);
    await expect(restart()).rejects.toMatchObject({ code: 'storage-damaged' });
  });
});

describe('data in which two tenants hold one number', () => {
  it('gives it to the first and says so, without the number outside the personal field', async () => {
    const tenant = await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    await store.transact(tenantScope(2), (writer) => writer.put(TENANT, TENANT_KEY, { ...tenant, id: 2 }));
    await restart();
    expect(world.tenants.byNumber(LINE)?.id).toBe(1);
    const { personal, ...rest } = JSON.parse(world.logged.join());
    expect(rest).toMatchObject({ tenantId: 2, msg: 'Two tenants hold the same phone number' });
    expect(personal).toEqual({ lost: [LINE] });
    expect((await world.tenants.create(acme, 'operator')).id).toBe(3);
    await world.tenants.delete(tenantScope(2));
    expect(world.tenants.byNumber(LINE)?.id).toBe(1);
  });
});
