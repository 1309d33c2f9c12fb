import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Alert } from '../../server/contracts/events.ts';
import { startAppliance } from './appliance.ts';
import { carriedOut } from './task-done.ts';

const CALLERS = ['15551234567', '15557654321'];
const A_CALLER = /5551234567|5557654321/;

it('tells of damaged memories of callers without their numbers, wherever it tells of them', {
  timeout: 60_000,
}, async () => {
  const root = await mkdtemp(join(tmpdir(), 'ringhouse-damaged-memory-'));
  const dataDir = join(root, 'data');
  const before = await startAppliance({ dataDir });
  const { id } = await before.createTenant();
  const pathOf = (caller: string) => `/api/memory/customer_${id}_user_${caller}`;
  for (const caller of CALLERS) await before.api('PATCH', pathOf(caller), { profile: { name: 'Bob' } });
  await before.stop();
  const folder = join(dataDir, 'tenants', String(id), 'caller-memory');
  const files = await readdir(folder);
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const file of files) await writeFile(join(folder, file), 'not what was written');

  const appliance = await startAppliance({ dataDir });
  const { api, events, log, stop } = appliance;
  for (const caller of CALLERS) expect((await api('GET', pathOf(caller))).status).toBe(500);
  const { body } = await api<{ alerts: Alert[] }>('GET', '/api/alerts');
  const file = `tenants/${id}/caller-memory/…`;
  const message = `The file ${file} was damaged. No good copy is left; restore a backup.`;
  expect(body.alerts).toMatchObject([{ key: `damage:lost:${file}`, message }]);
  await events.wait(({ type }) => type === 'alert');

  const backup = await carriedOut(appliance, 'POST', '/api/backups', {});
  expect(backup.problem).toContain(`without 2 damaged documents: ${file}. An earlier`);
  expect(JSON.stringify([body, events.all, log])).not.toMatch(A_CALLER);
  expect(log.join('\n')).toContain('A damaged document was found');
  expect(log.join('\n')).toContain('A task failed');
  await stop();
  await rm(root, { recursive: true, force: true });
});
