import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../server/contracts/audit.ts';
import type { KnowledgeGap, KnowledgeItem } from '../../server/contracts/knowledge.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { base64, pdfOf } from './pdf-file.ts';

let appliance: Appliance;
let path: string;
let id: number;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-knowledge-'));
  appliance = await startAppliance({ dataDir });
  ({ id } = await appliance.createTenant());
  path = `/api/tenants/${id}`;
});
afterAll(async () => {
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const actions = async (): Promise<string[]> =>
  (await appliance.api<{ entries: AuditEntry[] }>('GET', '/api/audit?limit=5')).body.entries.map(
    ({ action, tenantId }) => `${action} ${tenantId}`,
  );

describe('knowledge over the control API', () => {
  it('is written, changed, searched and deleted, and all of it is in the audit log', async () => {
    const body = { kind: 'service', title: 'Haircut', text: 'With a wash.', price: '40 euros' };
    const created = await appliance.api<KnowledgeItem>('POST', `${path}/knowledge`, body);
    expect(created).toMatchObject({ status: 201, body });
    const one = `${path}/knowledge/${created.body.id}`;
    const changed = await appliance.api('PATCH', one, { price: null });
    expect(changed).toMatchObject({ status: 200, body: { title: 'Haircut', price: null } });
    const list = await appliance.api('GET', `${path}/knowledge`);
    expect(list.body).toMatchObject({ mode: 'inline', items: [{ id: created.body.id }] });
    const found = await appliance.api('GET', `${path}/knowledge/search?query=haircut`);
    expect(found.body).toEqual({ hits: [{ title: 'Haircut', text: 'With a wash.' }] });
    expect((await appliance.api('DELETE', one)).status).toBe(204);
    expect((await appliance.api('DELETE', one)).status).toBe(404);
    expect((await actions()).slice(0, 3)).toEqual([
      `knowledge.deleted ${id}`,
      `knowledge.changed ${id}`,
      `knowledge.created ${id}`,
    ]);
  });

  it('is a sample until it is changed, or confirmed by changing nothing, and one again where that is taken back', async () => {
    const tenant = await appliance.createTenant({ trade: 'salon' });
    const list = `/api/tenants/${tenant.id}/knowledge`;
    const [sample] = (await appliance.api<{ items: KnowledgeItem[] }>('GET', list)).body.items;
    const change = async (body: object) =>
      (await appliance.api<KnowledgeItem>('PATCH', `${list}/${sample?.id}`, body)).body;
    expect(sample?.sample).toBe(true);
    expect(await change({})).not.toHaveProperty('sample');
    expect(await change({ sample: true })).toMatchObject({ title: sample?.title, sample: true });
    expect(await change({ title: 'Ours' })).not.toHaveProperty('sample');
    expect(await appliance.api('PATCH', `${list}/${sample?.id}`, { sample: false })).toMatchObject({
      status: 400,
    });
  });

  it('takes a file of megabytes, on this route alone', async () => {
    const pdf = Buffer.concat([pdfOf(['Open on Sundays.']), Buffer.alloc(2_000_000, ' ')]);
    const file = { fileName: 'hours.pdf', content: base64(pdf) };
    const taken = await appliance.api<KnowledgeItem>('POST', `${path}/knowledge/files`, file);
    expect(taken).toMatchObject({
      status: 201,
      body: { kind: 'file', title: 'hours', text: 'Open on Sundays.' },
    });
    const elsewhere = await appliance.api('POST', `${path}/knowledge`, {
      kind: 'text',
      title: 'x',
      text: 'a'.repeat(2_000_000),
    });
    expect(elsewhere.status).toBe(413);
    const tooLarge = { fileName: 'a.txt', content: base64(Buffer.alloc(15_000_100, 'a')) };
    const refused = await appliance.api('POST', `${path}/knowledge/files`, tooLarge);
    expect(refused).toMatchObject({ status: 400, body: { error: { fields: { content: /15 MB/ } } } });
  });

  it('refuses what is no knowledge', async () => {
    const item = { kind: 'fact', title: 'T', text: 'x' };
    for (const body of [
      { ...item, kind: 'file' },
      { ...item, title: ' ' },
      { ...item, tenantId: 2 },
      { ...item, text: ['x'] },
    ])
      expect((await appliance.api('POST', `${path}/knowledge`, body)).status).toBe(400);
    expect(
      (await appliance.api('POST', `${path}/knowledge/files`, { fileName: 'a.txt', content: '***' })).status,
    ).toBe(400);
    const edit = { text: 'x' };
    for (const [method, foreign, body] of [
      ['GET', '/api/tenants/999/knowledge'],
      ['POST', '/api/tenants/999/knowledge', item],
      ['GET', '/api/tenants/999/gaps'],
      ['PATCH', `${path}/knowledge/none`, edit],
      ['PATCH', `${path}/knowledge/..%2Ftenant`, edit],
      ['DELETE', `${path}/gaps/none`],
    ] as const)
      expect([foreign, (await appliance.api(method, foreign, body)).status]).toEqual([foreign, 404]);
  });
});

describe('the list of what could not be answered, over the control API', () => {
  it('is answered or dismissed', async () => {
    const { knowledge } = appliance.server.context.control;
    await knowledge.reportUnanswered(tenantScope(id), 'Is there a lift?', 'CA1');
    await knowledge.reportUnanswered(tenantScope(id), 'Why?', 'CA1');
    const gaps = (await appliance.api<{ gaps: KnowledgeGap[] }>('GET', `${path}/gaps`)).body.gaps;
    const lift = gaps.find(({ question }) => question.includes('lift'));
    const why = gaps.find(({ question }) => question === 'Why?');
    const answered = await appliance.api('POST', `${path}/gaps/${lift?.id}/answer`, { answer: 'Yes.' });
    expect(answered).toMatchObject({
      status: 201,
      body: { kind: 'faq', title: 'Is there a lift?', text: 'Yes.' },
    });
    expect((await appliance.api('DELETE', `${path}/gaps/${why?.id}`)).status).toBe(204);
    expect((await appliance.api('GET', `${path}/gaps`)).body).toEqual({ gaps: [] });
    expect((await actions()).slice(0, 2)).toEqual([`gap.dismissed ${id}`, `gap.answered ${id}`]);
  });
});

describe('deleting a tenant', () => {
  it('leaves nothing of what its agent knew and was asked', async () => {
    const other = await appliance.createTenant();
    const item = { kind: 'fact', title: 'Lift', text: 'At the back.' };
    await appliance.api('POST', `/api/tenants/${other.id}/knowledge`, item);
    const { knowledge } = appliance.server.context.control;
    await knowledge.reportUnanswered(tenantScope(other.id), 'Is there a ramp?', 'CA1');
    const kept = async () =>
      (await readdir(dataDir, { recursive: true })).filter((file) => file.includes(`/${other.id}/knowledge`));
    expect(await kept()).not.toEqual([]);
    expect((await appliance.api('DELETE', `/api/tenants/${other.id}`)).status).toBe(204);
    expect((await kept()).filter((file) => file.includes('.json'))).toEqual([]);
    expect((await appliance.api('GET', `/api/tenants/${other.id}/knowledge`)).status).toBe(404);
  });
});
