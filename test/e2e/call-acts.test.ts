import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { auditPage } from '../../server/contracts/audit.ts';
import { type CallerMemory, erasureReceipt } from '../../server/contracts/memory.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { holdCall } from './held-call.ts';

let appliance: Appliance;
let tenantId: number;

beforeAll(async () => {
  appliance = await startAppliance();
  ({ id: tenantId } = await appliance.createTenant());
});
afterAll(() => appliance.stop());

const post = (path: string) => appliance.api<{ error?: { message: string } }>('POST', path);
const lastEntry = async () =>
  (await appliance.api<z.infer<typeof auditPage>>('GET', '/api/audit?limit=1')).body.entries[0];

describe('POST /api/calls/:callSid/forget', { timeout: 120_000 }, () => {
  it('erases one call of a caller, with a receipt, and what it taught', async () => {
    const from = '+15551234567';
    const first = await appliance.practise(tenantId, ['My name is Zebulon Quirk.', 'Goodbye.'], from);
    const second = await appliance.practise(tenantId, ['What are your hours?', 'Goodbye.'], from);
    const { status, body } = await post(`/api/calls/${first.callSid}/forget`);
    const receipt = erasureReceipt.parse(body);
    expect([status, receipt]).toMatchObject([
      200,
      { tenantId, by: 'operator', subject: 'call', erased: { memory: true, calls: 1 } },
    ]);
    expect(await appliance.record(first.callSid)).toMatchObject({
      from: 'erased',
      transcript: [],
      startedAt: first.startedAt,
      costUsd: first.costUsd,
      usage: first.usage,
    });
    const memory = await appliance.api<CallerMemory>('GET', `/api/memory/${second.namespace}`);
    expect(memory.body.callCount).toBe(1);
    expect(JSON.stringify(memory.body)).not.toContain(first.callSid);
    expect((await appliance.record(second.callSid)).transcript).toEqual(second.transcript);
    expect((await appliance.api('GET', `/api/tenants/${tenantId}/erasures`)).body).toEqual([receipt]);
    expect(await lastEntry()).toMatchObject({
      action: 'call.forgotten',
      detail: { receipt: receipt.id, callSid: first.callSid },
    });
    const found = await appliance.api<{ total: number }>('GET', '/api/calls?text=Zebulon');
    expect(found.body.total).toBe(0);
    expect((await post(`/api/calls/${first.callSid}/forget`)).status).toBe(409);
  });

  it('erases the call of a caller who withheld the number', async () => {
    const { callSid } = await appliance.practise(tenantId, ['I have a wombat.', 'Goodbye.'], 'anonymous');
    expect((await post(`/api/calls/${callSid}/forget`)).status).toBe(200);
    expect(JSON.stringify(await appliance.record(callSid))).not.toContain('wombat');
  });

  it('refuses a call in progress, and one that there is not', async () => {
    const call = await holdCall(appliance, { tenantId, from: '+15551234568' });
    const { status, body } = await post(`/api/calls/${call.callSid}/forget`);
    expect([status, body.error?.message]).toEqual([
      409,
      'This call is still going on. Try again once it has ended.',
    ]);
    call.hangUp();
    await call.event(({ type }) => type === 'call.ended');
    expect((await post('/api/calls/CAnone/forget')).status).toBe(404);
    expect((await post('/api/calls/..%2Fx/forget')).status).toBe(400);
  });
});
