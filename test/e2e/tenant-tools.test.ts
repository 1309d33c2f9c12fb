import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import type { ToolTestResult } from '../../server/contracts/tools.ts';
import { type LoopbackServer, loopbackServer } from '../platform/loopback-server.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { mcpHouse } from '../tools/mcp-house.ts';
import { bookingTool } from '../tools/world.ts';
import { type Appliance, startAppliance } from './appliance.ts';

const SECRET = 'hush-4711-secret';

let appliance: Appliance;
let crm: LoopbackServer;
let house: Awaited<ReturnType<typeof mcpHouse>>;
let tenant: TenantView;
let dataDir: string;

beforeEach(async () => {
  crm = await loopbackServer(({ headers }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ booked: true, youSent: headers.authorization }));
  });
  house = await mcpHouse();
  dataDir = await temporaryFolder();
  appliance = await startAppliance({
    dataDir,
    env: { RINGHOUSE_PRIVATE_HOSTS: `${crm.place},${house.place}` },
  });
  tenant = await appliance.createTenant({ agent: { toolHosts: ['127.0.0.1'] } });
});
afterEach(() => appliance.stop());

const at = (path: string) => `/api/tenants/${tenant.id}/${path}`;
const setSecret = (name = 'CRM_KEY', value = SECRET) =>
  appliance.api('PUT', at(`secrets/${name}`), { value });

describe('a tenant’s secrets', () => {
  it('are set, listed by name, and removed', async () => {
    expect((await appliance.api('GET', at('secrets'))).body).toEqual({ secrets: [] });
    const listed = { secrets: [{ name: 'CRM_KEY', setAt: expect.any(String) }] };
    expect(await setSecret()).toMatchObject({ status: 200, body: listed });
    expect((await appliance.api('GET', at('secrets'))).body).toEqual(listed);
    expect((await appliance.api('DELETE', at('secrets/CRM_KEY'))).status).toBe(204);
    expect((await appliance.api('GET', at('secrets'))).body).toEqual({ secrets: [] });
  });

  it('are refused with a reason, without being repeated', async () => {
    for (const [name, value] of [
      ['crm', SECRET],
      ['CRM_KEY', ''],
      ['CRM_KEY', `${SECRET}\r\nX: y`],
      ['CRM_KEY', `${SECRET}ü`],
      ['CRM_KEY', SECRET.repeat(200)],
      ['__proto__', SECRET],
    ] as const) {
      const { status, body } = await setSecret(name, value);
      expect([name, status]).toEqual([name, 400]);
      expect(JSON.stringify(body)).not.toContain(SECRET);
    }
    const absent = await appliance.api('PUT', '/api/tenants/999/secrets/CRM_KEY', { value: SECRET });
    expect(absent.status).toBe(404);
    expect((await appliance.api('GET', '/api/tenants/999/secrets')).status).toBe(404);
    expect((await appliance.api('DELETE', '/api/tenants/999/secrets/CRM_KEY')).status).toBe(404);
  });

  it('are nowhere to be seen: answers, versions, audit, log, events, disk', async () => {
    const seen: unknown[] = [await setSecret()];
    const tool = bookingTool(crm.origin);
    const server = { name: 'crm', url: house.url, headers: tool.headers };
    const patch = { agent: { httpTools: [tool], mcpServers: [{ ...server, tools: [] }] } };
    seen.push(await appliance.api('PATCH', `/api/tenants/${tenant.id}`, patch));
    seen.push(await appliance.api('POST', at('tools/test'), { tool, arguments: { date: 'x' } }));
    seen.push(await appliance.api('POST', at('mcp/list'), server));
    for (const path of ['', '/secrets', '/versions', '/instructions'])
      seen.push(await appliance.api('GET', `/api/tenants/${tenant.id}${path}`));
    for (const path of ['/api/audit', '/api/settings', '/api/alerts', '/api/openapi.json'])
      seen.push(await appliance.api('GET', path));
    expect(crm.seen.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(house.seen.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(JSON.stringify(seen)).toContain('{{CRM_KEY}}');
    expect(JSON.stringify([seen, appliance.log])).not.toContain(SECRET);
    const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((f) =>
      f.isFile(),
    );
    for (const file of files)
      expect(await readFile(join(file.parentPath, file.name), 'latin1')).not.toContain(SECRET);
  });

  it('are erased with the tenant', async () => {
    await setSecret();
    await appliance.api('DELETE', `/api/tenants/${tenant.id}`);
    const files = await readdir(join(dataDir, 'tenants'), { recursive: true });
    expect(files.filter((file) => file.includes('secret') && file.endsWith('.json'))).toEqual([]);
  });
});

describe('trying a tool', () => {
  const test = (tool: object, args: object = { date: '1 May' }) =>
    appliance.api<ToolTestResult>('POST', at('tools/test'), { tool, arguments: args });

  it('makes a real request, marked as a test, and shows what the model would get', async () => {
    await setSecret();
    const { status, body } = await test(bookingTool(crm.origin));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: true,
      status: 200,
      output: { status: 200, body: { booked: true, youSent: 'Bearer [secret]' } },
      problem: null,
      tookMs: expect.any(Number),
    });
    await test(bookingTool(crm.origin));
    const headers = crm.seen.map((request) => request.headers);
    expect(headers[0]).toMatchObject({ 'ringhouse-test': '1', authorization: `Bearer ${SECRET}` });
    expect(headers[0]?.['idempotency-key']).not.toBe(headers[1]?.['idempotency-key']);
    const audit = await appliance.api<{ entries: { action: string; detail: object }[] }>('GET', '/api/audit');
    expect(audit.body.entries[0]).toMatchObject({
      action: 'tool.tested',
      detail: { tool: 'book_table', ok: true },
    });
  });

  it('says what is wrong', async () => {
    expect((await test(bookingTool(crm.origin))).body.problem).toContain('CRM_KEY is not set');
    await setSecret();
    expect((await test(bookingTool(crm.origin), {})).body.problem).toContain('date');
    const elsewhere = await test(bookingTool('https://api.example.com/'));
    expect(elsewhere.body.problem).toContain('allowed hosts');
    await appliance.api('PATCH', `/api/tenants/${tenant.id}`, {
      agent: { toolHosts: ['127.0.0.1', 'localhost'] },
    });
    const inside = await test(bookingTool(`http://localhost:${crm.port}/`));
    expect(inside.body.problem).toContain('private network');
    expect(crm.seen).toEqual([]);
    expect((await test({ ...bookingTool(crm.origin), parameters: { type: 'string' } })).status).toBe(400);
    const absent = { tool: bookingTool(crm.origin), arguments: {} };
    expect((await appliance.api('POST', '/api/tenants/999/tools/test', absent)).status).toBe(404);
  });
});

describe('asking a server for its tools', () => {
  it('lists them, or says what is wrong', async () => {
    const server = { name: 'house', url: house.url, headers: [] };
    const listed = await appliance.api<{ tools: { name: string }[] }>('POST', at('mcp/list'), server);
    expect(listed.body.tools[0]).toEqual({ name: 'book.table', description: 'Books a table.' });
    const none = await appliance.api('POST', at('mcp/list'), { ...server, url: crm.origin });
    expect(none).toMatchObject({
      status: 502,
      body: { error: { message: expect.stringContaining('Check') } },
    });
    const refused = await appliance.api('POST', at('mcp/list'), {
      ...server,
      url: 'https://api.example.com/',
    });
    expect(refused.status).toBe(403);
    expect((await appliance.api('POST', '/api/tenants/999/mcp/list', server)).status).toBe(404);
    expect((await appliance.api('POST', at('mcp/list'), { ...server, tools: [] })).status).toBe(400);
  });
});
