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
