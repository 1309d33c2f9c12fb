import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallArchive } from '../../server/call/archive.ts';
import { CallSearch } from '../../server/call/search/call-search.ts';
import { callRecord } from '../../server/contracts/call.ts';
import { callPage } from '../../server/contracts/history.ts';
import { createErrorHandler } from '../../server/http/control/errors.ts';
import type { ControlApp } from '../../server/http/control/parts.ts';
import { callRoutes } from '../../server/http/control/routes/calls.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { recordOf, tenantOf } from '../messages/letters.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const clock = new ManualClock();
const logger = createLogger({ level: 'silent' });
let store: JsonStore;
let archive: CallArchive;
let search: CallSearch;
let app: ControlApp;

beforeEach(async () => {
  store = await openJsonStore({ dataDir: await temporaryFolder(), clock, onDamage: () => undefined });
  search = new CallSearch({ logger, publish: () => undefined });
  archive = new CallArchive(store.documents, undefined, search);
  await search.fill({ calls: () => [], read: async () => undefined });
  app = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(logger));
  const tenants = { list: () => [tenantOf(1), tenantOf(2, { businessName: '=Cmd & Sons' })] };
  const registry = { get: () => undefined, all: () => [] };
  // Of all else nothing is asked here.
  const parts = { archive, search, audit: store.audit, clock, registry, tenants };
  callRoutes(app, parts as unknown as Parameters<typeof callRoutes>[1]);
  const said = (text: string) => [{ role: 'caller' as const, text, atMs: 0 }];
  for (const [index, tenantId] of [1, 2, 1].entries())
    await archive.save(
      tenantScope(tenantId),
      recordOf(
        `CA${index}`,
        {
          startedAt: `2026-03-0${index + 1}T10:00:00.000Z`,
          transcript: said(index === 1 ? 'It was a hippopotamus.' : 'Hello there.'),
          messages: [],
          summary: index === 1 ? '=HYPERLINK("http://evil.example","click"), said\nthe caller' : null,
          durationMs: 60_000 * index,
        },
        tenantId,
      ),
    );
});
afterEach(async () => {
  await app.close();
  await search.close();
  await store.close();
});

const get = (url: string) => app.inject({ method: 'GET', url });
const sids = async (query: string): Promise<string[]> =>
  callPage.parse((await get(`/api/calls?${query}`)).json()).calls.map(({ callSid }) => callSid);

describe('GET /api/calls', () => {
  it('lists the newest first, with how many there are', async () => {
    const page = callPage.parse((await get('/api/calls?limit=2')).json());
    expect(page.calls.map(({ callSid }) => callSid)).toEqual(['CA2', 'CA1']);
    expect(page).toMatchObject({ total: 3, hits: [] });
    expect(await sids(`limit=2&cursor=${page.nextCursor}`)).toEqual(['CA0']);
    expect(await sids('limit=2&offset=1')).toEqual(['CA1', 'CA0']);
  });

  it('finds what was said, and says where', async () => {
    const page = callPage.parse((await get('/api/calls?text=hippopotamus')).json());
    expect(page).toMatchObject({
      total: 1,
      calls: [{ callSid: 'CA1' }],
      hits: [{ callSid: 'CA1', turn: 0 }],
      search: { indexed: 0, total: 0 },
    });
    expect(await sids('text=hippopotamus&tenantId=1')).toEqual([]);
  });

  it('filters', async () => {
    expect(await sids('tenantId=1')).toEqual(['CA2', 'CA0']);
    expect(await sids('minSeconds=61')).toEqual(['CA2']);
    expect(await sids('since=2026-03-02T00:00:00.000Z&until=2026-03-03T00:00:00.000Z')).toEqual(['CA1']);
  });

  it.each([
    'caller=abc',
    'outcome=x',
    'since=2026-03-02',
    'limit=201',
    'offset=-1',
    `text=${'x'.repeat(201)}`,
  ])('refuses %s', async (query) => {
    const answer = await get(`/api/calls?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({ code: 'invalid', message: expect.any(String) });
  });

  it('says that the search has broken down', async () => {
    await search.close();
    const answer = await get('/api/calls?text=hello');
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'unavailable']);
    expect((await get('/api/calls')).statusCode).toBe(200);
  });
});

describe('GET /api/calls/export', () => {
  it('is a CSV file whose cells no spreadsheet takes for formulas', async () => {
    const answer = await get('/api/calls/export?format=csv&minSeconds=60');
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/csv; charset=utf-8/),
      'content-disposition': 'attachment; filename="calls-2026-03-02.csv"',
      'cache-control': 'private, no-store',
    });
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFCall,Tenant,Tenant ID,Began \(UTC\)/);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^CA2,Acme Corp,1,2026-03-03T10:00:00\.000Z,,120\.0,'\+12125550142,/);
    expect(lines[2]).toContain(`CA1,'=Cmd & Sons,2,`);
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil.example"",""click""), said\nthe caller"`);
  });

  it('is a JSON file of whole records', async () => {
    const answer = await get('/api/calls/export?format=json&text=hippopotamus');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="calls-2026-03-02.json"');
    const [record, ...others] = answer.json();
    expect(others).toEqual([]);
    expect(callRecord.parse(record).transcript).toHaveLength(1);
    expect((await get('/api/calls/export?format=json&text=elephant')).json()).toEqual([]);
    expect((await get('/api/calls/export?format=json')).json()).toHaveLength(3);
  });

  it('is one call where one is named', async () => {
    const answer = await get('/api/calls/export?format=json&callSid=CA0');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="call-CA0.json"');
    expect(answer.json()).toMatchObject([{ callSid: 'CA0' }]);
    expect((await get('/api/calls/export?format=json&callSid=CA9')).statusCode).toBe(404);
  });

  it('is in the audit log: by which filters, not for whom', async () => {
    await get('/api/calls/export?format=csv&caller=2125550142&text=hippopotamus');
    const { entries } = await store.audit.list({ limit: 10 });
    expect(entries).toMatchObject([
      { action: 'calls.exported', detail: { format: 'csv', calls: 1, filters: ['text', 'caller'] } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/2125550142|hippopotamus/);
  });

  it.each(['', 'format=xml', 'format=csv&caller=abc', 'format=csv&callSid=..%2F..'])(
    'refuses %j',
    async (query) => {
      expect((await get(`/api/calls/export?${query}`)).statusCode).toBe(400);
      expect((await store.audit.list({ limit: 1 })).entries).toEqual([]);
    },
  );
});
