import { describe, expect, it } from 'vitest';
import type { McpServer } from '../../server/contracts/tools.ts';
import { loopbackServer } from '../platform/loopback-server.ts';
import { mcpHouse } from './mcp-house.ts';
import { acme, HIDDEN, toolsWorld } from './world.ts';

const hosts = ['127.0.0.1'];
const chosen = ['book.table', 'full', 'menu', 'hang', 'long', 'echo'];

function serverAt(url: string, names: string[] = chosen): McpServer {
  return {
    name: 'crm',
    url,
    headers: [{ name: 'X-Key', value: '{{CRM_KEY}}' }],
    tools: names.map((name) => ({ name, receipt: name === 'book.table' ? 'booked' : 'none' })),
  };
}

/** The tools of one server, once they are known. */
async function known(house: { url: string; place: string }, names?: string[]) {
  const world = toolsWorld([house.place]);
  const server = serverAt(house.url, names);
  const settings = { httpTools: [], mcpServers: [server], toolHosts: hosts };
  const tools = () => world.mcp.toolsOf(acme, settings);
  expect(tools()).toEqual([]);
  await expect.poll(() => tools().length).toBeGreaterThan(0);
  const tool = (name: string) => {
    const found = tools().find((one) => one.name === `crm_${name}`);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  };
  return { ...world, tools, tool };
}

describe('a server of the Model Context Protocol', () => {
  it.each([false, true])('is listed and used, with JSON answers: %s', async (json) => {
    const house = await mcpHouse({ json });
    const { mcp, tool, use, logged } = await known(house);
    const listed = await mcp.list(acme, serverAt(house.url), hosts);
    expect(listed.map(({ name }) => name)).toEqual(['book.table', 'full', 'menu', 'hang', 'long', 'echo']);
    expect(tool('book_table')).toMatchObject({ description: 'Books a table.', receipt: 'booked' });
    expect(tool('book_table').parameters).toMatchObject({ type: 'object', required: ['date'] });
    expect(await tool('book_table').use({ date: '1 May' }, use())).toEqual({
      ok: true,
      status: null,
      output: { body: 'Booked for 1 May.' },
      problem: null,
    });
    expect(house.booked).toEqual([{ date: '1 May', _meta: { 'ringhouse/idempotency-key': 'CA1:call_1' } }]);
    expect((await tool('menu').use({}, use())).output).toEqual({ body: { dishes: ['soup'] } });
    expect((await tool('long').use({}, use())).output).toEqual({
      body: `${'a'.repeat(16 * 1024)}… (cut)`,
    });
    // One session serves them all.
    expect(house.sessions.size).toBe(1);
    expect(house.seen.every(({ headers }) => headers['x-key'] === HIDDEN)).toBe(true);
    expect(logged).toEqual([]);
  });

  it('gives only what was chosen', async () => {
    const { tools } = await known(await mcpHouse(), ['menu', 'not-there']);
    expect(tools().map(({ name }) => name)).toEqual(['crm_menu']);
  });

  it('leaves out what a model could not be told', async () => {
    const { tools } = await known(await mcpHouse(), ['menu', 'vast']);
    expect(tools().map(({ name }) => name)).toEqual(['crm_menu']);
  });

  it('may report an error, which proves nothing', async () => {
    const { tool, use } = await known(await mcpHouse());
    expect(await tool('full').use({}, use())).toMatchObject({
      ok: false,
      output: { error: expect.stringContaining('not done'), body: 'No table is free.' },
    });
  });

  it('has its arguments checked here', async () => {
    const house = await mcpHouse();
    const { tool, use } = await known(house);
    const answer = await tool('book_table').use({ date: 5 }, use());
    expect(answer.output).toEqual({ error: expect.stringContaining('date must be string') });
    expect(house.booked).toEqual([]);
  });

  it('shows no secret that it repeats', async () => {
    const { tool, use } = await known(await mcpHouse());
    const answer = await tool('echo').use({}, use());
    expect(JSON.stringify(answer)).toContain('[secret]');
    expect(JSON.stringify(answer)).not.toMatch(/hush|4711/);
  });

  it('has 8 seconds, and others on the same line go on', async () => {
    const house = await mcpHouse();
    const { tool, use, clock } = await known(house);
    const hanging = house.hangs();
    const waiting = tool('hang').use({}, use());
    await hanging;
    clock.advance(7_999);
    expect((await tool('menu').use({}, use())).ok).toBe(true);
    clock.advance(1);
    expect(await waiting).toMatchObject({
      ok: false,
      problem: expect.stringContaining('8 seconds'),
      output: { error: expect.stringContaining('not known whether it worked') },
    });
    expect((await tool('menu').use({}, use())).ok).toBe(true);
  });

  it('stops when the call ends', async () => {
    const house = await mcpHouse();
    const { tool, use } = await known(house);
    const stop = new AbortController();
    const hanging = house.hangs();
    const waiting = tool('hang').use({}, use({ signal: stop.signal }));
    await hanging;
    stop.abort();
    expect((await waiting).problem).toContain('was stopped');
  });

  it('may forget a session', async () => {
    const house = await mcpHouse();
    const { tool, use } = await known(house);
    await tool('menu').use({}, use());
    house.sessions.clear();
    expect((await tool('book_table').use({ date: 'x' }, use())).ok).toBe(true);
    expect(house.booked).toHaveLength(1);
  });

  it('is left a minute after its last use', async () => {
    const house = await mcpHouse();
    const { tool, use, clock } = await known(house);
    await tool('menu').use({}, use());
    clock.advance(59_999);
    await tool('menu').use({}, use());
    expect(house.sessions.size).toBe(1);
    clock.advance(60_000);
    await tool('menu').use({}, use());
    expect(house.sessions.size).toBe(2);
  });

  it('delays no call when it is down, and keeps what was known of it', async () => {
    const house = await mcpHouse();
    const { tools, tool, use, clock, logged } = await known(house);
    house.fail(true);
    clock.advance(5 * 60_000);
    expect(tools()).toHaveLength(chosen.length);
    await expect.poll(() => logged.length).toBe(1);
    expect(logged[0]).toContain('could not be listed');
    expect(tools()).toHaveLength(chosen.length);
    const answer = await tool('menu').use({}, use());
    expect(answer).toMatchObject({ ok: false, problem: expect.stringContaining('status 500') });
    expect(JSON.stringify([answer, logged])).not.toContain('words of its own');
    house.fail(false);
    clock.advance(30_000);
    tools();
    expect((await tool('menu').use({}, use())).ok).toBe(true);
  });

  it('that hangs while it is listed gives nothing, and is not waited for', async () => {
    const house = await mcpHouse({ hangOnList: true });
    const { mcp, clock } = toolsWorld([house.place]);
    const listing = mcp.list(acme, serverAt(house.url), hosts);
    const refused = expect(listing).rejects.toMatchObject({ code: 'upstream-failed' });
    await expect.poll(() => house.seen.some(({ body }) => body.includes('tools/list'))).toBe(true);
    clock.advance(8_000);
    await refused;
  });

  it.each([
    ['on a host that is not listed', {}, [], 'forbidden'],
    ['on a private address', { url: 'http://localhost:1/mcp' }, ['localhost'], 'forbidden'],
    [
      'with a secret that is not set',
      { headers: [{ name: 'X', value: '{{NONE}}' }] },
      hosts,
      'misconfigured',
    ],
  ])('is refused %s', async (_, more, listed, code) => {
    const house = await mcpHouse();
    const { mcp } = toolsWorld([]);
    await expect(mcp.list(acme, { ...serverAt(house.url), ...more }, listed)).rejects.toMatchObject({ code });
    expect(house.seen).toEqual([]);
  });

  it.each([
    ['redirects', 302, 'redirects elsewhere'],
    ['wants another key', 401, 'status 401'],
    ['is a web page', 200, 'does not speak'],
  ])('that %s is named as such', async (_, status, words) => {
    const secret = await mcpHouse();
    const page = await loopbackServer((_request, response) => {
      response.writeHead(status, { location: secret.url, 'content-type': 'text/html' }).end('<p>hello</p>');
    });
    const { mcp } = toolsWorld([page.place, secret.place]);
    await expect(mcp.list(acme, serverAt(page.origin), hosts)).rejects.toMatchObject({
      message: expect.stringContaining(words),
    });
    expect(secret.seen).toEqual([]);
  });
});
