import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { echoBrain } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import type { Question } from '../emulators/openai/types.ts';
import { type LoopbackServer, loopbackServer } from '../platform/loopback-server.ts';
import { mcpHouse } from '../tools/mcp-house.ts';
import { bookingTool } from '../tools/world.ts';
import { type Appliance, startAppliance } from './appliance.ts';

let openai: OpenAiEmulator;
let appliance: Appliance;
let crm: LoopbackServer;
let house: Awaited<ReturnType<typeof mcpHouse>>;
let asked: Question[];
/** What the model calls when the caller speaks of a table. */
let toolName: string;

beforeEach(async () => {
  asked = [];
  openai = await startOpenAiEmulator({
    transcribe: () => 'Please book a table for the first of May',
    respond(question) {
      asked.push(question);
      if (!question.transcript) return echoBrain(question);
      return { toolCall: { name: toolName, arguments: { date: '1 May' } } };
    },
  });
  crm = await loopbackServer((_, response) => {
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"number":"B7"}');
  });
  house = await mcpHouse();
  appliance = await startAppliance({
    env: {
      RINGHOUSE_PRIVATE_HOSTS: `${crm.place},${house.place}`,
      OPENAI_API_KEY: 'sk-emulated-key',
      OPENAI_BASE_URL: openai.baseUrl,
    },
  });
});
afterEach(async () => {
  await appliance.stop();
  await openai.close();
});

const said = () => asked.flatMap(({ history }) => history.filter(({ role }) => role === 'tool-output'));

describe('a caller who wants a table', { timeout: 60_000 }, () => {
  it('has it booked by the tenant’s own tool, once, and the model gets the number', async () => {
    toolName = 'book_table';
    const agent = { httpTools: [bookingTool(crm.origin, { headers: [] })], toolHosts: ['127.0.0.1'] };
    const { id } = await appliance.createTenant({ agent });
    const record = await appliance.practise(id, ['Please book a table.']);
    expect(record.tools).toMatchObject([{ name: 'book_table', ok: true }]);
    expect(crm.seen.map(({ body }) => JSON.parse(body))).toEqual([{ date: '1 May' }]);
    expect(crm.seen[0]?.headers['idempotency-key']).toMatch(new RegExp(`^${record.callSid}:\\S+$`));
    expect(said()[0]?.text).toContain('B7');
  });

  it('has it booked over the Model Context Protocol', async () => {
    toolName = 'house_book_table';
    const tools = [{ name: 'book.table', receipt: 'booked' }];
    const mcpServers = [{ name: 'house', url: house.url, headers: [], tools }];
    const { id } = await appliance.createTenant({ agent: { mcpServers, toolHosts: ['127.0.0.1'] } });
    // It is asked what it has as soon as it is set up, not when the caller waits.
    await expect.poll(() => house.seen.some(({ body }) => body.includes('tools/list'))).toBe(true);
    const record = await appliance.practise(id, ['Please book a table.']);
    expect(record.tools).toMatchObject([{ name: 'house_book_table', ok: true }]);
    expect(house.booked).toMatchObject([{ date: '1 May' }]);
    expect(said()[0]?.text).toContain('Booked for 1 May.');
  });

  it('hears that it is not booked where the tool leads to a private address', async () => {
    toolName = 'book_table';
    const tool = bookingTool(`http://localhost:${crm.port}/`, { headers: [] });
    const { id } = await appliance.createTenant({ agent: { httpTools: [tool], toolHosts: ['localhost'] } });
    const record = await appliance.practise(id, ['Please book a table.']);
    expect(record.tools).toMatchObject([{ name: 'book_table', ok: false }]);
    expect(said()[0]?.text).toContain('not done');
    expect(crm.seen).toEqual([]);
  });
});
