import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleList, BundleReady, BundleUpload } from '../../server/contracts/bundle.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { CallerMemory, ErasureReceipt } from '../../server/contracts/memory.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import type { Task } from '../../server/contracts/task.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { leaveMessage } from '../e2e/held-call.ts';
import { carriedOut, sendFile, taskEnded } from '../e2e/task-done.ts';

const PASSPHRASE = 'correct horse battery';
const CALLER = '+14155550109';
let here: Appliance;
let there: Appliance;
let bundle: Buffer;
let call: CallRecord;

beforeAll(async () => {
  [here, there] = await Promise.all([startAppliance(), startAppliance()]);
  await there.createTenant({ businessName: 'Bell Law', phoneNumber: '+14155550111' });
  const { id } = await here.createTenant({
    businessName: 'Acme Dental',
    phoneNumber: '+14155550110',
    agent: { recording: { on: true, keepDays: 30 } },
  });
  await here.api('PATCH', `/api/tenants/${id}`, {
    phoneNumbers: ['+14155550110', '+14155550111'],
    agent: { agentName: 'Sarah' },
  });
  await here.api('POST', `/api/tenants/${id}/knowledge`, {
    kind: 'fact',
    title: 'Parking',
    text: 'Behind the house.',
  });
  await here.api('PUT', `/api/tenants/${id}/secrets/CRM_KEY`, { value: 'very-secret-crm' });
  call = await leaveMessage(here, { tenantId: id, from: CALLER });
  expect(call.messages).toHaveLength(1);
  await here.api('PATCH', `/api/memory/customer_1_user_${CALLER.slice(1)}`, {
    facts: [{ text: 'Has a dog' }],
  });
  await here.api('PATCH', '/api/memory/customer_1_user_14155550177', {
    facts: [{ text: 'To be forgotten' }],
  });
  await here.api('DELETE', '/api/memory/customer_1_user_14155550177');
  const started = await here.api<{ id: string; task: { id: string } }>('POST', `/api/tenants/${id}/bundle`, {
    passphrase: PASSPHRASE,
    withRecordings: true,
  });
  expect(await taskEnded(here, started.body.task.id)).toMatchObject({ state: 'done' });
  const ready = await here.api<BundleReady>('GET', `/api/bundles/${started.body.id}`);
  expect(ready.body).toMatchObject({
    ready: true,
    fileName: expect.stringMatching(/^acme-dental-.*\.ringhouse$/),
  });
  const answer = await fetch(new URL(`/api/bundles/${started.body.id}/file`, here.controlUrl), {
    headers: { authorization: `Bearer ${here.token}` },
  });
  bundle = Buffer.from(await answer.arrayBuffer());
}, 180_000);
afterAll(() => Promise.all([here.stop(), there.stop()]));

const upload = async (appliance: Appliance, bytes: Uint8Array = bundle): Promise<string> =>
  (await sendFile<BundleUpload>(appliance, '/api/bundle-uploads', bytes)).body.id;
const seen = async (appliance: Appliance, id: string): Promise<BundleUpload> =>
  (await appliance.api<BundleUpload>('GET', `/api/bundle-uploads/${id}`)).body;

async function takenIn(appliance: Appliance): Promise<{ upload: BundleUpload; tenant: TenantView }> {
  const id = await upload(appliance);
  const path = `/api/bundle-uploads/${id}`;
  expect(await carriedOut(appliance, 'POST', `${path}/check`, { passphrase: PASSPHRASE })).toMatchObject({
    problem: null,
  });
  expect(await carriedOut(appliance, 'POST', `${path}/import`, { passphrase: PASSPHRASE })).toMatchObject({
    problem: null,
  });
  const done = await seen(appliance, id);
  const tenant = await appliance.api<TenantView>('GET', `/api/tenants/${done.tenantId}`);
  return { upload: done, tenant: tenant.body };
}

describe('a tenant in a bundle', { timeout: 60_000 }, () => {
  it('comes whole under a new id and new namespaces, without numbers that another has', async () => {
    const { upload: done, tenant } = await takenIn(there);
    expect(done.check).toMatchObject({
      calls: 1,
      knowledge: 1,
      recordings: 1,
      receipts: 1,
      secrets: ['CRM_KEY'],
      phoneNumbers: ['+14155550110'],
      takenNumbers: [{ phoneNumber: '+14155550111', businessName: 'Bell Law' }],
    });
    expect(tenant).toMatchObject({
      id: 2,
      businessName: 'Acme Dental',
      phoneNumbers: ['+14155550110'],
      version: 3,
    });
    const { body: memory } = await there.api<CallerMemory>(
      'GET',
      `/api/memory/customer_2_user_${CALLER.slice(1)}`,
    );
    expect(memory).toMatchObject({
      tenantId: 2,
      namespace: `customer_2_user_${CALLER.slice(1)}`,
      facts: [{ text: 'Has a dog' }],
    });
    const { body: moved } = await there.api<CallRecord>('GET', `/api/calls/${call.callSid}`);
    expect(moved).toMatchObject({ tenantId: 2, namespace: memory.namespace, transcript: call.transcript });
    const { body: receipts } = await there.api<ErasureReceipt[]>('GET', '/api/tenants/2/erasures');
    expect(receipts).toMatchObject([{ tenantId: 2, by: 'operator' }]);
    const { body: secrets } = await there.api<unknown>('GET', '/api/tenants/2/secrets');
    expect(JSON.stringify(secrets)).toContain('CRM_KEY');
    const sound = await there.api('GET', `/api/calls/${call.callSid}/recording`);
    expect(sound.status).toBe(200);
    const { body: versions } = await there.api<{ version: number }[]>('GET', '/api/tenants/2/versions');
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(JSON.stringify([memory, moved, receipts])).not.toContain('customer_1_');
  });

  it('can be copied beside itself: its calls get names of their own', async () => {
    const { tenant } = await takenIn(here);
    expect(tenant).toMatchObject({ id: 2, phoneNumbers: [] });
    const { body: original } = await here.api<CallRecord>('GET', `/api/calls/${call.callSid}`);
    expect(original.tenantId).toBe(1);
    const { body: list } = await here.api<{ calls: CallRecord[] }>('GET', '/api/calls?tenantId=2');
    expect(list.calls).toHaveLength(1);
    expect(list.calls[0]?.callSid).not.toBe(call.callSid);
    const [own, copied] = await Promise.all(
      [1, 2].map(
        async (id) =>
          (await here.api<InboxPage>('GET', `/api/messages?tenantId=${id}&state=all`)).body.messages,
      ),
    );
    expect(own).toHaveLength(1);
    expect(copied).toHaveLength(1);
    for (const message of copied ?? []) expect(message.id).toMatch(/^2-/);
  });

  it('is refused with a wrong passphrase, when damaged, and when it is something else', async () => {
    const refusals: [Uint8Array, string, RegExp][] = [
      [bundle, 'another horse battery', /passphrase is wrong/],
      [bundle.subarray(0, bundle.length - 100), PASSPHRASE, /damaged|cut short/],
      [
        Buffer.from('hello, I am no bundle at all, but long enough to be one'),
        PASSPHRASE,
        /not a tenant bundle/,
      ],
    ];
    const before = (await there.api<TenantView[]>('GET', '/api/tenants')).body.length;
    for (const [bytes, passphrase, problem] of refusals) {
      const id = await upload(there, bytes);
      const path = `/api/bundle-uploads/${id}`;
      const task = await carriedOut(there, 'POST', `${path}/check`, { passphrase });
      expect(task).toMatchObject({ state: 'failed', problem: expect.stringMatching(problem) });
      expect((await there.api('POST', `${path}/import`, { passphrase })).status).toBe(409);
      expect((await there.api('DELETE', path)).status).toBe(204);
    }
    expect((await there.api<TenantView[]>('GET', '/api/tenants')).body).toHaveLength(before);
    const short = await here.api('POST', '/api/tenants/1/bundle', { passphrase: 'short' });
    expect(short.status).toBe(400);
    expect((await here.api('POST', '/api/tenants/99/bundle', { passphrase: PASSPHRASE })).status).toBe(404);
  });

  it('is listed while it waits, and can be discarded before its hour is over', async () => {
    const list = async () => (await here.api<BundleList>('GET', '/api/bundles')).body;
    const { exported } = await list();
    expect(exported).toMatchObject([{ tenantId: 1, ready: true, keptUntil: expect.any(String) }]);
    const { body: begun } = await here.api<{ id: string; task: Task }>('POST', '/api/tenants/1/bundle', {
      passphrase: PASSPHRASE,
    });
    expect(begun.task).toMatchObject({ subject: begun.id });
    expect(await taskEnded(here, begun.task.id)).toMatchObject({ state: 'done' });
    const waiting = await upload(here);
    expect(await list()).toMatchObject({
      exported: [...exported, { id: begun.id, ready: true }],
      uploaded: [{ id: waiting, check: null, tenantId: null }],
    });
    const ids = [...exported.map(({ id }) => id), begun.id];
    for (const id of ids) expect((await here.api('DELETE', `/api/bundles/${id}`)).status).toBe(204);
    expect((await here.api('DELETE', `/api/bundle-uploads/${waiting}`)).status).toBe(204);
    expect(await list()).toEqual({ exported: [], uploaded: [] });
    expect((await here.api('DELETE', `/api/bundles/${begun.id}`)).status).toBe(404);
    expect((await here.api('GET', `/api/bundles/${begun.id}/file`)).status).toBe(404);
    const { body: audit } = await here.api<{ entries: { action: string }[] }>(
      'GET',
      '/api/audit?action=bundle',
    );
    expect(audit.entries).toMatchObject([
      { action: 'bundle.discarded', tenantId: 1 },
      { action: 'bundle.discarded', tenantId: 1 },
      { action: 'bundle.downloaded', tenantId: 1 },
    ]);
  });

  it('counts no longer among those that wait once a tenant was made of it', async () => {
    const before = (await there.api<TenantView[]>('GET', '/api/tenants')).body;
    expect(before.map(({ businessName }) => businessName)).toContain('Acme Dental');
    expect((await there.api<BundleList>('GET', '/api/bundles')).body.uploaded).toEqual([]);
    const ids = [];
    for (let number = 0; number < 10; number += 1) ids.push(await upload(there));
    const eleventh = await sendFile<{ error: { message: string } }>(there, '/api/bundle-uploads', bundle);
    expect(eleventh).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('Too many bundles') } },
    });
    for (const id of ids) await there.api('DELETE', `/api/bundle-uploads/${id}`);
    await there.api('DELETE', `/api/bundle-uploads/${await upload(there)}`);
  });

  it('holds nothing that can be read without its passphrase, and leaves none in the log', () => {
    for (const word of ['very-secret-crm', 'Acme', 'Has a dog']) expect(bundle.includes(word)).toBe(false);
    const log = [...here.log, ...there.log].join('\n');
    expect(log).not.toContain(PASSPHRASE);
    expect(log).not.toContain('very-secret-crm');
  });
});
