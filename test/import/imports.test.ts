import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportState } from '../../server/contracts/import.ts';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { carriedOut, sendFile } from '../e2e/task-done.ts';

const DUMP = JSON.stringify({
  customers: [
    { id: 7, email: 'ann@example.com', business_name: 'Acme Dental', password_hash: 'very-secret-hash' },
  ],
  memories: [{ type: 'fact', key: 'pet', value: 'a dog', user_id: 'customer_7_4155550109' }],
  admin_settings: { agent_name: 'Max', new_caller_greeting: 'Hello' },
});
let appliance: Appliance;
beforeAll(async () => {
  appliance = await startAppliance();
});
afterAll(() => appliance.stop());

async function checked(): Promise<string> {
  const { body } = await appliance.api<ImportState>('POST', '/api/imports');
  const sent = await sendFile(appliance, `/api/imports/${body.id}/files?name=dump.json`, DUMP);
  expect(sent.status).toBe(200);
  await carriedOut(appliance, 'POST', `/api/imports/${body.id}/check`);
  return body.id;
}
const state = async (id: string): Promise<ImportState> =>
  (await appliance.api<ImportState>('GET', `/api/imports/${id}`)).body;

it('writes nothing before it is applied, and makes nothing twice', async () => {
  const [id, second] = [await checked(), await checked()];
  expect((await appliance.api<TenantView[]>('GET', '/api/tenants')).body).toEqual([]);
  await carriedOut(appliance, 'POST', `/api/imports/${id}/apply`, { defaults: false });
  expect((await state(id)).applied).toMatchObject({ created: [{ tenantId: 1 }], defaults: false });
  const { body: memory } = await appliance.api<CallerMemory>(
    'GET',
    '/api/memory/customer_1_user_14155550109',
  );
  expect(memory.facts).toMatchObject([{ text: 'pet: a dog' }]);

  // Checked before the first was applied.
  await carriedOut(appliance, 'POST', `/api/imports/${second}/apply`, { defaults: true });
  expect((await state(second)).applied).toMatchObject({
    created: [],
    skipped: [{ tenantId: 1, callers: 0 }],
    defaults: true,
  });
  expect((await appliance.api<TenantView[]>('GET', '/api/tenants')).body).toHaveLength(1);
  const report = await appliance.api<string>('GET', `/api/imports/${id}/report.csv`);
  expect(report.body).toContain('Passwords are never brought over');
  expect(report.body + appliance.log.join('')).not.toContain('very-secret-hash');
  expect((await appliance.api('POST', `/api/imports/${id}/apply`, { defaults: false })).status).toBe(409);
});

it('refuses what is too large, foreign or out of order', async () => {
  const { body } = await appliance.api<ImportState>('POST', '/api/imports');
  const large = await sendFile<{ error: { message: string } }>(
    appliance,
    `/api/imports/${body.id}/files?name=large.csv`,
    new Uint8Array(50 * 1024 * 1024 + 1),
  );
  expect(large).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('50 MB') } },
  });
  expect((await appliance.api('POST', `/api/imports/${body.id}/check`)).status).toBe(400);
  expect((await appliance.api('POST', `/api/imports/${body.id}/apply`, { defaults: false })).status).toBe(
    409,
  );
  expect((await appliance.api('GET', '/api/imports/nothing')).status).toBe(404);
  expect((await appliance.api('DELETE', `/api/imports/${body.id}`)).status).toBe(204);
});
