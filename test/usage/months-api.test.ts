import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { CallPage } from '../../server/contracts/history.ts';
import type { TenantStanding } from '../../server/contracts/tenant.ts';
import { type Statement, type usageAnswer, usageStanding } from '../../server/contracts/usage.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { QuickClock } from '../e2e/quick-clock.ts';
import { wholeRecord } from '../whole-record.ts';
import { finishedCall } from './calls.ts';

/** By the calendar of UTC and Tokyo in December, by that of New York in November. */
const NOW = '2026-12-01T03:00:00.000Z';
const BORDER = ['2026-11-01T03:59:59.000Z', '2026-11-30T15:30:00.000Z', '2026-12-01T02:00:00.000Z'];

let appliance: Appliance;
beforeAll(async () => {
  appliance = await startAppliance({ clock: new QuickClock(1, NOW) });
  for (const timeZone of ['America/New_York', 'Asia/Tokyo', 'UTC']) {
    const { id } = await appliance.createTenant({ timeZone });
    for (const startedAt of BORDER) {
      const record = wholeRecord(finishedCall({ tenantId: id, startedAt }));
      await appliance.server.context.control.archive.save(tenantScope(id), record);
    }
  }
});
afterAll(() => appliance.stop());

const get = async <T>(path: string): Promise<T> => (await appliance.api<T>('GET', path)).body;

describe('a month with calls at its border', () => {
  it.each([
    [1, '2026-11', 2],
    [2, '2026-12', 2],
    [3, '2026-12', 1],
  ])('is the same for tenant %i wherever it is counted: %s', async (tenantId, month, calls) => {
    const usage = await get<z.infer<typeof usageAnswer>>(`/api/usage?tenantId=${tenantId}`);
    expect(usage).toMatchObject({ month, rows: [{ tenantId, month, calls, minutes: calls * 1.5 }] });
    const all = await get<z.infer<typeof usageAnswer>>(`/api/usage?month=${month}`);
    expect(all.rows.find((row) => row.tenantId === tenantId)).toEqual(usage.rows[0]);
    const statement = await get<Statement>(`/api/tenants/${tenantId}/statement`);
    expect(statement).toMatchObject({ month, callCount: calls, minutes: calls * 1.5 });
    const listed = await get<CallPage>(`/api/calls?tenantId=${tenantId}&month=${month}`);
    expect(listed.calls.map(({ callSid }) => callSid).reverse()).toEqual(
      statement.calls.map(({ callSid }) => callSid),
    );
    const standing = await get<TenantStanding>('/api/tenants/standing');
    expect(standing.find((one) => one.tenantId === tenantId)?.calls).toBe(calls);
    const caps = usageStanding.parse(await get('/api/usage/standing'));
    expect(caps.tenants.find((one) => one.tenantId === tenantId)?.spent.monthMinutes).toBe(calls * 1.5);
  });

  it('is that of UTC where neither month nor tenant is named, and refused where it is none', async () => {
    expect(await get('/api/usage')).toMatchObject({ month: '2026-12' });
    expect((await appliance.api('GET', '/api/calls?month=2026-13')).status).toBe(400);
    expect((await appliance.api('GET', '/api/calls/export?format=csv&month=soon')).status).toBe(400);
  });
});
