import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, EventReader, startAppliance } from './appliance.ts';

let appliance: Appliance;
let origin: string;

beforeAll(async () => {
  appliance = await startAppliance();
  origin = new URL(appliance.controlUrl).origin;
});
afterAll(() => appliance.stop());

/** A request with headers that `fetch` would not send. */
function raw(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request({ hostname, port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('who may use the control listener', () => {
  it('nobody without the token, for any route of the document', async () => {
    const { body } = await appliance.api<{ paths: Record<string, Record<string, unknown>> }>(
      'GET',
      '/api/openapi.json',
    );
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method, path] as const),
    );
    expect(routes.length).toBeGreaterThan(25);
    for (const [method, path] of [
      ...routes,
      ['get', '/metrics'],
      ['get', '/api/events'],
      ['get', '/api/openapi.json'],
      ['get', '/'],
    ] as const) {
      const answer = await fetch(origin + path.replaceAll(/\{[^}]+\}/g, '1'), {
        method: method.toUpperCase(),
        redirect: 'manual',
      });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it('nobody with a wrong token', async () => {
    const wrong = { authorization: 'Bearer wrong' };
    expect((await appliance.api('GET', '/api/tenants', undefined, wrong)).status).toBe(401);
    expect((await fetch(`${origin}/?token=wrong`, { redirect: 'manual' })).status).toBe(401);
  });

  it('a browser that opens the printed address, from then on by a cookie', async () => {
    const entered = await fetch(appliance.controlUrl, { redirect: 'manual' });
    expect(entered.status).toBe(303);
    expect(entered.headers.get('location')).toBe('/');
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const answer = await fetch(`${origin}/api/tenants`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(answer.status).toBe(200);
  });

  it('nobody who comes by another name or from another page, token or not', async () => {
    const authorization = `Bearer ${appliance.token}`;
    const { host } = new URL(origin);
    expect(await raw('/api/tenants', { authorization, host })).toBe(200);
    expect(await raw('/api/tenants', { authorization, host: 'evil.example' })).toBe(403);
    expect(await raw('/api/tenants', { authorization, host, origin: 'https://evil.example' })).toBe(403);
    expect(await raw('/api/tenants', { authorization, host, origin: 'null' })).toBe(403);
    expect(await raw('/%zz', { host })).toBe(401);
    expect(await raw('/%zz', { host: 'evil.example', authorization })).toBe(403);
  });
});

describe('tenants', () => {
  it('are created, read, changed, restored and deleted', async () => {
    const created = await appliance.createTenant({
      phoneNumber: '+15557770001',
      timeZone: 'Europe/Berlin',
      agent: { agentName: 'Mia' },
    });
    expect(created).toMatchObject({
      businessName: 'Acme Corp',
      status: 'active',
      packageTier: 'starter',
      phoneNumbers: ['+15557770001'],
      agent: { agentName: 'Mia' },
      version: 1,
    });
    expect(created.effective.agentName).toEqual({ value: 'Mia', from: 'tenant' });
    expect(created.effective.voice.from).toBe('default');

    const path = `/api/tenants/${created.id}`;
    const changed = await appliance.api<TenantView>('PATCH', path, {
      agent: { voice: 'cedar', personality: { warmth: 90 } },
    });
    expect(changed.body).toMatchObject({
      version: 2,
      agent: { agentName: 'Mia', voice: 'cedar', personality: { warmth: 90 } },
    });
    const inherits = await appliance.api<TenantView>('PATCH', path, {
      agent: { agentName: null, personality: { warmth: null } },
    });
    expect(inherits.body.agent).not.toHaveProperty('agentName');
    expect(inherits.body.effective.personality.warmth.from).toBe('default');

    const versions = await appliance.api<{ version: number; by: string; changes: { path: string }[] }[]>(
      'GET',
      `${path}/versions`,
    );
    expect(versions.body.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(versions.body[1]?.changes.map((change) => change.path)).toEqual(
      expect.arrayContaining(['agent.voice', 'agent.personality.warmth']),
    );
    const restored = await appliance.api<TenantView>('POST', `${path}/versions/1/restore`);
    expect(restored.body).toMatchObject({ version: 4, agent: { agentName: 'Mia' } });

    expect((await appliance.api('DELETE', path)).status).toBe(204);
    expect((await appliance.api('GET', path)).status).toBe(404);
    const next = await appliance.createTenant();
    expect(next.id).toBe(created.id + 1);
  });

  it('are refused with what is wrong, field by field', async () => {
    const { status, body } = await appliance.api('POST', '/api/tenants', {
      businessName: '',
      email: 'x',
      role: 'admin',
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: 'invalid',
        fields: { businessName: 'Write the name of the business.', email: expect.stringContaining('e-mail') },
      },
    });
    const identity = { businessName: 'A', contactName: 'B', email: 'a@example.com' };
    const extra = await appliance.api('POST', '/api/tenants', { ...identity, id: 7, role: 'admin' });
    expect(extra).toMatchObject({
      status: 400,
      body: { error: { fields: { id: expect.anything(), role: expect.anything() } } },
    });
    const placeholder = await appliance.api('POST', '/api/tenants', {
      ...identity,
      agent: { greeting: 'Hi {nmae}' },
    });
    expect(placeholder).toMatchObject({
      status: 400,
      body: { error: { fields: { 'agent.greeting': expect.stringContaining('{nmae}') } } },
    });
  });

  it.each([
    ['an array for a string', { businessName: ['x'] }],
    ['no JSON', '{'],
    [
      'a prototype',
      '{"__proto__":{"admin":true},"businessName":"A","contactName":"B","email":"a@example.com"}',
    ],
    ['a constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['too much', JSON.stringify({ businessName: 'x'.repeat(2_000_000) })],
    ['nothing', ''],
  ])('are refused for %s', async (_name, body) => {
    const { status, body: answer } = await appliance.api('POST', '/api/tenants', body);
    expect([400, 413]).toContain(status);
    expect(answer).toMatchObject({
      error: { code: expect.any(String), message: expect.stringMatching(/[.!?]$/) },
    });
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it.each([
    '/api/tenants/0',
    '/api/tenants/x',
    '/api/tenants/1e9',
    '/api/tenants/%00',
    '/api/tenants/..%2f..%2fsecrets',
  ])('are not found at %s, and no stack is shown', async (path) => {
    const { status, body } = await appliance.api('GET', path);
    expect([400, 404]).toContain(status);
    expect(JSON.stringify(body)).not.toMatch(/\bat .*\.ts|node_modules/);
  });

  it('leave nothing behind when they are deleted in mid-call', { timeout: 60_000 }, async () => {
    const tenant = await appliance.createTenant();
    const mark = appliance.events.all.length;
    const { body } = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', {
      tenantId: tenant.id,
    });
    await appliance.events.wait(
      ({ type, data }) => type === 'call.turn' && data.callSid === body.callSid,
      mark,
    );
    expect((await appliance.api('DELETE', `/api/tenants/${tenant.id}`)).status).toBe(204);
    expect((await appliance.api('GET', `/api/calls/${body.callSid}`)).status).toBe(404);
    const calls = await appliance.api<{ calls: unknown[] }>('GET', `/api/calls?tenantId=${tenant.id}`);
    expect(calls.body.calls).toEqual([]);
  });

  it('never share a number', async () => {
    const first = await appliance.createTenant({ phoneNumber: '+15557770002' });
    const identity = { businessName: 'B', contactName: 'B', email: 'b@example.com' };
    const second = await appliance.api('POST', '/api/tenants', { ...identity, phoneNumber: '+15557770002' });
    expect(second).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: expect.stringContaining(`tenant ${first.id}`) } },
    });
  });
});

describe('the rest of the API', () => {
  it('shows what the model would get, and that each slider changes it', async () => {
    const tenant = await appliance.createTenant({ agent: { greeting: '{time_greeting}, {business_name}.' } });
    const path = `/api/tenants/${tenant.id}/instructions?caller=%2B15551230001`;
    const before = await appliance.api<{ text: string; greeting: string }>('GET', path);
    expect(before.body.greeting).toMatch(
      /^Good (morning|afternoon|evening), Acme Corp\. I am an AI assistant\.$/,
    );
    await appliance.api('PATCH', `/api/tenants/${tenant.id}`, { agent: { personality: { humor: 95 } } });
    const after = await appliance.api<{ text: string }>('GET', path);
    const guide = await appliance.api<{ slider: string; bands: { from: number; sentence: string }[] }[]>(
      'GET',
      '/api/sliders',
    );
    const sentence = guide.body.find(({ slider }) => slider === 'humor')?.bands.at(-1)?.sentence ?? '';
    expect(sentence).not.toBe('');
    expect(before.body.text).not.toContain(sentence);
    expect(after.body.text).toContain(sentence);
    expect(guide.body).toHaveLength(30);
  });

  it('previews a greeting for a caller with and without a name', async () => {
    const ask = async (userName: string | null, notices: object = {}) =>
      (
        await appliance.api<{ text: string }>('POST', '/api/greeting-preview', {
          template: 'Hi {user_name}, this is {agent_name}.',
          agentName: 'Mia',
          businessName: 'Acme',
          userName,
          timeZone: 'UTC',
          ...notices,
        })
      ).body.text;
    expect(await ask('Bob')).toBe('Hi Bob, this is Mia.');
    expect(await ask(null)).toBe('Hi, this is Mia.');
    const notices = { aiNotice: 'I am an AI.', recordingNotice: 'This call is recorded.' };
    expect(await ask(null, notices)).toBe('Hi, this is Mia. I am an AI. This call is recorded.');
  });

  it('looks a call up without beginning one', async () => {
    const tenant = await appliance.createTenant({ phoneNumber: '+15557770003' });
    const found = await appliance.api<{ tenantId: number; namespace: string; twiml: string }>(
      'POST',
      '/api/lookup',
      { to: '+15557770003', from: '+15551230001' },
    );
    expect(found.body).toMatchObject({
      tenantId: tenant.id,
      namespace: `customer_${tenant.id}_user_15551230001`,
    });
    expect(found.body.twiml).toContain('<Stream');
    const nobody = await appliance.api('POST', '/api/lookup', { to: '+15557779999', from: 'anonymous' });
    expect(nobody.body).toMatchObject({
      tenantId: null,
      namespace: null,
      twiml: expect.stringContaining('<Say>'),
    });
    expect((await appliance.api<{ calls: unknown[] }>('GET', '/api/live-calls')).body.calls).toEqual([]);
  });

  it('keeps defaults that tenants inherit', async () => {
    const tenant = await appliance.createTenant();
    await appliance.api('PATCH', '/api/defaults', { agentName: 'Robin' });
    const seen = await appliance.api<TenantView>('GET', `/api/tenants/${tenant.id}`);
    expect(seen.body.effective.agentName).toEqual({ value: 'Robin', from: 'default' });
    await appliance.api('PATCH', '/api/defaults', { agentName: null });
  });

  it('takes keys and never gives them back', async () => {
    const key = 'sk-secret-key-123456';
    const set = await appliance.api('PATCH', '/api/settings', { secrets: { OPENAI_API_KEY: key } });
    expect(set).toMatchObject({
      status: 200,
      body: { activeEngine: 'openai', secrets: { OPENAI_API_KEY: { set: true, source: 'panel' } } },
    });
    for (const path of ['/api/settings', '/api/audit', '/api/status', '/metrics'])
      expect(JSON.stringify((await appliance.api('GET', path)).body)).not.toContain(key);
    const removed = await appliance.api('PATCH', '/api/settings', { secrets: { OPENAI_API_KEY: null } });
    expect(removed.body).toMatchObject({ activeEngine: 'offline' });
    expect(appliance.log.join('')).not.toContain(key);
  });

  it('keeps an audit log that can be verified', async () => {
    const { body } = await appliance.api<{ entries: { action: string }[] }>('GET', '/api/audit?limit=5');
    expect(body.entries).toHaveLength(5);
    expect((await appliance.api('GET', '/api/audit/verify')).body).toMatchObject({
      ok: true,
      brokenAt: null,
    });
  });

  it('goes on with events where a reader stopped, and tells it to load afresh after a restart', async () => {
    const mark = appliance.events.all.length;
    await appliance.createTenant();
    const first = await appliance.events.wait(({ type }) => type === 'tenant.changed', mark);
    await appliance.createTenant();
    const again = await EventReader.open(`${origin}/api/events`, appliance.token, first.id);
    const next = await again.wait(({ type }) => type === 'tenant.changed');
    expect(next.id).not.toBe(first.id);
    again.close();
    const stranger = await EventReader.open(`${origin}/api/events`, appliance.token, 'bffffffff-3');
    await stranger.wait(({ type }) => type === 'reload');
    stranger.close();
  });

  it('refuses what it does not know with a sentence', async () => {
    expect(await appliance.api('GET', '/api/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    });
    expect(await appliance.api('GET', '/api/calls/CAnone')).toMatchObject({ status: 404 });
    expect(await appliance.api('POST', '/api/practice-calls', { tenantId: 99_999 })).toMatchObject({
      status: 404,
    });
    const headers = { authorization: `Bearer ${appliance.token}`, 'content-type': 'text/markdown' };
    const written = await fetch(`${origin}/api/tenants`, { method: 'POST', headers, body: '# Acme' });
    expect([written.status, await written.text()]).toEqual([
      415,
      expect.stringContaining('application/json'),
    ]);
    expect(await appliance.api('GET', '/api/calls?limit=0')).toMatchObject({ status: 400 });
    expect(await appliance.api('GET', '/api/usage?month=2026-13')).toMatchObject({ status: 400 });
  });

  it('shows figures in the form that Prometheus reads', async () => {
    const { body } = await appliance.api<string>('GET', '/metrics');
    expect(body).toContain('ringhouse_live_calls 0');
    expect(body).toContain('process_cpu_seconds_total');
  });
});
