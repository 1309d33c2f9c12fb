import { beforeEach, describe, expect, it } from 'vitest';
import type { TransferDestination } from '../../server/contracts/transfer.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { MemoryStore } from '../memory-store.ts';
import { acme, startTenants } from './world.ts';

const to = (number: string): TransferDestination[] => [
  { label: 'Ann', number, when: '', mode: 'cold', schedule: { weekly: [], holidays: [] } },
];
const PREMIUM = to('+19005551234');

let world: Awaited<ReturnType<typeof startTenants>>;
beforeEach(async () => {
  world = await startTenants(new MemoryStore());
});

describe('transfers that could never be dialled', () => {
  it('are refused for a new tenant, and no tenant is made', async () => {
    const made = world.tenants.create({ ...acme, agent: { transfers: PREMIUM } }, 'test');
    await expect(made).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'agent.transfers.0.number': expect.stringContaining('premium') },
    });
    expect(world.tenants.list()).toEqual([]);
  });

  it('are refused in a change, which changes nothing', async () => {
    const tenant = await world.tenants.create({ ...acme, phoneNumber: '+12125550000' }, 'test');
    const scope = tenantScope(tenant.id);
    for (const number of ['+19005551234', '+442079460958', '+12125550000'])
      await expect(
        world.tenants.update(scope, { agent: { transfers: to(number) } }, 'test'),
      ).rejects.toMatchObject({ fields: { 'agent.transfers.0.number': expect.any(String) } });
    expect(world.tenants.get(scope).version).toBe(1);
  });

  it('come from taking away a country, too', async () => {
    const agent = { transfers: to('+442079460958'), dialCountries: ['GB'] };
    const tenant = await world.tenants.create({ ...acme, agent }, 'test');
    const scope = tenantScope(tenant.id);
    await expect(
      world.tenants.update(scope, { agent: { dialCountries: null } }, 'test'),
    ).rejects.toMatchObject({
      code: 'invalid',
    });
    await world.tenants.update(scope, { agent: { dialCountries: null, transfers: null } }, 'test');
    expect(world.tenants.get(scope).agent).toEqual({});
  });

  it('are refused among the defaults', async () => {
    await expect(world.defaults.update({ transfers: PREMIUM }, 'test')).rejects.toMatchObject({
      fields: { 'transfers.0.number': expect.any(String) },
    });
    expect(world.defaults.get().transfers).toEqual([]);
    await world.defaults.update({ transfers: to('+12125551234') }, 'test');
  });

  it('do not stand in the way of other changes', async () => {
    const tenant = await world.tenants.create({ ...acme, agent: { transfers: to('+14165550123') } }, 'test');
    await world.defaults.update({ dialCountries: ['US'] }, 'test');
    const changed = await world.tenants.update(tenantScope(tenant.id), { contactName: 'Bea' }, 'test');
    expect(changed.contactName).toBe('Bea');
  });
});
