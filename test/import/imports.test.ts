import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { ImportState } from '../../server/contracts/import.ts';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import type { Task } from '../../server/contracts/task.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { AppError } from '../../server/platform/errors.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { carriedOut, sendFile, taskEnded } from '../e2e/task-done.ts';

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
afterEach(() => vi.restoreAllMocks());

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

it('says when it did not go on to the end, and can be checked and applied again', async () => {
  const id = await checked();
  const { audit, defaults } = appliance.server.context.control;
  vi.spyOn(defaults, 'update').mockRejectedValueOnce(new AppError('invalid', 'The disk is full.'));
  const task = await carriedOut(appliance, 'POST', `/api/imports/${id}/apply`, { defaults: true });
  expect(task).toMatchObject({ state: 'failed', subject: `${id}/apply`, problem: 'The disk is full.' });
  const failed = await state(id);
  expect(failed).toMatchObject({
    applied: { skipped: [{ tenantId: 1 }], defaults: false, problem: 'The disk is full.' },
    files: [{ name: 'dump.json', sizeBytes: DUMP.length }],
  });
  const report = await appliance.api<string>('GET', `/api/imports/${id}/report.csv`);
  expect(report.body).toContain('"did not go on to the end"');
  expect((await appliance.api('POST', `/api/imports/${id}/apply`, { defaults: true })).status).toBe(409);

  await carriedOut(appliance, 'POST', `/api/imports/${id}/check`);
  expect((await state(id)).applied).toBeNull();
  vi.spyOn(audit, 'append').mockRejectedValueOnce(new Error('no space'));
  expect(await carriedOut(appliance, 'POST', `/api/imports/${id}/apply`, { defaults: true })).toMatchObject({
    state: 'failed',
  });
  // What was done is known all the same.
  expect((await state(id)).applied).toMatchObject({
    defaults: true,
    problem: expect.stringContaining('inside'),
  });

  await carriedOut(appliance, 'POST', `/api/imports/${id}/check`);
  await carriedOut(appliance, 'POST', `/api/imports/${id}/apply`, { defaults: true });
  expect(await state(id)).toMatchObject({ applied: { defaults: true, problem: null }, files: [] });
});

it('shows nothing as done while it is being applied', async () => {
  const id = await checked();
  const { defaults } = appliance.server.context.control;
  let go = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (go = resolve));
  const update = defaults.update.bind(defaults);
  vi.spyOn(defaults, 'update').mockImplementationOnce(async (...given) => {
    await waiting;
    return update(...given);
  });
  const { body: task } = await appliance.api<Task>('POST', `/api/imports/${id}/apply`, { defaults: true });
  expect((await state(id)).applied).toBeNull();
  const { body: tasks } = await appliance.api<Task[]>('GET', '/api/tasks');
  expect(tasks[0]).toMatchObject({ id: task.id, subject: `${id}/apply`, state: 'running' });
  go();
  expect(await taskEnded(appliance, task.id)).toMatchObject({ state: 'done' });
  expect((await state(id)).applied).toMatchObject({ problem: null });
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
