import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { wholeRecord } from '../whole-record.ts';
import { finishedCall } from './calls.ts';

const LINE = '+15555550177';
const CALLER = '+15551230001';

let appliance: Appliance;
let path: string;

beforeAll(async () => {
  appliance = await startAppliance();
  const { id } = await appliance.createTenant({ phoneNumber: LINE });
  path = `/api/tenants/${id}`;
  const { archive } = appliance.server.context.control;
  const call = finishedCall({ tenantId: id, startedAt: new Date().toISOString(), costUsd: 3 });
  await archive.save(tenantScope(id), wholeRecord(call));
});
afterAll(() => appliance.stop());

/** What a caller would be answered now. */
const answer = async (): Promise<string> =>
  (await appliance.api<{ twiml: string }>('POST', '/api/lookup', { to: LINE, from: CALLER })).body.twiml;
const setAgent = (agent: object) => appliance.api('PATCH', path, { agent });
const setAppliance = (caps: object | null) => appliance.api('PATCH', '/api/settings', { settings: { caps } });

describe('callers', () => {
  it('are asked for a message from the moment the tenant’s money is spent, until the limit is raised', async () => {
    expect(await answer()).toContain('<Stream');
    await setAgent({ caps: { ...NO_CAPS, monthUsd: 3 } });
    expect(await answer()).toMatch(/message after the tone[\s\S]*<Record/);
    expect(await answer()).not.toContain('<Stream');
    await setAgent({ caps: { ...NO_CAPS, monthUsd: 3.01 } });
    expect(await answer()).toContain('<Stream');
  });

  it('of all tenants are asked for a message when the appliance’s money is spent', async () => {
    await setAppliance({ ...NO_CAPS, dayUsd: 1 });
    expect(await answer()).toContain('<Record');
    await setAppliance(null);
    expect(await answer()).toContain('<Stream');
  });

  it('on the line already are told when a cap is lowered under what is spent', {
    timeout: 120_000,
  }, async () => {
    const tenantId = Number(path.split('/').at(-1));
    const started = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', {
      tenantId,
      script: ['Hello, I would like to leave a message.'],
    });
    const { callSid } = started.body;
    await appliance.events.wait(({ type, data }) => type === 'call.turn' && data.callSid === callSid);
    const session = appliance.server.context.registry.get(callSid);
    await setAgent({ caps: { ...NO_CAPS, monthUsd: 2 } });
    await until(() => session?.record.flags.some(({ kind }) => kind === 'cap-reached') ?? false);
    session?.close('operator-hung-up');
    await setAgent({ caps: null });
  });

  it('who are blocked are turned away without more', async () => {
    await setAgent({ blockedCallers: [CALLER] });
    const twiml = await answer();
    expect(twiml).toContain('<Hangup');
    expect(twiml).not.toMatch(/<Stream|<Record/);
    await setAgent({ blockedCallers: null });
    expect(await answer()).toContain('<Stream');
  });
});
