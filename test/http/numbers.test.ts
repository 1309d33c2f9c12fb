import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallArchive } from '../../server/call/archive.ts';
import { createLineSetup } from '../../server/carrier/twilio/numbers.ts';
import type { LineStatus } from '../../server/contracts/settings.ts';
import type { ControlApp } from '../../server/http/control/parts.ts';
import { numberRoutes } from '../../server/http/control/routes/numbers.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { Tenants } from '../../server/tenants/tenants.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../emulators/twilio/rest.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryStore } from '../memory-store.ts';
import { recordOf } from '../messages/letters.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { acme, startTenants } from '../tenants/world.ts';
import { ask, bareControlApp } from './control-routes.ts';

const A = '+12125550100';
const B = '+12125550101';

let app: ControlApp;
let store: JsonStore;
let tenants: Tenants;
let archive: CallArchive;
let lines: LineStatus[];
let twilio: TwilioEmulator;
let connected: boolean;
beforeEach(async () => {
  store = await openJsonStore({
    dataDir: await temporaryFolder(),
    clock: new ManualClock(),
    onDamage: () => undefined,
  });
  const documents = new MemoryStore();
  ({ tenants } = await startTenants(documents));
  archive = new CallArchive(documents);
  await tenants.create({ ...acme, phoneNumber: A }, 'test');
  await tenants.create({ ...acme, businessName: 'Other' }, 'test');
  twilio = await startTwilioEmulator({ phoneNumbers: [A, B] });
  lines = [];
  connected = true;
  app = bareControlApp();
  const account = createLineSetup({
    accountSid: EMULATED_ACCOUNT,
    authToken: EMULATED_TOKEN,
    apiUrl: twilio.url,
  });
  const parts = { archive, audit: store.audit, tenants };
  numberRoutes(app, {
    ...parts,
    lines: () => lines,
    carrierAccount: () => (connected ? account : null),
  });
});
afterEach(async () => {
  await app.close();
  await twilio.close();
  await store.close();
});

const assign = (phoneNumber: unknown, tenantId: unknown) =>
  ask(app, 'POST', '/api/numbers/assign', { phoneNumber, tenantId });
const numbersOf = (id: number) => tenants.get(tenantScope(id)).phoneNumbers;

describe('the numbers over HTTP', () => {
  it('say whose they are, how they stand and when they were last rung', async () => {
    const unchecked = { phoneNumber: A, tenantId: 1, state: 'unchecked', problem: null, lastCallAt: null };
    expect((await ask(app, 'GET', '/api/numbers')).body).toEqual([unchecked]);
    lines = [{ phoneNumber: A, tenantId: 1, state: 'failed', problem: 'Try again.' }];
    await archive.save(tenantScope(1), { ...recordOf('CA1'), to: A, startedAt: '2026-03-01T10:00:00.000Z' });
    await archive.save(tenantScope(1), { ...recordOf('CA2'), to: A, startedAt: '2026-03-02T10:00:00.000Z' });
    const practice = { practice: true, startedAt: '2026-03-03T10:00:00.000Z' };
    await archive.save(tenantScope(1), { ...recordOf('CA3'), to: A, ...practice });
    expect((await ask(app, 'GET', '/api/numbers')).body).toEqual([
      { ...unchecked, state: 'failed', problem: 'Try again.', lastCallAt: '2026-03-02T10:00:00.000Z' },
    ]);
  });

  it('of the account are listed by name; without an account it is said so; its refusal is told', async () => {
    Object.assign(twilio.numbers[0]!, { friendly_name: 'Front desk' });
    Object.assign(twilio.numbers[1]!, { friendly_name: '(212) 555-0101' });
    expect((await ask(app, 'GET', '/api/numbers/account')).body).toEqual({
      connected: true,
      numbers: [
        { phoneNumber: A, label: 'Front desk' },
        { phoneNumber: B, label: null },
      ],
    });
    twilio.failNext('GET', 401, 20003, 'Authenticate');
    const refused = await ask(app, 'GET', '/api/numbers/account');
    expect([refused.status, refused.body.error.message]).toEqual([
      502,
      expect.stringContaining('Twilio refused the account SID or the auth token'),
    ]);
    connected = false;
    expect((await ask(app, 'GET', '/api/numbers/account')).body).toEqual({ connected: false, numbers: [] });
  });

  it('are given, moved and taken away, each noted with both tenants and without the number', async () => {
    expect((await assign(B, 1)).body).toEqual({ before: null });
    expect(numbersOf(1)).toEqual([A, B]);
    expect((await assign(A, 2)).body).toEqual({ before: 1 });
    expect([numbersOf(1), numbersOf(2)]).toEqual([[B], [A]]);
    expect((await assign(A, 2)).body).toEqual({ before: 2 });
    expect((await assign(A, null)).body).toEqual({ before: 2 });
    expect(tenants.byNumber(A)).toBeUndefined();
    const { entries } = await store.audit.list({ limit: 10 });
    expect(entries.reverse().map(({ action, tenantId, detail }) => ({ action, tenantId, detail }))).toEqual([
      { action: 'number.assigned', tenantId: 1, detail: { from: null, to: 1 } },
      { action: 'number.taken', tenantId: 1, detail: { from: 1, to: 2 } },
      { action: 'number.assigned', tenantId: 2, detail: { from: 1, to: 2 } },
      { action: 'number.taken', tenantId: 2, detail: { from: 2, to: null } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(A.slice(1));
  });

  it('stay where they are when nobody can take them', async () => {
    expect((await assign(A, 9)).status).toBe(404);
    for (const wrong of ['2125550100', '', null, 7]) expect((await assign(wrong, 1)).status).toBe(400);
    expect((await assign(A, '1x')).status).toBe(400);
    expect(numbersOf(1)).toEqual([A]);
    expect((await store.audit.list({ limit: 10 })).entries).toEqual([]);
  });
});
