import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditPage } from '../../server/contracts/audit.ts';
import type { ControlApp, ControlParts } from '../../server/http/control/parts.ts';
import { reportRoutes } from '../../server/http/control/routes/reports.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { ask, bareControlApp } from './control-routes.ts';

let store: JsonStore;
let app: ControlApp;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock('2026-03-02T15:00:00.000Z');
  store = await openJsonStore({ dataDir: await temporaryFolder(), clock, onDamage: () => undefined });
  app = bareControlApp();
  // These routes ask for nothing else of the parts.
  const parts: Partial<ControlParts> = { audit: store.audit, clock };
  reportRoutes(app, parts as ControlParts);
  const act = (action: string, tenantId: number | null) =>
    store.audit.append({ by: 'operator', action, tenantId, detail: { note: '=1+1' } });
  await act('tenant.created', 1);
  await act('tenant.created', 2);
  clock.advance(86_400_000);
  await act('tenant.changed', 1);
  await act('settings.changed', null);
});
afterEach(async () => {
  await app.close();
  await store.close();
});

const sequences = async (query: string) =>
  auditPage
    .parse((await ask(app, 'GET', `/api/audit?${query}`)).body)
    .entries.map(({ sequence }) => sequence);

describe('the audit log over HTTP', () => {
  it('is filtered by tenant, by action, by kind of action and by time', async () => {
    expect(await sequences('')).toEqual([4, 3, 2, 1]);
    expect(await sequences('tenantId=1')).toEqual([3, 1]);
    expect(await sequences('action=tenant')).toEqual([3, 2, 1]);
    expect(await sequences('action=tenant.created&tenantId=2')).toEqual([2]);
    expect(await sequences('from=2026-03-03T00:00:00Z')).toEqual([4, 3]);
    expect(await sequences('to=2026-03-03T00:00:00%2B01:00')).toEqual([2, 1]);
    expect(await sequences('tenantId=9')).toEqual([]);
  });

  it('goes on page by page where a filter leaves few', async () => {
    const first = auditPage.parse((await ask(app, 'GET', '/api/audit?tenantId=1&limit=1')).body);
    expect(first).toMatchObject({ entries: [{ sequence: 3 }], nextCursor: 3 });
    expect(await sequences(`tenantId=1&limit=1&cursor=${first.nextCursor}`)).toEqual([1]);
  });

  it('refuses what is no filter', async () => {
    for (const query of [
      'tenantId=x',
      'action=%00',
      'action=Tenant',
      'from=yesterday',
      'limit=201',
      'cursor=0',
    ])
      expect([query, (await ask(app, 'GET', `/api/audit?${query}`)).status]).toEqual([query, 400]);
    expect((await ask(app, 'GET', '/api/audit/export.csv?from=now')).status).toBe(400);
  });

  it('is exported whole or filtered, oldest first, as CSV without formulas and as JSON', async () => {
    const csv = await ask(app, 'GET', '/api/audit/export.csv?tenantId=1');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="audit-log-2026-03-03.csv"');
    const lines = String(csv.body).trimEnd().split('\r\n');
    expect(lines[0]).toBe('sequence,at,by,action,tenantId,detail,previousHash,hash');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['1', '3']);
    expect(lines[1]).toContain('"{""note"":""=1+1""}"');
    const json = await ask(app, 'GET', '/api/audit/export.json');
    // Exports are acts themselves.
    expect(json.body).toMatchObject([
      { sequence: 1 },
      { sequence: 2 },
      { sequence: 3 },
      { sequence: 4 },
      { action: 'audit.exported', tenantId: null, detail: { format: 'csv', filters: ['tenantId'] } },
      { action: 'audit.exported', detail: { format: 'json', filters: [] } },
    ]);
    expect((await ask(app, 'GET', '/api/audit/export.json?tenantId=9')).body).toEqual([]);
  });

  it('finds what lies many entries back', async () => {
    for (let number = 0; number < 600; number += 1)
      await store.audit.append({ by: 'operator', action: 'settings.changed', tenantId: null, detail: {} });
    expect(await sequences('tenantId=2')).toEqual([2]);
    expect((await ask(app, 'GET', '/api/audit/verify')).body).toEqual({
      ok: true,
      entries: 604,
      brokenAt: null,
    });
  });
});
