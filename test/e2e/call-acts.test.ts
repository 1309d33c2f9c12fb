import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { auditPage } from '../../server/contracts/audit.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { callPage } from '../../server/contracts/history.ts';
import type { Home } from '../../server/contracts/home.ts';
import { type CallerMemory, erasureReceipt } from '../../server/contracts/memory.ts';
import { namespaceOf } from '../../server/contracts/namespace.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { recordOf } from '../messages/letters.ts';
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

describe('PATCH /api/calls/:callSid', { timeout: 120_000 }, () => {
  const patch = (callSid: string, body: unknown) =>
    appliance.api<CallRecord>('PATCH', `/api/calls/${callSid}`, body);
  const toReview = async (): Promise<string[]> => {
    const { body } = await appliance.api('GET', '/api/calls?toReview=true');
    return callPage.parse(body).calls.map(({ callSid }) => callSid);
  };
  const toldAtHome = async (): Promise<string[]> =>
    (await appliance.api<Home>('GET', '/api/home')).body.matters.map(({ id }) => id);

  it('marks what is flagged as looked at, and takes that back; the rest of the record stays', async () => {
    const flags = [{ kind: 'model-failed' as const, text: 'It failed.', atMs: 9 }];
    const startedAt = new Date().toISOString();
    const record = { ...recordOf('CAflagged', {}, tenantId), flags, startedAt };
    await appliance.server.context.control.archive.save(tenantScope(tenantId), record);
    expect([await toReview(), await toldAtHome()]).toEqual([
      ['CAflagged'],
      expect.arrayContaining(['to-review']),
    ]);
    const from = appliance.events.all.length;
    const { status, body } = await patch('CAflagged', { reviewed: true });
    expect([status, body]).toEqual([200, { ...record, reviewedAt: expect.stringMatching(/^\d{4}-/) }]);
    await appliance.events.wait(
      ({ type, data }) => type === 'call.reviewed' && data.callSid === 'CAflagged',
      from,
    );
    expect((await patch('CAflagged', { reviewed: true })).body.reviewedAt).toBe(body.reviewedAt);
    expect(await toReview()).toEqual([]);
    expect(await toldAtHome()).not.toContain('to-review');
    expect(await lastEntry()).toMatchObject({
      action: 'call.reviewed',
      tenantId,
      detail: { callSid: 'CAflagged', done: true },
    });
    expect((await patch('CAflagged', { reviewed: false })).body).toEqual(record);
    expect(await toReview()).toEqual(['CAflagged']);
    // What was forgotten is nothing to look at.
    await post('/api/calls/CAflagged/forget');
    expect(await toReview()).toEqual([]);
  });

  it('refuses what is no mark, and a call that there is not', async () => {
    expect((await patch('CAflagged', { summary: 'All was well.' })).status).toBe(400);
    expect((await patch('CAnone', { reviewed: true })).status).toBe(404);
  });
});

describe('POST /api/calls/:callSid/forget', { timeout: 120_000 }, () => {
  /** A call that has ended, kept and learnt from as if it had just been made. */
  async function keep(callSid: string, from: string, said: string) {
    const { archive, memories } = appliance.server.context.control;
    const scope = tenantScope(tenantId);
    const transcript = [{ role: 'caller' as const, text: said, atMs: 0 }];
    const record = {
      ...recordOf(
        callSid,
        { from, namespace: namespaceOf(tenantId, from), transcript, costUsd: 0.25 },
        tenantId,
      ),
      messages: [],
    };
    await archive.save(scope, record);
    const nothing = { name: null, preferences: [], openMatters: [], settledMatters: [] };
    await memories.learn(scope, from, {
      ...{ callSid, transcript, at: record.startedAt, language: null },
      learnings: { ...nothing, facts: [{ text: said, replaces: null }], summary: said },
    });
    return record;
  }

  it('erases one call of a caller, with a receipt, and what it taught', async () => {
    const from = '+15551234567';
    const first = await keep('CAfirst', from, 'I have a wombat.');
    const second = await keep('CAsecond', from, 'I have a parrot.');
    const { status, body } = await post('/api/calls/CAfirst/forget');
    const receipt = erasureReceipt.parse(body);
    expect([status, receipt]).toMatchObject([
      200,
      { tenantId, by: 'operator', subject: 'call', erased: { memory: true, calls: 1 } },
    ]);
    expect(await appliance.record('CAfirst')).toMatchObject({
      from: 'erased',
      transcript: [],
      startedAt: first.startedAt,
      costUsd: 0.25,
    });
    const memory = await appliance.api<CallerMemory>('GET', `/api/memory/${second.namespace}`);
    expect(memory.body.facts.map(({ text }) => text)).toEqual(['I have a parrot.']);
    expect(JSON.stringify(memory.body)).not.toMatch(/CAfirst|wombat/);
    expect((await appliance.record('CAsecond')).transcript).toEqual(second.transcript);
    expect((await appliance.api('GET', `/api/tenants/${tenantId}/erasures`)).body).toContainEqual(receipt);
    expect(await lastEntry()).toMatchObject({
      action: 'call.forgotten',
      detail: { receipt: receipt.id, callSid: 'CAfirst' },
    });
    expect((await post('/api/calls/CAfirst/forget')).status).toBe(409);
  });

  it('erases the call of a caller who withheld the number', async () => {
    await keep('CAnobody', 'anonymous', 'I have a wombat.');
    expect((await post('/api/calls/CAnobody/forget')).status).toBe(200);
    expect(JSON.stringify(await appliance.record('CAnobody'))).not.toContain('wombat');
  });

  it('refuses a call in progress, and one that there is not', async () => {
    const call = await holdCall(appliance, { tenantId, from: '+15551234568' });
    const { status, body } = await post(`/api/calls/${call.callSid}/forget`);
    expect([status, body.error?.message]).toEqual([
      409,
      'This call is still going on. Try again once it has ended.',
    ]);
    expect((await appliance.api('PATCH', `/api/calls/${call.callSid}`, { reviewed: true })).status).toBe(409);
    call.hangUp();
    await call.event(({ type }) => type === 'call.ended');
    expect((await post('/api/calls/CAnone/forget')).status).toBe(404);
    expect((await post('/api/calls/..%2Fx/forget')).status).toBe(400);
  });
});
