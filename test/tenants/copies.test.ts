import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../server/contracts/audit.ts';
import type { KnowledgeItem } from '../../server/contracts/knowledge.ts';
import type { TenantVersion, TenantView } from '../../server/contracts/tenant.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { copiedAgent } from '../../server/tenants/copied.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { base64 } from '../knowledge/pdf-file.ts';
import { MemoryStore } from '../memory-store.ts';
import { acme, NOTE, startTenants } from './world.ts';

const LINE = '+12125550110';
const tool = {
  name: 'find_booking',
  description: 'Finds a booking.',
  parameters: { type: 'object', properties: {} },
  method: 'GET',
  url: 'https://api.example.com/bookings',
  headers: [{ name: 'Authorization', value: 'Bearer {{CRM_KEY}}' }],
  receipt: 'none',
};
/** What the next dentist has in common with this one. */
const shared = {
  agentName: 'Mia',
  personality: { warmth: 80 },
  instructions: 'Ask whether it hurts.',
  httpTools: [tool],
  toolHosts: ['api.example.com'],
};
const own = {
  address: '1 Main Street',
  transfers: [
    {
      ...{ label: 'Dr Lee', number: '+12125551234', when: '', mode: 'warm' },
      schedule: { weekly: [], holidays: [] },
    },
  ],
  afterHours: { mode: 'forward', destination: 'Dr Lee' },
  delivery: { emails: ['lee@example.com'], sms: [], webhookUrl: null, withTranscript: false },
  blockedCallers: ['+12125550999'],
};
const identity = { businessName: 'Northside Dental', contactName: 'Bo Berg', email: 'bo@example.com' };

describe('a tenant made like another one', { timeout: 60_000 }, () => {
  let appliance: Appliance;
  let source: TenantView;

  beforeAll(async () => {
    appliance = await startAppliance();
    source = await appliance.createTenant({
      trade: 'dental',
      phoneNumber: LINE,
      agent: { ...shared, ...own },
    });
    const path = `/api/tenants/${source.id}`;
    const file = { fileName: 'fees.txt', content: base64(Buffer.from('A filling is 90 dollars.')) };
    await appliance.api('POST', `${path}/knowledge/files`, file);
    await appliance.api('PUT', `${path}/secrets/CRM_KEY`, { value: 'key-of-the-first' });
    await appliance.api('PATCH', path, { agent: { silenceSeconds: 9 } });
    await appliance.api('PATCH', `${path}/draft`, { agentName: 'Robin' });
    const { knowledge } = appliance.server.context.control;
    await knowledge.reportUnanswered(tenantScope(source.id), 'Is there a lift?', 'CA1');
  });
  afterAll(() => appliance.stop());

  const of = async <T>(id: number, rest: string) =>
    (await appliance.api<T>('GET', `/api/tenants/${id}/${rest}`)).body;
  const make = (body: object) => appliance.api<TenantView>('POST', '/api/tenants', { ...identity, ...body });
  const count = async () => (await appliance.api<unknown[]>('GET', '/api/tenants')).body.length;

  it('has its published agent and its knowledge, and nothing that is the other business’s own', async () => {
    const { status, body } = await make({ from: source.id });
    expect([status, body.phoneNumbers, body.version]).toEqual([201, [], 1]);
    expect(body.agent).toMatchObject({ ...shared, personality: { warmth: 80 }, silenceSeconds: 9 });
    for (const field of Object.keys(own)) expect(body.agent).not.toHaveProperty(field);
    const known = (id: number) => of<{ items: KnowledgeItem[] }>(id, 'knowledge');
    expect((await known(body.id)).items).toEqual((await known(source.id)).items);
    expect((await known(body.id)).items.map(({ kind }) => kind)).toContain('file');
    expect(await of(body.id, 'gaps')).toEqual({ gaps: [] });
    expect(await of(body.id, 'secrets')).toEqual({ secrets: [] });
    expect(await of(body.id, 'draft')).toMatchObject({ draft: null });
    const { body: log } = await appliance.api<{ entries: AuditEntry[] }>('GET', '/api/audit?limit=1');
    expect(log.entries).toMatchObject([
      { action: 'tenant.created', tenantId: body.id, detail: { copiedFrom: source.id } },
    ]);
  });

  it('says in its first version what it was copied from', async () => {
    const { body } = await make({ from: source.id });
    await appliance.api('PATCH', `/api/tenants/${body.id}`, { businessName: 'Westside Dental' });
    const [second, first] = await of<TenantVersion[]>(body.id, 'versions');
    expect(first?.copiedFrom).toEqual({ tenantId: source.id, version: 2 });
    expect(second).not.toHaveProperty('copiedFrom');
  });

  it('takes what is asked for over what it copies, and knows nothing of what is changed there later', async () => {
    const { body } = await make({ from: source.id, agent: { agentName: 'Sam', silenceSeconds: null } });
    expect(body.agent).toMatchObject({ agentName: 'Sam', instructions: shared.instructions });
    expect(body.agent).not.toHaveProperty('silenceSeconds');
    const { items } = await of<{ items: KnowledgeItem[] }>(body.id, 'knowledge');
    await appliance.api('DELETE', `/api/tenants/${body.id}/knowledge/${items[0]?.id}`);
    expect((await of<{ items: KnowledgeItem[] }>(source.id, 'knowledge')).items).toHaveLength(items.length);
  });

  it('is refused where there is none to copy, with a trade, with a number that is taken, and for one that is there', async () => {
    const before = await count();
    expect(await make({ from: 9_999 })).toMatchObject({ status: 404 });
    expect(await make({ from: source.id, trade: 'dental' })).toMatchObject({
      status: 400,
      body: { error: { fields: { trade: expect.any(String) } } },
    });
    expect(await make({ from: source.id, phoneNumber: LINE })).toMatchObject({ status: 409 });
    const into = await appliance.api('PATCH', `/api/tenants/${source.id}`, { from: 2 });
    expect(into).toMatchObject({ status: 400 });
    expect(await count()).toBe(before);
    // None of these took an id.
    const newest = (await appliance.api<TenantView[]>('GET', '/api/tenants')).body.at(-1)?.id ?? 0;
    expect((await make({})).body.id).toBe(newest + 1);
  });
});

describe('a copy that can’t be finished', () => {
  it('leaves nothing behind, and says why', async () => {
    const store = new MemoryStore();
    const { tenants, erased } = await startTenants(store);
    const first = tenantScope((await tenants.create(acme, 'operator')).id);
    const note = (scope: typeof first) =>
      store.transact(scope, (writer) => writer.put(NOTE, 'one', { text: 'a part' }));
    const broken = tenants.copy(first, acme, 'operator', async (scope) => {
      await note(scope);
      throw new Error('The disk is full.');
    });
    await expect(broken).rejects.toThrow('The disk is full.');
    const orphaned = tenants.copy(first, acme, 'operator', async (scope) => {
      await note(scope);
      await tenants.delete(first);
    });
    await expect(orphaned).rejects.toMatchObject({ code: 'not-found' });
    expect([tenants.list(), await store.tenantIds(), erased]).toEqual([[], [], [2, 1, 3]]);
  });
});

it('copies what is done when it is closed, unless that needs one of the people calls are put through to', () => {
  const closed = { mode: 'message' as const, destination: '' };
  expect(copiedAgent({ afterHours: closed })).toEqual({ afterHours: closed });
  expect(copiedAgent({ afterHours: { mode: 'forward', destination: 'Dr Lee' } })).toEqual({});
});
