import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage } from '../../server/contracts/audit.ts';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import { type Statement, usageStanding } from '../../server/contracts/usage.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { wholeRecord } from '../whole-record.ts';
import { finishedCall } from './calls.ts';

let appliance: Appliance;
let id: number;

beforeAll(async () => {
  appliance = await startAppliance();
  const agent = { markupPercent: 50, caps: { ...NO_CAPS, monthUsd: 20 } };
  ({ id } = await appliance.createTenant({
    businessName: '<b>Acme</b>',
    timeZone: 'America/New_York',
    agent,
  }));
  const { archive } = appliance.server.context.control;
  const scope = { kind: 'tenant', tenantId: id } as const;
  for (const startedAt of [
    '2026-11-01T03:59:59.000Z',
    '2026-11-01T04:00:00.000Z',
    '2026-12-01T04:59:59.000Z',
  ]) {
    const call = finishedCall({ tenantId: id, startedAt, from: '=HYPERLINK("x")' });
    await archive.save(scope, wholeRecord(call));
  }
});
afterAll(() => appliance.stop());

describe('the statement of a tenant', () => {
  it('is of the month of its own zone, as JSON, CSV and a page', async () => {
    const path = `/api/tenants/${id}/statement`;
    const json = await appliance.api<Statement>('GET', `${path}?month=2026-11`);
    expect(json).toMatchObject({
      status: 200,
      body: { callCount: 2, costUsd: 0.5, markupUsd: 0.25, totalUsd: 0.75 },
    });

    const csv = await appliance.api<string>('GET', `${path}.csv?month=2026-11`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="statement-${id}-2026-11.csv"`);
    expect(csv.body).toContain(`"'=HYPERLINK(""x"")"`);

    const audit = await appliance.api('GET', '/api/audit?action=statement');
    expect(auditPage.parse(audit.body).entries).toMatchObject([
      { action: 'statement.downloaded', tenantId: id, detail: { month: '2026-11' } },
    ]);

    const page = await appliance.api<string>('GET', `${path}.html?month=2026-11`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.body).toContain('&lt;b&gt;Acme&lt;/b&gt;');
    expect(page.body).not.toMatch(/<b>|<script/);
  });

  it('tells what calls cost only where the agency wants it', async () => {
    const path = `/api/tenants/${id}/statement`;
    const texts = async () =>
      Promise.all(
        ['csv', 'html'].map(
          async (ending) => (await appliance.api<string>('GET', `${path}.${ending}?month=2026-11`)).body,
        ),
      );
    const show = async (costOnStatements: boolean | null) =>
      appliance.api('PATCH', '/api/settings', { settings: { costOnStatements } });
    for (const text of await texts()) expect(text).not.toMatch(/cost|markup/i);
    expect(await show(true)).toMatchObject({ status: 200, body: { settings: { costOnStatements: true } } });
    for (const text of await texts()) expect(text).toMatch(/Markup \(?50 %/);
    await show(null);
    for (const text of await texts()) expect(text).not.toMatch(/cost|markup/i);
    expect(
      (await appliance.api('PATCH', '/api/settings', { settings: { costOnStatements: 'yes' } })).status,
    ).toBe(400);
  });

  it('is of the current month where none is named, and refused for what is no month and no tenant', async () => {
    const now = await appliance.api<Statement>('GET', `/api/tenants/${id}/statement`);
    expect(now.body.month).toMatch(/^\d{4}-\d{2}$/);
    for (const ending of ['', '.csv', '.html']) {
      const path = `/api/tenants/${id}/statement${ending}`;
      expect((await appliance.api('GET', `${path}?month=2026-13`)).status).toBe(400);
      expect((await appliance.api('GET', `${path}?month=../..`)).status).toBe(400);
      expect((await appliance.api('GET', `/api/tenants/999/statement${ending}`)).status).toBe(404);
    }
  });
});

describe('how much of the caps is used', () => {
  it('is told for the appliance and each tenant', async () => {
    const patch = { settings: { caps: { ...NO_CAPS, calls: 5 } } };
    expect((await appliance.api('PATCH', '/api/settings', patch)).status).toBe(200);
    const body = usageStanding.parse((await appliance.api('GET', '/api/usage/standing')).body);
    expect(body.appliance.caps).toEqual({ ...NO_CAPS, calls: 5 });
    expect(body.tenants).toMatchObject([
      { tenantId: id, caps: { ...NO_CAPS, monthUsd: 20 }, spent: { calls: 0 } },
    ]);
  });
});
