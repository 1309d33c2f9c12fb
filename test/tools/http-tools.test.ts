import { describe, expect, it } from 'vitest';
import { loopbackServer } from '../platform/loopback-server.ts';
import { acme, bookingTool, HIDDEN, toolsWorld } from './world.ts';

const hosts = ['127.0.0.1'];

describe('a tool over HTTP', () => {
  it('sends the arguments with the secret header and a key for repeats, and gives back the data', async () => {
    const server = await loopbackServer((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":7}');
    });
    const { http, use, logged } = toolsWorld([server.place]);
    const tool = http.toolOf(bookingTool(`${server.origin}/bookings?via=phone`), hosts);
    expect(await tool.use({ date: '2026-05-01', people: 2 }, use())).toEqual({
      ok: true,
      status: 201,
      output: { status: 201, body: { id: 7 } },
      problem: null,
    });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/bookings?via=phone' });
    expect(JSON.parse(seen?.body ?? '')).toEqual({ date: '2026-05-01', people: 2 });
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${HIDDEN}`,
      'content-type': 'application/json',
      'idempotency-key': 'CA1:call_1',
    });
    expect(seen?.headers['ringhouse-test']).toBeUndefined();
    await tool.use({ date: 'x' }, use({ test: true }));
    expect(server.seen[1]?.headers['ringhouse-test']).toBe('1');
    expect(logged).toEqual([]);
  });

  it('fills in the address, escaped, and puts the rest where it belongs', async () => {
    const server = await loopbackServer((_, response) => void response.end('ok'));
    const { http, use } = toolsWorld([server.place]);
    const parameters = { type: 'object' };
    const at = (method: 'GET' | 'DELETE' | 'PUT') =>
      http.toolOf(bookingTool(`${server.origin}/day/{day}/list?q={q}`, { method, parameters }), hosts);
    const args = { day: '1/5?x=#&%2e', q: 'a&b=c', more: 'ü', deep: { a: 1 }, none: null };
    await at('GET').use(args, use());
    await at('PUT').use(args, use());
    const filled = '/day/1%2F5%3Fx%3D%23%26%252e/list?q=a%26b%3Dc';
    expect(server.seen[0]).toMatchObject({ url: `${filled}&more=%C3%BC&deep=%7B%22a%22%3A1%7D`, body: '' });
    expect(server.seen[0]?.headers['content-type']).toBeUndefined();
    expect(server.seen[1]).toMatchObject({ url: filled, body: '{"more":"ü","deep":{"a":1},"none":null}' });
    expect((await at('DELETE').use({ day: '1' }, use())).ok).toBe(true);
    expect(server.seen[2]?.url).toBe('/day/1/list?q=');
  });

  it.each([['..'], ['.'], [''], [null]])('lets no argument lead to another path: %j', async (day) => {
    const server = await loopbackServer((_, response) => void response.end('ok'));
    const { http, use } = toolsWorld([server.place]);
    const tool = bookingTool(`${server.origin}/day/{day}/list`, { parameters: { type: 'object' } });
    const answer = await http.toolOf(tool, hosts).use({ day }, use());
    expect(answer).toMatchObject({ ok: false, status: null });
    expect(server.seen).toEqual([]);
  });

  it('tells the model what to put right', async () => {
    const { http, use } = toolsWorld([]);
    const answer = await http
      .toolOf(bookingTool('https://api.example.com/'), hosts)
      .use({ people: 2.5 }, use());
    expect(answer.output).toEqual({ error: expect.stringMatching(/date.*call again/) });
  });

  it.each([
    ['a host that is not listed', {}, [], 'not one that this tenant'],
    [
      'a host under a listed one, without *.',
      { url: 'http://api.listed.example/' },
      ['listed.example'],
      'not one',
    ],
    ['the domain of a *. entry itself', { url: 'http://listed.example/' }, ['*.listed.example'], 'not one'],
    ['a host that only ends alike', { url: 'http://evillisted.example/' }, ['*.listed.example'], 'not one'],
    [
      'a listed host on a private address',
      { url: 'http://api.listed.example/' },
      ['*.listed.example'],
      'private',
    ],
    ['a private address by number', { url: 'http://2130706433/' }, ['127.0.0.1'], 'private'],
    ['a private address by name', { url: 'http://localhost./' }, ['localhost'], 'private'],
    ['an argument as the host', { url: 'http://{date}/' }, ['listed.example'], 'host of the address'],
    [
      'a secret that is not set',
      { headers: [{ name: 'X-Key', value: '{{ OTHER_KEY }}' }] },
      ['127.0.0.1'],
      'OTHER_KEY is not set',
    ],
    ['a header of our own', { headers: [{ name: 'Host', value: 'x' }] }, ['127.0.0.1'], 'set by Ringhouse'],
    [
      'a schema that is no good',
      { parameters: { type: 'object', $ref: 'x:y' } },
      ['127.0.0.1'],
      'JSON schema',
    ],
  ])('refuses %s, and tells the operator only', async (_, more, listed, reason) => {
    const server = await loopbackServer((_request, response) => void response.end('inside'));
    const { http, use, logged } = toolsWorld([]);
    const url = `${server.origin}/`;
    const answer = await http.toolOf(bookingTool(url, more), listed).use({ date: 'evil.example' }, use());
    expect(answer).toMatchObject({ ok: false, status: null, problem: expect.stringContaining(reason) });
    expect(answer.output).toEqual({ error: expect.stringMatching(/^It was not done.*message\.$/) });
    expect(logged).toHaveLength(1);
    expect(server.seen).toEqual([]);
  });

  it('uses another tenant’s secret for nobody', async () => {
    const server = await loopbackServer((_, response) => void response.end('ok'));
    const { http, use } = toolsWorld([server.place]);
    const tool = http.toolOf(bookingTool(server.origin), hosts);
    const other = { ...acme, tenantId: 2 };
    expect((await tool.use({ date: 'x' }, use({ scope: other }))).problem).toContain('CRM_KEY is not set');
    expect(server.seen).toEqual([]);
  });

  it('takes a secret that the service repeats out of the answer, in every form', async () => {
    const server = await loopbackServer(({ url, headers }, response) => {
      const echo = { said: headers.authorization, again: encodeURIComponent(HIDDEN), url };
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(echo));
    });
    const { http, use, logged } = toolsWorld([server.place]);
    const answer = await http.toolOf(bookingTool(server.origin), hosts).use({ date: 'x' }, use());
    expect(answer.output).toMatchObject({
      status: 401,
      body: { said: 'Bearer [secret]', again: '[secret]' },
    });
    expect(JSON.stringify([answer, logged])).not.toMatch(/hush|4711/);
  });

  it('gives a refusal of the service to the model with its reason', async () => {
    const server = await loopbackServer(({ url }, response) => {
      if (url === '/moved') response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
      else response.writeHead(409, { 'content-type': 'application/problem+json' }).end('{"why":"full"}');
    });
    const { http, use } = toolsWorld([server.place]);
    const answer = await http.toolOf(bookingTool(server.origin), hosts).use({ date: 'x' }, use());
    expect(answer).toMatchObject({
      ok: false,
      status: 409,
      output: { status: 409, body: { why: 'full' }, error: expect.stringContaining('not done') },
    });
    const moved = await http.toolOf(bookingTool(`${server.origin}/moved`), hosts).use({ date: 'x' }, use());
    expect(moved).toMatchObject({ ok: false, problem: expect.stringContaining('redirects') });
  });

  it('cuts a long answer, also within a secret', async () => {
    const server = await loopbackServer(({ url }, response) => {
      if (url === '/secrets') response.end(HIDDEN.repeat(2_000));
      else response.end('a'.repeat(1024 * 1024));
    });
    const { http, use } = toolsWorld([server.place]);
    const answer = await http.toolOf(bookingTool(server.origin), hosts).use({ date: 'x' }, use());
    expect(answer).toMatchObject({ ok: true, output: { body: `${'a'.repeat(16 * 1024)}… (cut)` } });
    const echo = await http.toolOf(bookingTool(`${server.origin}/secrets`), hosts).use({ date: 'x' }, use());
    expect(JSON.stringify(echo)).not.toMatch(/hush|4711/);
  });

  it('gives up after 8 seconds, and does not say that it failed', async () => {
    const server = await loopbackServer(() => {});
    const { http, use, clock } = toolsWorld([server.place]);
    const begun = server.next();
    const waiting = http.toolOf(bookingTool(server.origin), hosts).use({ date: 'x' }, use());
    await begun;
    clock.advance(8_000);
    expect(await waiting).toMatchObject({
      ok: false,
      problem: expect.stringContaining('8 seconds'),
      output: { error: expect.stringContaining('not known whether it worked') },
    });
    expect(clock.pending).toBe(0);
  });
});
