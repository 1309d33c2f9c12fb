import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { auditPage } from '../../server/contracts/audit.ts';
import { type CallerMemory, erasureReceipt } from '../../server/contracts/memory.ts';
import { type Appliance, startAppliance } from './appliance.ts';

let appliance: Appliance;

beforeAll(async () => {
  appliance = await startAppliance();
});
afterAll(() => appliance.stop());

describe('the API of memories', () => {
  it('reads, changes and erases a memory, in either spelling of its name', async () => {
    const tenant = await appliance.createTenant();
    const name = `customer_${tenant.id}_user_15551234567`;
    expect((await appliance.api('GET', `/api/memory/${name}`)).status).toBe(404);
    await appliance.api('PATCH', `/api/memory/${name}`, {
      profile: { name: 'Bob' },
      facts: [{ text: 'Has a dog.' }],
    });
    for (const userId of [
      name,
      `customer_${tenant.id}_5551234567`,
      `customer_${tenant.id}_user_5551234567`,
    ]) {
      const found = await appliance.api('POST', '/memory/retrieve', { user_id: userId });
      expect(found).toMatchObject({ status: 200, body: { namespace: name, profile: { name: 'Bob' } } });
    }
    expect((await appliance.api('POST', '/memory/retrieve', { user_id: 'customer_x' })).status).toBe(400);
    expect((await appliance.api('GET', `/api/memory/customer_99999_user_15551234567`)).status).toBe(404);
    expect((await appliance.api('DELETE', `/api/memory/${name}`)).status).toBe(204);
    expect((await appliance.api('GET', `/api/memory/${name}`)).status).toBe(404);
  });

  it('changes a list of a memory beside what was added to it since it was seen', async () => {
    const tenant = await appliance.createTenant();
    const path = `/api/memory/customer_${tenant.id}_user_15551234567`;
    await appliance.api('PATCH', path, { facts: [{ text: 'Has a dog' }, { text: 'Has a cat' }] });
    const patch = { facts: [{ text: 'Has a bird' }], seen: { facts: ['Has a dog'] } };
    const { body } = await appliance.api<CallerMemory>('PATCH', path, patch);
    expect(body.facts.map(({ text }) => text)).toEqual(['Has a bird', 'Has a cat']);
    expect((await appliance.api('PATCH', path, { seen: { summaries: [] } })).status).toBe(400);
    const audit = await appliance.api<z.infer<typeof auditPage>>('GET', '/api/audit?action=memory.changed');
    expect(audit.body.entries[0]?.detail).toEqual({ fields: ['facts'] });
  });

  it('lists digests of callers, searched and page by page, beside the whole memories', async () => {
    const tenant = await appliance.createTenant();
    const callers = `/api/tenants/${tenant.id}/callers`;
    const remember = (digits: string, name: string) =>
      appliance.api('PATCH', `/api/memory/customer_${tenant.id}_user_${digits}`, {
        profile: { name },
        facts: [{ text: `${name} has a dog` }],
      });
    for (const [index, name] of ['Ann', 'Bob', 'Cy'].entries()) await remember(`1555123456${index}`, name);
    const bob = {
      namespace: `customer_${tenant.id}_user_15551234561`,
      caller: '+15551234561',
      name: 'Bob',
      callCount: 0,
      lastCallAt: null,
      facts: 1,
      openMatters: 0,
    };
    const list = async (query: string) => (await appliance.api('GET', `${callers}/list?${query}`)).body;
    expect(await list('text=dog%20BOB')).toEqual({ callers: [bob], total: 1, remembered: 3 });
    expect(await list('limit=1&offset=1')).toEqual({ callers: [bob], total: 3, remembered: 3 });
    await remember('15551234561', 'Rob');
    expect(await list('text=bob')).toEqual({ callers: [], total: 0, remembered: 3 });
    expect(
      (await appliance.api<CallerMemory[]>('GET', callers)).body.map(({ profile }) => profile.name),
    ).toEqual(['Ann', 'Rob', 'Cy']);
    const whole = (await appliance.api('GET', `/api/memory/${bob.namespace}`)).body;
    expect((await appliance.api('GET', `${callers}?caller=15551234561`)).body).toEqual([whole]);
    expect((await appliance.api('GET', `${callers}?caller=15551234569`)).body).toEqual([]);
    await appliance.api('DELETE', `/api/memory/${bob.namespace}`);
    expect(await list('limit=1')).toMatchObject({ total: 2, remembered: 2 });
    const refused = [
      '?caller=bob',
      '/list?limit=0',
      '/list?limit=201',
      '/list?offset=-1',
      `/list?text=${'a'.repeat(201)}`,
    ];
    for (const query of refused) expect((await appliance.api('GET', callers + query)).status).toBe(400);
    expect((await appliance.api('GET', '/api/tenants/99999/callers/list')).status).toBe(404);
  });

  it('forgets a caller with a receipt, and lists the receipts of one tenant', async () => {
    const tenant = await appliance.createTenant();
    const other = await appliance.createTenant();
    const name = `customer_${tenant.id}_user_15551234567`;
    await appliance.api('PATCH', `/api/memory/${name}`, { profile: { name: 'Bob', checkAnswer: 'Rex' } });
    const { status, body } = await appliance.api('POST', `/api/memory/${name}/forget`);
    expect([status, erasureReceipt.parse(body)]).toMatchObject([
      200,
      { tenantId: tenant.id, by: 'operator', erased: { memory: true, calls: 0 } },
    ]);
    expect((await appliance.api('GET', `/api/memory/${name}`)).status).toBe(404);
    const receipts = (id: number) => appliance.api('GET', `/api/tenants/${id}/erasures`);
    expect(await receipts(tenant.id)).toMatchObject({ status: 200, body: [body] });
    expect(await receipts(other.id)).toMatchObject({ status: 200, body: [] });
    expect((await receipts(99_999)).status).toBe(404);
    expect((await appliance.api('POST', '/api/memory/customer_x/forget')).status).toBe(400);
    expect((await appliance.api('POST', '/api/memory/customer_99999_user_15551234567/forget')).status).toBe(
      404,
    );
  });
});
