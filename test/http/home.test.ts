import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Home, TrendDay } from '../../server/contracts/home.ts';
import { mattersOf, type Situation } from '../../server/http/control/matters.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';

const WELL: Situation = {
  alerts: [],
  tenants: [{ id: 1, businessName: 'Acme Corp', status: 'active', phoneNumbers: ['+15555550141'] }],
  tunnel: { state: 'online', provider: 'fixed', url: 'https://calls.example.com', problem: null },
  lines: [{ phoneNumber: '+15555550141', tenantId: 1, state: 'pointed', problem: null }],
  hasCarrier: true,
  hasModel: true,
  diskLow: false,
  freeBytes: 50e9,
  undelivered: 0,
  recentCalls: [{ endReason: 'caller-hung-up' }],
  toReview: 0,
  withSamples: [],
};
const alert = (key: string, level: 'info' | 'warning' | 'critical', resolvedAt: string | null = null) => ({
  id: key,
  key,
  level,
  message: `About ${key}.`,
  tenantIds: [7],
  at: '2026-11-22T10:00:00Z',
  count: 1,
  resolvedAt,
});
const OFF: Situation['tunnel'] = { state: 'off', provider: 'none', url: null, problem: null };

describe('what is not well', () => {
  it('is nothing where all is well', () => {
    expect(mattersOf(WELL)).toEqual([]);
  });

  it.each<[string, Partial<Situation>, string, string | null]>([
    ['disk-low', { diskLow: true, freeBytes: 300e6 }, 'warning', '/settings/about'],
    ['lines', { lines: [{ ...WELL.lines[0]!, state: 'failed', problem: 'No.' }] }, 'warning', '/numbers'],
    ['no-carrier', { hasCarrier: false, lines: [] }, 'warning', '/start/connect'],
    ['no-address', { tunnel: OFF, lines: [] }, 'warning', '/settings/line'],
    ['bad-calls', { recentCalls: [{ endReason: 'stream-lost' }] }, 'warning', '/calls'],
    ['to-review', { toReview: 2 }, 'warning', '/calls?flagged=new&kind=real'],
    ['undelivered', { undelivered: 2 }, 'warning', '/inbox?state=undelivered'],
    ['samples', { withSamples: [{ id: 4, businessName: 'Acme' }] }, 'warning', '/tenants/4/knowledge'],
    ['no-tenant', { tenants: [], lines: [] }, 'hint', '/start'],
    ['connect', { hasModel: false }, 'hint', '/start/connect'],
    ['openai-key', { alerts: [alert('openai-key', 'critical')] }, 'critical', '/settings/openai'],
    [
      'undelivered:7:email',
      { alerts: [alert('undelivered:7:email', 'warning')] },
      'warning',
      '/inbox?state=undelivered&tenant=7',
    ],
  ])('%s has its place to be mended', (id, change, level, href) => {
    expect(mattersOf({ ...WELL, ...change })).toEqual([expect.objectContaining({ id, level, href })]);
  });

  it('stands by urgency, without what is settled or only told', () => {
    const matters = mattersOf({
      ...WELL,
      hasModel: false,
      diskLow: true,
      alerts: [
        alert('tunnel', 'critical'),
        alert('a', 'info'),
        alert('disk-low', 'warning'),
        alert('b', 'critical', '2026-11-22T11:00:00Z'),
      ],
    });
    expect(matters.map(({ id }) => id)).toEqual(['tunnel', 'disk-low', 'connect']);
  });
});

describe('the home of a running appliance', { timeout: 180_000 }, () => {
  let appliance: Appliance;
  beforeAll(async () => {
    appliance = await startAppliance();
  });
  afterAll(() => appliance.stop());
  const homeNow = async (): Promise<Home> =>
    (await appliance.api<Home>('GET', '/api/home?timeZone=America/New_York')).body;

  it('begins with nothing but the way to begin', async () => {
    expect(await homeNow()).toMatchObject({
      matters: [{ id: 'no-tenant' }],
      lastCall: null,
      lines: { assigned: 0, pointed: 0 },
      messages: { open: 0, undelivered: 0 },
    });
  });

  it('counts practice calls by day and tenant, and warns of samples that callers would hear', async () => {
    await appliance.createTenant({ trade: 'plumbing', phoneNumber: '+15555550141' });
    const other = await appliance.createTenant();
    const call = await appliance.practise(1, ['Goodbye.']);
    const { lastCall, today, month, matters, disk } = await homeNow();
    expect(lastCall?.callSid).toBe(call.callSid);
    expect([today.now.practiceCalls, today.now.calls, month.now.practiceCalls]).toEqual([1, 0, 1]);
    expect(matters.map(({ id }) => id)).toEqual(expect.arrayContaining(['no-carrier', 'samples']));
    expect(disk.freeBytes).toBeGreaterThan(0);
    const trend = async (query: string): Promise<TrendDay[]> =>
      (await appliance.api<{ days: TrendDay[] }>('GET', `/api/trends?${query}`)).body.days;
    const sum = (days: TrendDay[]): number => days.reduce((all, { practiceCalls }) => all + practiceCalls, 0);
    expect(await trend('days=7').then((days) => [days.length, sum(days)])).toEqual([7, 1]);
    expect(sum(await trend(`days=90&tenantId=${other.id}`))).toBe(0);
    const folder = (await appliance.api<{ dataBytes: number }>('GET', '/api/data-folder')).body;
    expect(folder.dataBytes).toBeGreaterThan(1_000);
  });

  it.each(['days=8', 'timeZone=Mars/Olympus', 'tenantId=none'])('refuses %s', async (query) => {
    expect((await appliance.api('GET', `/api/trends?${query}`)).status).toBe(400);
  });

  it('knows no tenant that there is not', async () => {
    expect((await appliance.api('GET', '/api/trends?tenantId=99')).status).toBe(404);
  });
});
