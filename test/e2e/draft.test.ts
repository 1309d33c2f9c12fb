import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWith } from '../../server/carrier/practice/carrier-http.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { AgentDraftView } from '../../server/contracts/draft.ts';
import type { Rehearsal } from '../../server/contracts/rehearsal.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../emulators/twilio/rest.ts';
import { type Appliance, startAppliance } from './appliance.ts';

/** Nobody is asked at it; it stands in signatures. */
const PUBLIC_URL = 'https://calls.example.com';

const LINE = '+15559990001';
const CALLER = '+15551230001';

let appliance: Appliance;
let twilio: TwilioEmulator;
let id: number;
const api: Appliance['api'] = (...request) => appliance.api(...request);
const draft = () => `/api/tenants/${id}/draft`;

beforeAll(async () => {
  twilio = await startTwilioEmulator({ phoneNumbers: [LINE] });
  appliance = await startAppliance({
    env: {
      TWILIO_ACCOUNT_SID: EMULATED_ACCOUNT,
      TWILIO_AUTH_TOKEN: EMULATED_TOKEN,
      RINGHOUSE_TWILIO_API_URL: twilio.url,
      RINGHOUSE_PUBLIC_URL: PUBLIC_URL,
    },
  });
  const agent = { greeting: 'Welcome to Acme.', agentName: 'Robin' };
  id = (await appliance.createTenant({ phoneNumber: LINE, agent })).id;
});
afterAll(async () => {
  await appliance.stop();
  await twilio.close();
});

/** What is said first on a practice call, which is hung up then. */
async function firstWords(request: Record<string, unknown>): Promise<CallRecord> {
  const practice = { tenantId: id, script: ['Hello?'], ...request };
  const { body } = await api<{ callSid: string }>('POST', '/api/practice-calls', practice);
  const { callSid } = body;
  await appliance.events.wait(({ type, data }) => type === 'call.turn' && data.callSid === callSid);
  await api('POST', `/api/calls/${callSid}/hang-up`);
  await appliance.events.wait(({ type, data }) => type === 'call.ended' && data.callSid === callSid);
  return appliance.record(callSid);
}

const wave = async (path: string) => {
  const answer = await fetch(new URL(path, appliance.controlUrl), {
    headers: { authorization: `Bearer ${appliance.token}` },
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('a draft', { timeout: 60_000 }, () => {
  it('is none at first: nothing to try, publish or replay', async () => {
    expect((await api('GET', draft())).body).toEqual({ draft: null, changes: [], outdated: false });
    const practice = { tenantId: id, draft: true };
    for (const [path, body] of [
      [`${draft()}/publish`, undefined],
      ['/api/practice-calls', practice],
      [`/api/tenants/${id}/rehearsals`, { draft: true }],
    ] as const)
      expect(await api('POST', path, body)).toMatchObject({
        status: 409,
        body: { error: { code: 'conflict', message: expect.stringContaining('has no draft') } },
      });
    expect((await api('DELETE', draft())).status).toBe(204);
    expect((await api('GET', '/api/tenants/99/draft')).status).toBe(404);
  });

  it('is refused where a setting is not valid', async () => {
    const refused = await api('PATCH', draft(), { agent: { greeting: 'Hello {nobody}' } });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } });
    expect((await api('PATCH', draft(), { agentName: 'Kim' })).status).toBe(400);
  });

  it('is met by a practice call that asks for it, and by no other', async () => {
    const agent = { greeting: 'This is the new Acme.', agentName: 'Kim' };
    const { body: view } = await api<AgentDraftView>('PATCH', draft(), { agent });
    expect(view.changes.map(({ path }) => path)).toEqual(['agent.agentName', 'agent.greeting']);
    await appliance.events.wait(({ type, data }) => type === 'draft.changed' && data.tenantId === id);
    const tried = await firstWords({ draft: true });
    expect(tried).toMatchObject({ draft: true, practice: true });
    expect(tried.transcript[0]?.text).toContain('This is the new Acme.');
    const published = await firstWords({ from: CALLER });
    expect(published.draft).toBe(false);
    expect(published.transcript[0]?.text).toContain('Welcome to Acme.');
  });

  it('is never met by a real caller, not under the name of a practice call either', async () => {
    const practice = { tenantId: id, draft: true };
    const { body } = await api<{ callSid: string }>('POST', '/api/practice-calls', practice);
    const path = '/phone/incoming-realtime';
    const fields = { CallSid: body.callSid, AccountSid: EMULATED_ACCOUNT, From: CALLER, To: LINE };
    const answer = await fetch(`${appliance.publicOrigin}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signWith(EMULATED_TOKEN)(`${PUBLIC_URL}${path}`, fields),
      },
      body: new URLSearchParams(fields).toString(),
    });
    const twiml = await answer.text();
    expect(twiml).toContain('Robin');
    expect(twiml).not.toContain('Kim');
    expect(await appliance.record(body.callSid)).toMatchObject({ practice: false, draft: false });
    await api('POST', `/api/calls/${body.callSid}/hang-up`);
  });

  it('is rehearsed, with sound that is found by its name alone', async () => {
    const path = `/api/tenants/${id}/rehearsals`;
    const { body: greeting } = await api<Rehearsal>('POST', path, { draft: true });
    expect(greeting).toMatchObject({ engine: 'offline', costUsd: 0 });
    expect(greeting.text).toContain('This is the new Acme.');
    const { answer, bytes } = await wave(greeting.audioUrl ?? '');
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.readUInt16LE(22)).toBe(1);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
    expect(bytes.length).toBeGreaterThan(8_000);
    expect((await wave(`/api/rehearsals/${'x'.repeat(43)}/sound`)).answer.status).toBe(404);
    const over = { agent: { hours: 'every day from six to seven' }, line: 'When are you open?' };
    const { body: hours } = await api<Rehearsal>('POST', path, over);
    expect(hours.text).toContain('six to seven');
    expect((await api('POST', path, { line: '' })).status).toBe(400);
    expect((await api('POST', '/api/tenants/99/rehearsals', {})).status).toBe(404);
  });

  it('is published as a version, and then there is none', async () => {
    const { body, status } = await api<TenantView>('POST', `${draft()}/publish`);
    expect([status, body.agent.agentName, body.version]).toEqual([200, 'Kim', 2]);
    expect((await api<AgentDraftView>('GET', draft())).body.draft).toBeNull();
    const { body: audit } = await api<{ entries: { action: string }[] }>('GET', '/api/audit?limit=10');
    expect(audit.entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['draft.published', 'draft.changed']),
    );
  });

  it('goes with its tenant', async () => {
    const { id: other } = await appliance.createTenant();
    await api('PATCH', `/api/tenants/${other}/draft`, { agent: { agentName: 'Kim' } });
    await api('DELETE', `/api/tenants/${other}`);
    expect((await api('GET', `/api/tenants/${other}/draft`)).status).toBe(404);
  });
});

describe('samples of voices', () => {
  it('are spoken by the voices that stand in offline, and by those themselves', async () => {
    const [marin, slt, kal] = await Promise.all(
      ['marin', 'slt', 'kal'].map((voice) => wave(`/api/voices/${voice}/sample`)),
    );
    expect(marin?.answer.headers.get('content-type')).toBe('audio/wav');
    expect(marin?.bytes.equals(slt?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(kal?.bytes.equals(slt?.bytes ?? Buffer.alloc(0))).toBe(false);
    expect((await wave('/api/voices/nobody/sample')).answer.status).toBe(400);
  });
});
