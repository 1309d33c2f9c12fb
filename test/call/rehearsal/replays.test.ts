import { beforeEach, describe, expect, it } from 'vitest';
import type { Planner } from '../../../server/call/plan.ts';
import { newRecord } from '../../../server/call/record.ts';
import { Replays } from '../../../server/call/rehearsal/replays.ts';
import { RehearsalStage } from '../../../server/call/rehearsal/stage.ts';
import type { CallRecord } from '../../../server/contracts/call.ts';
import type { Replay } from '../../../server/contracts/rehearsal.ts';
import type { Task } from '../../../server/contracts/task.ts';
import type { Tenant } from '../../../server/contracts/tenant.ts';
import type { ConversationSpec } from '../../../server/model/engine.ts';
import { randomIds } from '../../../server/platform/ids.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { Tasks } from '../../../server/platform/tasks.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import { ManualClock } from '../../manual-clock.ts';
import { ScriptedEngine } from '../../scripted-engine.ts';

const AT = '2026-03-01T09:00:00.000Z';
const scope = tenantScope(1);
// Nothing else of a tenant is read here.
const tenant = { id: 1, agent: { agentName: 'Robin' } } as Tenant;

let engine: ScriptedEngine;
let clock: ManualClock;
let stage: RehearsalStage;
let tasks: Tasks;
let told: Task[];
let replays: Replays;
let planned: Parameters<Planner>[];

beforeEach(() => {
  engine = new ScriptedEngine();
  clock = new ManualClock();
  stage = new RehearsalStage();
  told = [];
  planned = [];
  tasks = new Tasks({
    ids: randomIds,
    logger: createLogger({ level: 'silent' }),
    onChanged: (task) => void told.push(task),
  });
  replays = new Replays({
    clock,
    tasks,
    stage,
    plan: async (...call) => {
      planned.push(call);
      // The scripted engine reads nothing of the specification.
      return { engine, greeting: 'Welcome.', spec: {} as ConversationSpec };
    },
    engine: () => engine,
    cost: ({ usage }) => usage.textOutputTokens / 100,
  });
});

const incoming = {
  callSid: 'CA1',
  accountSid: 'AC1',
  from: '+15551230001',
  to: '+15559990001',
  practice: true,
  publicOrigin: '',
};
const record = (over: Partial<CallRecord> = {}): CallRecord => ({
  ...newRecord(incoming, 1, AT),
  state: 'ended',
  transcript: [
    { role: 'agent', text: 'Hello.', atMs: 0 },
    { role: 'caller', text: 'Are you open?', atMs: 1_000 },
    { role: 'agent', text: 'We are.', atMs: 2_000 },
    { role: 'caller', text: 'Book me in.', atMs: 3_000 },
    { role: 'agent', text: 'You are booked.', atMs: 4_000 },
  ],
  tools: [{ name: 'book', atMs: 3_500, tookMs: 5, ok: true }],
  ...over,
});
const start = (over?: Partial<CallRecord>, draft: { agentName: string } | null = null): Replay =>
  replays.start({ scope, tenant, record: record(over), draft });

/** Answers the line that is open, once it is. */
async function answer(text: string, lines: number): Promise<void> {
  await expect.poll(() => engine.conversations.at(-1)?.typed.length).toBe(lines);
  engine.last.speak(`item-${lines}`, text, 'AAAA');
}

describe('a replay', () => {
  it('says each line of the caller again and holds the answers against those of the call', async () => {
    const { id } = start({}, { agentName: 'Kim' });
    expect(replays.get(id)).toMatchObject({ state: 'running', agent: 'draft', engine: 'openai' });
    await answer('we are!', 1);
    await expect.poll(() => engine.last.typed.length).toBe(2);
    engine.last.emit({ type: 'tool-call', callId: 'c', name: 'book', arguments: {} });
    engine.last.emit({ type: 'usage', usage: { textOutputTokens: 5 } });
    engine.last.emit({ type: 'response-done', status: 'completed' });
    expect(engine.last.results.get('c')).toMatchObject({ ok: true });
    engine.last.speak('more', 'All done.', 'AAAA');
    await tasks.idle();
    expect(replays.get(id)).toMatchObject({
      id,
      state: 'done',
      problem: null,
      costUsd: 0.05,
      turns: [
        { caller: 'Are you open?', before: 'We are.', now: 'we are!', tools: [], changed: false },
        {
          caller: 'Book me in.',
          before: 'You are booked.',
          now: 'All done.',
          tools: ['book'],
          changed: true,
        },
      ],
    });
    expect(engine.last.noted).toMatchObject([{ text: 'Welcome.' }]);
    expect(engine.last.closed).toBeGreaterThan(0);
    expect(clock.pending).toBe(0);
  });

  it('is as of that caller and that time, with the draft', async () => {
    const { id } = start({}, { agentName: 'Kim' });
    await expect.poll(() => planned.length).toBe(1);
    expect(planned[0]?.slice(1)).toEqual([
      { ...tenant, agent: { agentName: 'Kim' } },
      '+15551230001',
      Date.parse(AT),
    ]);
    replays.stop(id);
    await tasks.idle();
  });

  it('tells how far it is as a task of the same name', async () => {
    const { id } = start();
    await answer('Yes.', 1);
    await answer('Yes.', 2);
    await tasks.idle();
    expect(told.every((task) => task.id === id)).toBe(true);
    expect(told.map(({ state, done, total }) => [state, done, total])).toEqual([
      ['running', 0, null],
      ['running', 0, 2],
      ['running', 1, 2],
      ['running', 2, 2],
      ['done', 2, 2],
    ]);
  });

  it.each([
    ['is erased', { from: 'erased' }],
    ['holds no answer', { transcript: [{ role: 'caller' as const, text: 'Hello?', atMs: 0 }] }],
  ])('is refused for a call that %s', (_, over) => {
    expect(() => start(over)).toThrow(expect.objectContaining({ code: 'conflict' }));
    expect(tasks.list()).toEqual([]);
  });

  it('is refused while enough are going on, and none is left of it', async () => {
    const ids = Array.from({ length: 4 }, () => start().id);
    await expect.poll(() => engine.conversations.length).toBe(4);
    expect(() => start()).toThrow(expect.objectContaining({ code: 'unavailable' }));
    for (const id of ids) replays.stop(id);
    await tasks.idle();
    expect(tasks.list()).toHaveLength(4);
  });
});

describe('a replay that does not come to its end', () => {
  it('keeps the answers it has and says why the model failed', async () => {
    const { id } = start();
    await answer('Yes.', 1);
    await expect.poll(() => engine.last.typed.length).toBe(2);
    engine.last.emit({ type: 'usage', usage: { textOutputTokens: 3 } });
    engine.last.emit({ type: 'failed', failure: 'quota', message: 'The account is empty.' });
    await tasks.idle();
    expect(replays.get(id)).toMatchObject({
      state: 'failed',
      problem: 'The account is empty.',
      turns: [{ now: 'Yes.' }, { now: null, changed: null }],
      costUsd: 0.03,
    });
    expect(tasks.get(id)).toMatchObject({ state: 'failed', problem: 'The account is empty.' });
  });

  it('fails when the model never answers', async () => {
    const { id } = start();
    await expect.poll(() => engine.conversations.at(-1)?.typed.length).toBe(1);
    clock.advance(30_000);
    await tasks.idle();
    expect(replays.get(id)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('did not answer in time'),
    });
  });

  it('can be stopped, before its first line and after', async () => {
    const early = start().id;
    replays.stop(early);
    await tasks.idle();
    const late = start().id;
    await answer('Yes.', 1);
    await expect.poll(() => engine.last.typed.length).toBe(2);
    replays.stop(late);
    replays.stop(late);
    await tasks.idle();
    for (const id of [early, late])
      expect(replays.get(id)).toMatchObject({ state: 'stopped', problem: 'It was stopped before its end.' });
    expect(() => replays.stop('unknown')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('is stopped with all others when the appliance stops', async () => {
    const ids = [start().id, start().id];
    await expect.poll(() => engine.conversations.length).toBe(2);
    replays.close();
    stage.close();
    await tasks.idle();
    for (const id of ids) expect(replays.get(id).state).toBe('stopped');
    expect(engine.conversations.every(({ closed }) => closed > 0)).toBe(true);
    expect(() => start()).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});

describe('what is held of replays', () => {
  it('is the latest twenty', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 21; count += 1) {
      const { id } = start();
      ids.push(id);
      replays.stop(id);
      await tasks.idle();
    }
    expect(() => replays.get(ids[0] ?? '')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(replays.get(ids[1] ?? '').state).toBe('stopped');
  });

  it.each([
    ['its call', { callSid: 'CA1' }],
    ['its tenant', { tenantId: 1 }],
  ])('is gone when %s is forgotten, running or not', async (_, what) => {
    const { id } = start();
    await expect.poll(() => engine.conversations.length).toBe(1);
    replays.forget({ callSid: 'CA2' });
    replays.forget({ tenantId: 2 });
    expect(replays.get(id).state).toBe('running');
    replays.forget(what);
    await tasks.idle();
    expect(() => replays.get(id)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(engine.last.closed).toBeGreaterThan(0);
  });
});
