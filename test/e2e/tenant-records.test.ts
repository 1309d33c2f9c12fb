import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { CallerMemory, callerExport } from '../../server/contracts/memory.ts';
import type { Change, TenantStanding, TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';

const CALLER = '+12125550177';

let appliance: Appliance;
let tenant: TenantView;

beforeAll(async () => {
  appliance = await startAppliance();
  tenant = await appliance.createTenant();
});
afterAll(() => appliance.stop());

const patch = (change: object) => appliance.api('PATCH', `/api/tenants/${tenant.id}`, change);
const path = (rest: string) => `/api/tenants/${tenant.id}${rest}`;

describe('two versions of a tenant', () => {
  beforeAll(async () => {
    await patch({ agent: { hours: 'nine to five', personality: { warmth: 80 } } });
    await patch({ businessName: 'Acme Ltd', agent: { hours: null } });
  });
  const compared = (version: number, against: number | string) =>
    appliance.api<{ changes: Change[] }>('GET', path(`/versions/${version}/changes?against=${against}`));

  it('are compared, whichever is the older', async () => {
    expect((await compared(3, 1)).body.changes).toEqual([
      { path: 'businessName', before: 'Acme Corp', after: 'Acme Ltd' },
      { path: 'agent.personality.warmth', before: null, after: 80 },
    ]);
    const back = (await compared(1, 2)).body.changes;
    expect(
      Object.fromEntries(back.map(({ path: changed, before, after }) => [changed, [before, after]])),
    ).toEqual({
      'agent.hours': ['nine to five', null],
      'agent.personality.warmth': [80, null],
    });
    expect((await compared(2, 2)).body.changes).toEqual([]);
  });

  it('are refused where there is no such version or tenant', async () => {
    for (const [version, against] of [
      [9, 1],
      [1, 9],
    ] as const)
      expect(await compared(version, against)).toMatchObject({
        status: 404,
        body: { error: { message: 'This tenant has no version 9.' } },
      });
    expect((await compared(1, 'x')).status).toBe(400);
    expect((await appliance.api('GET', '/api/tenants/99/versions/1/changes?against=1')).status).toBe(404);
  });
});

describe('one caller', { timeout: 120_000 }, () => {
  const name = () => `customer_${tenant.id}_user_${CALLER.slice(1)}`;
  const exported = (namespace: string) =>
    appliance.api<z.infer<typeof callerExport>>('GET', `/api/memory/${namespace}/export`);

  it('is exported with memory and calls, once for the audit log, and nothing of others', async () => {
    const call = await appliance.practise(tenant.id, ['My name is Dana.', 'Goodbye.'], CALLER);
    await appliance.practise(tenant.id, ['My name is Eve.', 'Goodbye.'], '+12125550188');
    const { body, headers, status } = await exported(name());
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="caller-${tenant.id}.json"`);
    expect(body).toMatchObject({ tenant: 'Acme Ltd', memory: { caller: CALLER }, messages: [] });
    expect(body.calls.map(({ callSid }) => callSid)).toEqual([call.callSid]);
    expect(JSON.stringify(body)).not.toContain('Eve');
    const audit = await appliance.api('GET', '/api/audit');
    expect(JSON.stringify(audit.body).split('caller.exported')).toHaveLength(2);
  });

  it('is not exported where nothing is kept, or the name is none', async () => {
    expect((await exported(`customer_${tenant.id}_user_12125550199`)).status).toBe(404);
    expect((await exported('customer_99_user_12125550199')).status).toBe(404);
    expect((await exported('nobody')).status).toBe(400);
  });

  it('has facts put back with the call they came from, and keeps its own of what is there', async () => {
    const memory = `/api/memory/${name()}`;
    const callSid = `CA${'1'.repeat(32)}`;
    const at = '2026-11-01T10:00:00.000Z';
    const put = (facts: object[]) => appliance.api<CallerMemory>('PATCH', memory, { facts });
    const [fact] = (await put([{ text: 'Has a dog', callSid, at }])).body.facts;
    expect(fact).toEqual({ text: 'Has a dog', callSid, at, sensitive: false });
    const [same] = (await put([{ text: 'Has a dog', callSid: null, sensitive: true }])).body.facts;
    expect(same).toEqual({ text: 'Has a dog', callSid, at, sensitive: true });
    expect((await put([{ text: 'Has a dog', at: 'yesterday' }])).status).toBe(400);
  });
});

describe('how all tenants stand', () => {
  it('counts open messages and leaves practice calls out', async () => {
    const other = await appliance.createTenant();
    const { body, status } = await appliance.api<TenantStanding>('GET', '/api/tenants/standing');
    expect(status).toBe(200);
    expect(body).toEqual([
      { tenantId: tenant.id, calls: 0, lastCallAt: null, openMessages: 0 },
      { tenantId: other.id, calls: 0, lastCallAt: null, openMessages: 0 },
    ]);
  });
});
