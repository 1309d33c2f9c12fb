import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import type { CallTool, ToolContext } from '../../server/call/call-tool.ts';
import { createExternalTools } from '../../server/call/tools/external.ts';
import { TOOL_USES, ToolJournal } from '../../server/call/tools/tool-journal.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import type { DocumentStore } from '../../server/store/store.ts';
import type { ExternalTool, ToolUse } from '../../server/tools/external-tool.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryStore } from '../memory-store.ts';
import { loopbackServer } from '../platform/loopback-server.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { acme, bookingTool, toolsWorld } from '../tools/world.ts';

/** Only what these tools look at. */
function inCall(callId: string, callSid = 'CA1', signal = new AbortController().signal): ToolContext {
  return { scope: acme, record: { callSid }, callId, atMs: 0, signal } as unknown as ToolContext;
}

function scripted(answers: Partial<ExternalTool>, uses: ToolUse[] = []): ExternalTool {
  return {
    name: 'book',
    description: 'Books.',
    parameters: { type: 'object' },
    receipt: 'booked',
    async use(_, use) {
      uses.push(use);
      return { ok: true, status: 200, output: { status: 200, body: 'ok' }, problem: null };
    },
    ...answers,
  };
}

function toolsOver(store: DocumentStore, tools: ExternalTool[], clock = new ManualClock()) {
  const logged: string[] = [];
  const logger = pino({ base: null }, { write: (line) => void logged.push(line) });
  const journal = new ToolJournal(store, clock);
  const made = createExternalTools({ sources: [{ toolsOf: () => tools }], journal, logger });
  const [tool] = made(acme, BUILT_IN_AGENT);
  return { journal, logged, tool: tool as CallTool };
}

describe('the tenant’s own tools in a call', () => {
  it('are offered by name, the first of two with one name', () => {
    const journal = new ToolJournal(new MemoryStore(), new ManualClock());
    const logger = pino({ enabled: false });
    const sources = [
      { toolsOf: () => [scripted({ description: 'first' }), scripted({ name: 'other' })] },
      { toolsOf: () => [scripted({ description: 'second' })] },
    ];
    const tools = createExternalTools({ sources, journal, logger })(acme, BUILT_IN_AGENT);
    expect(tools.map(({ spec }) => [spec.name, spec.description])).toEqual([
      ['book', 'first'],
      ['other', 'Books.'],
    ]);
  });

  it('prove what they did only when it worked', async () => {
    const failing = { ok: false, status: 409, output: { error: 'full' }, problem: 'full' };
    const { tool: good } = toolsOver(new MemoryStore(), [scripted({})]);
    expect(await good.run({}, inCall('1'))).toEqual({
      output: { status: 200, body: 'ok' },
      receipts: ['booked'],
    });
    const { tool: bad } = toolsOver(new MemoryStore(), [scripted({ use: async () => failing })]);
    expect(await bad.run({}, inCall('1'))).toEqual({ output: { error: 'full' } });
    const { tool: mute } = toolsOver(new MemoryStore(), [scripted({ receipt: 'none' })]);
    expect(await mute.run({}, inCall('1'))).not.toHaveProperty('receipts');
  });

  it('do each use once: at the same time, afterwards, and after a restart in the same call', async () => {
    const server = await loopbackServer((_, response) => void response.writeHead(201).end('booked'));
    const { http } = toolsWorld([server.place]);
    const booking = http.toolOf(bookingTool(server.origin), ['127.0.0.1']);
    const dataDir = await temporaryFolder();
    const options = { dataDir, clock: new ManualClock(), onDamage: () => {}, onSaving: () => {} };
    const first = await openJsonStore(options);
    const { tool } = toolsOver(first.documents, [booking]);
    const args = { date: '2026-05-01' };
    const both = await Promise.all([tool.run(args, inCall('call_1')), tool.run(args, inCall('call_1'))]);
    expect(both[0]).toEqual(both[1]);
    const repeated = await tool.run(args, inCall('call_1'));
    expect(repeated).toEqual({ output: { note: expect.stringContaining('already') }, receipts: ['booked'] });
    await first.close();

    const second = await openJsonStore(options);
    onTestFinished(() => second.close());
    const { tool: after } = toolsOver(second.documents, [booking]);
    expect((await after.run(args, inCall('call_1'))).receipts).toEqual(['booked']);
    expect(server.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['CA1:call_1']);

    // Another use, and the same name in another call, are not the same.
    await after.run(args, inCall('call_2'));
    await after.run(args, inCall('call_1', 'CA2'));
    expect(server.seen.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'CA1:call_1',
      'CA1:call_2',
      'CA2:call_1',
    ]);
  });

  it('are known over midnight, and forgotten when the day after is over', async () => {
    const store = new MemoryStore();
    const clock = new ManualClock('2026-03-02T23:59:00.000Z');
    const { journal } = toolsOver(store, [], clock);
    const use = { callSid: 'CA1', callId: '1' };
    const ended = { ok: true, receipt: 'sent' } as const;
    await journal.begin(acme, use);
    clock.advance(120_000);
    await journal.end(acme, use, ended);
    expect(await journal.begin(acme, { ...use, callId: '2' })).toBe('new');
    expect(await journal.begin(acme, use)).toEqual(ended);
    expect(store.dump()).toHaveLength(1);
    clock.advance(86_400_000);
    await journal.begin(acme, { ...use, callSid: 'CA2' });
    expect(store.dump()).toHaveLength(1);
  });

  it('do not begin again what a crash cut short, nor what failed', async () => {
    const store = new MemoryStore();
    const uses: ToolUse[] = [];
    const { journal } = toolsOver(store, []);
    expect(await journal.begin(acme, { callSid: 'CA1', callId: '1' })).toBe('new');
    const { tool } = toolsOver(store, [scripted({}, uses)]);
    expect(await tool.run({}, inCall('1'))).toEqual({
      output: { error: expect.stringContaining('not known whether it worked') },
    });
    await journal.begin(acme, { callSid: 'CA1', callId: '2' });
    await journal.end(acme, { callSid: 'CA1', callId: '2' }, { ok: false, receipt: 'booked' });
    expect(await tool.run({}, inCall('2'))).toEqual({
      output: { error: expect.stringContaining('without success') },
    });
    expect(uses).toEqual([]);
  });

  it('do nothing that can’t be noted first, and lose no receipt that can’t be noted after', async () => {
    const store = new MemoryStore();
    const uses: ToolUse[] = [];
    const { tool, logged } = toolsOver(store, [scripted({}, uses)]);
    store.failAfter(0);
    await expect(tool.run({}, inCall('1'))).rejects.toMatchObject({ code: 'storage-failed' });
    expect(uses).toEqual([]);
    store.failAfter(1);
    expect((await tool.run({}, inCall('1'))).receipts).toEqual(['booked']);
    expect(logged.join()).toContain('could not be noted');
    store.recover();
    expect(await tool.run({}, inCall('1'))).toHaveProperty('output.error');
    expect(uses).toHaveLength(1);
  });

  it('may be named oddly by the model', async () => {
    const store = new MemoryStore();
    const uses: ToolUse[] = [];
    const { tool } = toolsOver(store, [scripted({}, uses)]);
    for (const callId of ['__proto__', 'a\r\nX: y', 'ü'.repeat(5_000), ''])
      for (let time = 0; time < 2; time += 1) await tool.run({}, inCall(callId));
    expect(uses).toHaveLength(4);
    for (const { idempotencyKey } of uses) expect(idempotencyKey).toMatch(/^CA1:[\x21-\x7e]{1,128}$/);
  });

  it('leave nothing of a tenant that was deleted meanwhile', async () => {
    const store = new MemoryStore();
    const { journal } = toolsOver(store, []);
    const use = { callSid: 'CA1', callId: '1' };
    await journal.begin(acme, use);
    await store.transact(acme, async (writer) => {
      for (const key of await writer.keys(TOOL_USES)) await writer.remove(TOOL_USES, key);
    });
    await journal.end(acme, use, { ok: true, receipt: 'sent' });
    expect(store.dump()).toEqual([]);
  });
});
