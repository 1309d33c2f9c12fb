import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { Rehearsal, Replay } from '../../server/contracts/rehearsal.ts';
import { echoBrain, exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { type Appliance, startAppliance } from './appliance.ts';

let openai: OpenAiEmulator;
let appliance: Appliance;
let id: number;
let call: CallRecord;
/** Resolves when the model may answer. */
let mayAnswer: Promise<void>;

const last = <T extends { role: string }>(history: T[], role: string) =>
  history.findLast((line) => line.role === role);

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    speed: 50,
    transcribe: () => 'Are you open today?',
    async respond(question) {
      await mayAnswer;
      if (exactWords(question.instructions) !== null) return echoBrain(question);
      const asked = question.transcript || last(question.history, 'user')?.text;
      if (last(question.history, 'tool-output')) return { text: 'That could not be looked up.' };
      if (/parking/.test(question.instructions))
        return { toolCall: { name: 'report_unanswered', arguments: { question: asked } } };
      return { text: `You asked: ${asked}` };
    },
  });
  mayAnswer = Promise.resolve();
  appliance = await startAppliance({
    env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
  });
  id = (await appliance.createTenant({ agent: { greeting: 'Welcome.' } })).id;
  call = await appliance.practise(id, ['Are you open today?']);
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
});
beforeEach(() => {
  mayAnswer = Promise.resolve();
  openai.faults.failResponses = null;
  openai.faults.blackhole = false;
});

const replays = (callSid = call.callSid) => `/api/calls/${callSid}/replays`;
const start = async (agent: Replay['agent']): Promise<Replay> => {
  const { body, status } = await appliance.api<Replay>('POST', replays(), { agent });
  expect(status).toBe(201);
  return body;
};
const ended = async ({ id: replay }: Replay): Promise<Replay> => {
  await appliance.events.wait(({ type, data }) => {
    // The shape of a task, as the contract says.
    const task = data.task as { id: string; state: string } | undefined;
    return type === 'task.changed' && task?.id === replay && task.state !== 'running';
  });
  return (await appliance.api<Replay>('GET', `/api/replays/${replay}`)).body;
};

describe('a call that is replayed', { timeout: 60_000 }, () => {
  it('gets the same answers from the agent it had', async () => {
    expect(await ended(await start('published'))).toMatchObject({
      callSid: call.callSid,
      agent: 'published',
      engine: 'openai',
      state: 'done',
      turns: [
        {
          caller: 'Are you open today?',
          before: 'You asked: Are you open today?',
          tools: [],
          changed: false,
        },
      ],
    });
  });

  it('gets others from the draft, whose tools are named and not run', async () => {
    const refused = await appliance.api('POST', replays(), { agent: 'draft' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    const agent = { instructions: 'Tell them about parking.' };
    await appliance.api('PATCH', `/api/tenants/${id}/draft`, { agent });
    const replay = await ended(await start('draft'));
    expect(replay).toMatchObject({
      state: 'done',
      turns: [{ now: 'That could not be looked up.', tools: ['report_unanswered'], changed: true }],
    });
    expect(replay.costUsd).toBeGreaterThan(0);
    expect((await appliance.api('GET', `/api/tenants/${id}/gaps`)).body).toEqual({ gaps: [] });
  });

  it('says that the model failed', async () => {
    openai.faults.failResponses = { code: 'insufficient_quota', times: 1 };
    const replay = await ended(await start('published'));
    expect(replay).toMatchObject({ state: 'failed', turns: [{ now: null, changed: null }] });
    expect(replay.problem).toMatch(/OpenAI/);
  });

  it('can be stopped while the model is silent', async () => {
    const sessions = openai.sessions.length;
    openai.faults.blackhole = true;
    const begun = await start('published');
    const session = await openai.session(sessions);
    expect((await appliance.api('DELETE', `/api/replays/${begun.id}`)).status).toBe(204);
    expect(await ended(begun)).toMatchObject({ state: 'stopped' });
    await session.closed;
  });

  it('is refused where there is nothing to replay', async () => {
    expect((await appliance.api('POST', replays('CAunknown'), { agent: 'published' })).status).toBe(404);
    expect((await appliance.api('POST', replays(), { agent: 'other' })).status).toBe(400);
    expect((await appliance.api('GET', '/api/replays/unknown')).status).toBe(404);
    expect((await appliance.api('DELETE', '/api/replays/unknown')).status).toBe(404);
  });

  it('is refused, and no replay is kept, once its caller is forgotten', async () => {
    const from = '+15551230009';
    const other = await appliance.practise(id, ['Are you open today?'], from);
    const { body } = await appliance.api<Replay>('POST', replays(other.callSid), { agent: 'published' });
    await ended(body);
    const erased = await appliance.api('DELETE', `/api/memory/${other.namespace}`);
    expect(erased.status).toBeLessThan(300);
    expect((await appliance.api('GET', `/api/replays/${body.id}`)).status).toBe(404);
    const again = await appliance.api('POST', replays(other.callSid), { agent: 'published' });
    expect(again).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringMatching(/erased/) } },
    });
  });
});

describe('a rehearsal with a model that costs money', { timeout: 60_000 }, () => {
  const rehearsals = () => `/api/tenants/${id}/rehearsals`;

  it('says so, gives its sound, and stands in the audit log', async () => {
    const { body } = await appliance.api<Rehearsal>('POST', rehearsals(), { line: 'Where are you?' });
    expect(body).toMatchObject({ engine: 'openai', text: 'You asked: Where are you?' });
    expect(body.costUsd).toBeGreaterThan(0);
    expect(body.audioUrl).toMatch(/^\/api\/rehearsals\/[\w-]{43}\/sound$/);
    const { body: audit } = await appliance.api<{ entries: object[] }>('GET', '/api/audit?limit=1');
    const detail = { engine: 'openai', costUsd: body.costUsd };
    expect(audit.entries).toMatchObject([{ action: 'agent.rehearsed', tenantId: id, detail }]);
  });

  it('speaks the greeting with the settings laid over', async () => {
    const agent = { greeting: 'A very new greeting.' };
    const { body } = await appliance.api<Rehearsal>('POST', rehearsals(), { agent });
    expect(body.text).toMatch(/^A very new greeting\. /);
  });

  it('is kindly refused beyond a few at once, and not any more after them', async () => {
    let answerNow = (): void => {};
    mayAnswer = new Promise((resolve) => {
      answerNow = resolve;
    });
    const line = { line: 'Hello?' };
    const first = Array.from({ length: 4 }, () => appliance.api('POST', rehearsals(), line));
    // The fifth one is known by being answered before the others may be.
    const refused = await Promise.race([...first, appliance.api('POST', rehearsals(), line)]);
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    answerNow();
    await Promise.all(first);
    expect((await appliance.api('POST', rehearsals(), line)).status).toBe(200);
  });

  it('tells why there is none', async () => {
    openai.faults.refuseUpgrade = 401;
    const failed = await appliance.api('POST', rehearsals(), {});
    expect(failed).toMatchObject({ status: 502, body: { error: { code: 'upstream-failed' } } });
    expect((await appliance.api('GET', '/api/voices/marin/sample')).status).toBe(503);
    openai.faults.refuseUpgrade = null;
    const sessions = openai.sessions.length;
    for (let times = 0; times < 2; times += 1)
      expect((await appliance.api('GET', '/api/voices/marin/sample')).status).toBe(200);
    // It was paid for once.
    expect(openai.sessions.length).toBe(sessions + 1);
  });
});

describe('the end of the server', { timeout: 60_000 }, () => {
  it('stops a replay in its midst', async () => {
    const own = await startAppliance({
      env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
    });
    const tenant = await own.createTenant({ agent: { greeting: 'Welcome.' } });
    const { callSid } = await own.practise(tenant.id, ['Are you open today?']);
    const sessions = openai.sessions.length;
    openai.faults.blackhole = true;
    await own.api('POST', replays(callSid), { agent: 'published' });
    const session = await openai.session(sessions);
    await own.stop();
    await session.closed;
  });
});
