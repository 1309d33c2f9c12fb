import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackupList, RestoreCheck } from '../../server/contracts/backup.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, EventReader, startAppliance } from '../e2e/appliance.ts';
import { carriedOut } from '../e2e/task-done.ts';

const CALLER = '+15551230009';
const FORGOTTEN = 'customer_1_user_15551230010';
let root: string;
let dataDir: string;
let appliance: Appliance;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringhouse-restore-'));
  dataDir = join(root, 'data');
  appliance = await startAppliance({ dataDir });
});
afterAll(async () => {
  await appliance.stop();
  await rm(root, { recursive: true, force: true });
});

const backups = async (): Promise<BackupList> =>
  (await appliance.api<BackupList>('GET', '/api/backups')).body;
const names = async (): Promise<string[]> =>
  (await appliance.api<TenantView[]>('GET', '/api/tenants')).body.map(({ businessName }) => businessName);

/** Does something after which the server starts again, and finds the way back to it. */
async function throughRestart(path: string): Promise<void> {
  const again = new Promise<void>((resolve, reject) => {
    appliance.server.restarts.on((outcome) => ('error' in outcome ? reject(outcome.error) : resolve()));
  });
  expect((await appliance.api('POST', path)).status).toBe(202);
  await again;
  appliance.events.close();
  appliance.events = await EventReader.open(
    new URL('/api/events', appliance.controlUrl).href,
    appliance.token,
  );
}

describe('a backup and the way back to it', { timeout: 60_000 }, () => {
  let name: string;
  let forgottenCall: string;

  it('is made, listed with what it holds, downloaded and checked', async () => {
    expect(await backups()).toMatchObject({ backups: [], aside: null, folder: join(root, 'data-backups') });
    await appliance.createTenant({ businessName: 'Acme Dental' });
    await appliance.api('PATCH', `/api/memory/customer_1_user_${CALLER.slice(1)}`, {
      facts: [{ text: 'Has a dog' }],
    });
    await appliance.api('PATCH', `/api/memory/${FORGOTTEN}`, { facts: [{ text: 'Has a cat' }] });
    ({ callSid: forgottenCall } = await appliance.practise(1, ['My name is Zebulon.', 'Goodbye.'], CALLER));
    await appliance.api('PATCH', '/api/settings', {
      secrets: { SMTP_URL: 'smtp://very-secret-key@127.0.0.1:9' },
    });
    expect(await carriedOut(appliance, 'POST', '/api/backups', {})).toMatchObject({
      state: 'done',
      problem: null,
    });
    const [made] = (await backups()).backups;
    expect(made).toMatchObject({
      problem: null,
      about: { contents: { callers: 2, tenants: [{ id: 1, businessName: 'Acme Dental' }] } },
    });
    name = made?.name ?? '';
    const file = await fetch(new URL(`/api/backups/${name}/file`, appliance.controlUrl), {
      headers: { authorization: `Bearer ${appliance.token}` },
    });
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.equals(await readFile(join(root, 'data-backups', name)))).toBe(true);
    expect(bytes.length).toBe(made?.sizeBytes);
    const { body: audit } = await appliance.api<{ entries: object[] }>('GET', '/api/audit?action=backup');
    expect(audit.entries[0]).toMatchObject({ action: 'backup.downloaded', detail: { name } });
  });

  it('is restored only after a check, in place, with the data before it kept aside', async () => {
    expect((await appliance.api('POST', `/api/backups/${name}/restore`)).status).toBe(409);
    await appliance.createTenant({ businessName: 'Later Law' });
    for (const path of [`/api/memory/${FORGOTTEN}`, `/api/calls/${forgottenCall}`])
      expect((await appliance.api('POST', `${path}/forget`)).status).toBe(200);
    await carriedOut(appliance, 'POST', `/api/backups/${name}/check`);
    const { body: check } = await appliance.api<RestoreCheck>('GET', `/api/backups/${name}/check`);
    expect(check).toMatchObject({
      audit: { ok: true },
      lost: { tenants: ['Later Law'], calls: 0 },
      returning: [],
    });
    expect(check.lost.auditEntries).toBeGreaterThan(0);
    expect(check.goodDocuments).toBe(check.about.contents.documents);

    const { ready } = appliance.server;
    await throughRestart(`/api/backups/${name}/restore`);
    expect(appliance.server.ready).toEqual(ready);
    expect(await names()).toEqual(['Acme Dental']);
    const { body: audit } = await appliance.api<{ entries: { action: string }[] }>('GET', '/api/audit');
    expect(audit.entries.map(({ action }) => action).slice(0, 3)).toEqual([
      'call.forgotten',
      'caller.forgotten',
      'data.restored',
    ]);
    expect((await appliance.api('GET', '/api/audit/verify')).body).toMatchObject({ ok: true });
    expect(await backups()).toMatchObject({ aside: { replacedBy: name } });
  });

  it('brings back nobody and no call that was forgotten since, and notes nothing that names them', async () => {
    const callers = await appliance.api<{ caller: string }[]>('GET', '/api/tenants/1/callers');
    expect(JSON.stringify(callers.body)).toContain(CALLER);
    expect(JSON.stringify(callers.body)).not.toContain(FORGOTTEN.slice(-10));
    const receipts = await appliance.api<unknown[]>('GET', '/api/tenants/1/erasures');
    expect(receipts.body).toHaveLength(2);
    expect(await appliance.record(forgottenCall)).toMatchObject({ from: 'erased', transcript: [] });
    expect(JSON.stringify(callers.body)).not.toContain('Zebulon');
    const kept = await readFile(join(dataDir, 'lasting.json'), 'utf8');
    expect(kept).toContain('mark');
    expect(kept).not.toContain(FORGOTTEN.slice(-10));
  });

  it('gives no tenant id again that was given since', async () => {
    const third = await appliance.createTenant({ businessName: 'Third Time' });
    expect(third.id).toBe(3);
  });

  it('is undone by switching back, and forward again', async () => {
    await throughRestart('/api/aside/switch-back');
    expect(await names()).toEqual(['Acme Dental', 'Later Law']);
    expect((await appliance.createTenant({ businessName: 'Fourth' })).id).toBe(4);
    expect(await backups()).toMatchObject({ aside: { replacedBy: null } });
    expect((await appliance.api('DELETE', '/api/aside')).status).toBe(204);
    expect((await backups()).aside).toBeNull();
    expect((await appliance.api('POST', '/api/aside/switch-back')).status).toBe(404);
  });

  it('refuses while a call is live', async () => {
    await carriedOut(appliance, 'POST', `/api/backups/${name}/check`);
    const { body } = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', { tenantId: 1 });
    await appliance.events.wait(({ type }) => type === 'call.started');
    const refused = await appliance.api<{ error: { message: string } }>(
      'POST',
      `/api/backups/${name}/restore`,
    );
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('on the line');
    await appliance.api('POST', `/api/calls/${body.callSid}/hang-up`);
    await appliance.events.wait(({ type }) => type === 'call.ended');
  });

  it('holds no key, and keeps foreign names and places out', async () => {
    const bytes = await readFile(join(root, 'data-backups', name));
    const { gunzipSync } = await import('node:zlib');
    expect(gunzipSync(bytes).includes('very-secret-key')).toBe(false);
    for (const path of [
      '/api/backups/..%2Fdata%2Fsecrets.tar.gz/file',
      '/api/backups/nothing.tar.gz/file',
      '/api/backups/%2e%2e/file',
    ])
      expect([400, 404], path).toContain((await appliance.api('GET', path)).status);
    for (const folder of ['backups', dataDir, join(dataDir, 'inside'), join(root, 'data-backups', name)])
      expect((await appliance.api('PUT', '/api/backups/place', { folder })).status, folder).toBe(400);
    await writeFile(join(root, 'data-backups', 'foreign.tar.gz'), 'no archive');
    const foreign = (await backups()).backups.find((one) => one.name === 'foreign.tar.gz');
    expect(foreign).toMatchObject({ about: null });
    expect(foreign?.problem).not.toBeNull();
    expect((await appliance.api('DELETE', '/api/backups/foreign.tar.gz')).status).toBe(204);
  });
});
