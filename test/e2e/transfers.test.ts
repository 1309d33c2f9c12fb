import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../server/contracts/hours.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import type { transferImportReport } from '../../server/contracts/transfer.ts';
import { type Appliance, startAppliance } from './appliance.ts';

type Report = ReturnType<typeof transferImportReport.parse>;

let appliance: Appliance;
beforeAll(async () => {
  appliance = await startAppliance({ env: { RINGHOUSE_MAX_CALLS: '1' } });
});
afterAll(() => appliance.stop());

const ANN = {
  label: 'Ann',
  number: '+12125551234',
  when: '',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};
const ended = async (callSid: string) => {
  await appliance.events.wait(({ type, data }) => type === 'call.ended' && data.callSid === callSid);
  return appliance.record(callSid);
};
const practise = async (body: object): Promise<string> => {
  const { status, body: started } = await appliance.api<{ callSid: string }>(
    'POST',
    '/api/practice-calls',
    body,
  );
  expect(status).toBe(201);
  return started.callSid;
};

describe('transfer rules of the old system', () => {
  const RULES = [
    { keyword: 'billing', number: '(212) 555-1234', description: 'Invoices' },
    { keyword: 'prize', number: '+1 900 555 1234' },
  ];

  it('are tried without a change, then brought over, and what is left out is told', async () => {
    const { id, version } = await appliance.createTenant();
    const path = `/api/tenants/${id}/transfers/import`;
    const tried = await appliance.api<Report>('POST', path, { rules: JSON.stringify(RULES), dryRun: true });
    expect(tried.status).toBe(200);
    expect(tried.body.destinations).toMatchObject([{ label: 'billing', number: '+12125551234' }]);
    expect(tried.body.notes).toHaveLength(2);
    const before = await appliance.api<TenantView>('GET', `/api/tenants/${id}`);
    expect(before.body).toMatchObject({ version, agent: {} });
    const done = await appliance.api<Report>('POST', path, { rules: RULES });
    expect(done.body).toEqual(tried.body);
    const after = await appliance.api<TenantView>('GET', `/api/tenants/${id}`);
    expect(after.body.agent.transfers).toEqual(done.body.destinations);
    const again = await appliance.api<Report>('POST', path, { rules: RULES });
    expect(again.body.destinations).toEqual([]);
    const { body: audit } = await appliance.api<{ entries: object[] }>('GET', '/api/audit');
    expect(audit.entries[0]).toMatchObject({
      action: 'tenant.changed',
      tenantId: id,
      detail: { imported: 1 },
    });
  });

  it.each([
    ['what is no list', { rules: '{}' }],
    ['another form', { rules: [{ word: 'x' }] }],
    ['more than is asked for', { rules: [], tenantId: 2 }],
    ['nothing', {}],
  ])('are refused for %s', async (_, body) => {
    const { id } = await appliance.createTenant();
    const { status } = await appliance.api('POST', `/api/tenants/${id}/transfers/import`, body);
    expect(status).toBe(400);
  });

  it('are refused for a tenant that is not there', async () => {
    const { status } = await appliance.api('POST', '/api/tenants/999/transfers/import', { rules: [] });
    expect(status).toBe(404);
  });
});

describe('a destination that could never be dialled', () => {
  it('is refused with its field named, for a tenant and among the defaults', async () => {
    const { id } = await appliance.createTenant();
    const transfers = [ANN, { ...ANN, label: 'Prize', number: '+19005551234' }];
    const tenant = await appliance.api('PATCH', `/api/tenants/${id}`, { agent: { transfers } });
    expect(tenant.status).toBe(400);
    expect(tenant.body).toMatchObject({
      error: { fields: { 'agent.transfers.1.number': expect.any(String) } },
    });
    const defaults = await appliance.api('PATCH', '/api/defaults', { transfers });
    expect(defaults.status).toBe(400);
    expect(defaults.body).toMatchObject({ error: { fields: { 'transfers.1.number': expect.any(String) } } });
  });
});

describe('a practice call', { timeout: 60_000 }, () => {
  it('outside the hours is forwarded, and kept', async () => {
    const inThreeDays = WEEKDAYS[(new Date().getUTCDay() + 2) % 7];
    const { id } = await appliance.createTenant({
      timeZone: 'UTC',
      agent: {
        schedule: { weekly: [{ day: inThreeDays, from: '09:00', to: '10:00' }], holidays: [] },
        afterHours: { mode: 'forward', destination: 'Ann' },
        transfers: [ANN],
      },
    });
    const record = await ended(await practise({ tenantId: id, script: ['Hello?'] }));
    expect(record).toMatchObject({
      endReason: 'transferred',
      transfers: [{ label: 'Ann', outcome: 'accepted' }],
    });
  });

  it('that finds all lines busy leaves a voicemail in the inbox', async () => {
    const { id } = await appliance.createTenant();
    const first = await practise({ tenantId: id, script: ['Hello, I have a long question for you.'] });
    await appliance.events.wait(({ type, data }) => type === 'call.started' && data.callSid === first);
    const second = await practise({ tenantId: id, script: ['Please ring me back.'], from: '+15551230002' });
    const record = await ended(second);
    expect(record.messages).toMatchObject([
      { kind: 'voicemail', text: expect.stringMatching(/^Voicemail, \d+ second/) },
    ]);
    // The first caller may have left words of their own meanwhile.
    const filed = async () =>
      (await appliance.api<InboxPage>('GET', `/api/messages?tenantId=${id}`)).body.messages.filter(
        ({ callSid }) => callSid === second,
      );
    await expect.poll(filed).toMatchObject([{ kind: 'voicemail', from: '+15551230002' }]);
    appliance.server.context.registry.get(first)?.close('operator-hung-up');
    await ended(first);
  });
});
