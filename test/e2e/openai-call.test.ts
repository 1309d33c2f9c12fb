import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import { FRAME_MS } from '../../server/contracts/mulaw.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { tone } from '../emulators/openai/sound.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../emulators/twilio/rest.ts';
import { createTestPhone, type TestCall } from '../emulators/twilio/test-phone.ts';
import { freePort } from '../free-port.ts';
import { type Appliance, startAppliance } from './appliance.ts';

const LINE = '+15559990001';
const OTHER_LINE = '+15559990002';
const CALLER = '+15551230001';
const GREETING =
  'Hello, you have reached Acme Corp, this is Sarah speaking. How can I help you on this fine day?';

let openai: OpenAiEmulator;
let twilio: TwilioEmulator;
let appliance: Appliance;
let heardWords: string[];

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    transcribe: () => heardWords.shift() ?? 'hm',
    respond({ instructions, transcript, history }) {
      const exact = exactWords(instructions);
      if (exact !== null) return { text: exact };
      if (/goodbye/i.test(transcript)) {
        const said = history.findLast(({ role }) => role === 'assistant')?.text ?? '';
        return said.startsWith('Goodbye')
          ? { toolCall: { name: 'end_call', arguments: {} } }
          : { text: 'Goodbye, take care.', toolCall: { name: 'end_call', arguments: {} } };
      }
      const name = /my name is (\w+)/i.exec(transcript)?.[1];
      if (name)
        return {
          text: `Nice to meet you, ${name}.`,
          toolCall: { name: 'remember_name', arguments: { name } },
        };
      return { text: `You asked: ${transcript}.` };
    },
    read: (input) => ({
      name: /my name is (\w+)/i.exec(input)?.[1] ?? null,
      facts: [{ text: 'Has a leaking roof.', replaces: null }],
      preferences: [],
      summary: 'Asked for help.',
    }),
  });
  twilio = await startTwilioEmulator({ phoneNumbers: [LINE, OTHER_LINE] });
  const port = await freePort();
  appliance = await startAppliance({
    env: {
      RINGHOUSE_PUBLIC_PORT: String(port),
      RINGHOUSE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      TWILIO_ACCOUNT_SID: EMULATED_ACCOUNT,
      TWILIO_AUTH_TOKEN: EMULATED_TOKEN,
      RINGHOUSE_TWILIO_API_URL: twilio.url,
      OPENAI_API_KEY: 'sk-emulated-key',
      OPENAI_BASE_URL: openai.baseUrl,
    },
  });
  await appliance.createTenant({
    phoneNumber: LINE,
    agent: { greeting: GREETING, returningGreeting: 'Hello again, {user_name}.', voice: 'marin' },
  });
  await appliance.createTenant({
    businessName: 'Other Inc',
    phoneNumber: OTHER_LINE,
    agent: { greeting: 'Other Inc here.', voice: 'onyx' },
  });
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
  await twilio.close();
});
afterEach(() => {
  for (const { session } of openai.sessions) expect(session.faults).toEqual([]);
});

/** What a person says, as sound: a tone that voice activity detection takes for speech. */
const speech = (seconds: number): Uint8Array => tone('x'.repeat(Math.round((seconds * 1000) / 60)), 'caller');

async function dial(to = LINE, from = CALLER): Promise<{ call: TestCall; index: number }> {
  const index = openai.sessions.length;
  const call = createTestPhone({ clock: systemClock, origin: appliance.publicOrigin }).dial({ from, to });
  // Of a test that failed, none is left to be heard by the next.
  onTestFinished(() => call.hangUp());
  await call.connected;
  return { call, index };
}

const turns = (callSid: string, role: 'caller' | 'agent', count: number) =>
  appliance.events.wait(
    ({ type, data }) =>
      type === 'call.turn' &&
      data.callSid === callSid &&
      appliance.events.all.filter(
        (e) =>
          e.type === 'call.turn' &&
          e.data.callSid === callSid &&
          (e.data.turn as { role: string }).role === role,
      ).length >= count,
  );

const ended = async (callSid: string): Promise<CallRecord> => {
  await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === callSid);
  return appliance.record(callSid);
};

/** Resolves once that much of the agent has been heard. */
async function heardFor(call: TestCall, ms: number): Promise<void> {
  while (call.played.length * FRAME_MS < ms) await new Promise((resolve) => setImmediate(resolve));
}

describe('a real line over OpenAI Realtime', { timeout: 120_000 }, () => {
  it('points the assigned numbers here and reads them back', async () => {
    await appliance.events.wait(
      ({ type, data }) => type === 'lines.changed' && (data.lines as { state: string }[]).length === 2,
    );
    const { body } = await appliance.api<{ lines: { phoneNumber: string; state: string }[] }>(
      'GET',
      '/api/settings',
    );
    expect(body.lines.map(({ phoneNumber, state }) => [phoneNumber, state])).toEqual([
      [LINE, 'pointed'],
      [OTHER_LINE, 'pointed'],
    ]);
  });

  it('drops at once what the caller speaks over, and tells the model what was heard to within 60 ms', async () => {
    heardWords = ['What are your hours', 'goodbye'];
    const { call, index } = await dial();
    const { session } = await openai.session(index);
    await heardFor(call, 1_500);
    const spoken = call.say(speech(1));
    while (call.clearedAtMs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const playedMs = call.played.length * FRAME_MS;
    await session.until(({ truncations }) => truncations.length > 0);
    const [truncation] = session.truncations;
    expect(Math.abs((truncation?.audioEndMs ?? 0) - playedMs)).toBeLessThanOrEqual(60);
    await spoken;
    await turns(call.callSid, 'agent', 2);
    // After the interruption nothing was played but the answer: its length is all that was added.
    const answerMs = tone('You asked: What are your hours.', 'marin').length / 8;
    expect(call.played.length * FRAME_MS - playedMs).toBe(Math.ceil(answerMs / FRAME_MS) * FRAME_MS);
    call.hangUp();
    const record = await ended(call.callSid);
    expect(record.transcript[0]).toMatchObject({ role: 'agent', interrupted: true });
    expect(GREETING.startsWith(record.transcript[0]?.text ?? 'x')).toBe(true);
    expect(record.transcript[1]).toMatchObject({ role: 'caller', text: 'What are your hours' });
    expect(record.transcript[2]?.text).toContain('What are your hours');
    expect(record).toMatchObject({ engine: 'openai', practice: false, endReason: 'caller-hung-up' });
    expect(record.costUsd).toBeGreaterThan(0);
    expect(record.usage.audioOutputTokens).toBeGreaterThan(0);
  });

  it('greets from the cache the next time, remembers the caller, and hangs up after its goodbye was heard', async () => {
    heardWords = ['My name is Sarah, and I have a leaking roof', 'goodbye'];
    const first = await dial();
    await turns(first.call.callSid, 'agent', 1);
    await first.call.say(speech(1));
    await turns(first.call.callSid, 'agent', 2);
    await first.call.say(speech(1));
    const end = await first.call.ended;
    expect(end).toMatchObject({ reason: 'completed', problem: null });
    const record = await ended(first.call.callSid);
    expect(record.endReason).toBe('agent-hung-up');
    expect(record.transcript.at(-1)).toEqual(
      expect.objectContaining({ role: 'agent', text: 'Goodbye, take care.' }),
    );
    const memory = (await appliance.api<CallerMemory>('GET', `/api/memory/${record.namespace}`)).body;
    expect(memory.profile.name).toBe('Sarah');
    expect(memory.facts.map(({ text }) => text)).toContain('Has a leaking roof.');

    heardWords = ['goodbye'];
    const again = await dial();
    const { session } = await openai.session(again.index);
    await turns(again.call.callSid, 'agent', 1);
    expect(session.state.instructions).toContain('Sarah');
    again.call.hangUp();
    const second = await appliance.events.wait(
      ({ type, data }) => type === 'call.ended' && data.callSid === again.call.callSid,
    );
    expect(second).toBeDefined();
    expect((await appliance.record(again.call.callSid)).transcript[0]?.text).toBe(
      'Hello again, Sarah. I am an AI assistant.',
    );

    const third = await dial();
    await turns(third.call.callSid, 'agent', 1);
    third.call.hangUp();
    await appliance.events.wait(
      ({ type, data }) => type === 'call.ended' && data.callSid === third.call.callSid,
    );
    const cached = await appliance.record(third.call.callSid);
    expect(cached.timings.greetingCached).toBe(true);
    expect(cached.transcript[0]?.text).toBe('Hello again, Sarah. I am an AI assistant.');
  });

  it('speaks with a text-to-speech voice where the tenant chose one', async () => {
    heardWords = [];
    const { call, index } = await dial(OTHER_LINE);
    const { session } = await openai.session(index);
    await turns(call.callSid, 'agent', 1);
    expect(session.state.output_modalities).toEqual(['text']);
    expect(
      openai.requests.some(
        ({ path, body }) => path.endsWith('/audio/speech') && JSON.stringify(body).includes('onyx'),
      ),
    ).toBe(true);
    expect(call.heard().length).toBeGreaterThan(7_000);
    call.hangUp();
    await call.ended;
  });

  it('keeps two calls at once from one number to two tenants apart: sound, words, memory, events', async () => {
    const secrets = { one: 'Quartz-7719', two: 'Basalt-3308' };
    const tenants = (await appliance.api<{ id: number }[]>('GET', '/api/tenants')).body;
    const [first, second] = [tenants[0]?.id, tenants[1]?.id];
    await appliance.api('PATCH', `/api/tenants/${first}`, {
      agent: { greeting: `Acme, ${secrets.one}.`, voice: 'cedar' },
    });
    await appliance.api('PATCH', `/api/tenants/${second}`, {
      agent: { greeting: `Other, ${secrets.two}.`, voice: 'sage' },
    });
    const from = '+15551239999';
    heardWords = [];
    const from0 = openai.sessions.length;
    const phone = createTestPhone({ clock: systemClock, origin: appliance.publicOrigin });
    const [one, two] = [phone.dial({ from, to: LINE }), phone.dial({ from, to: OTHER_LINE })];
    await Promise.all([one.connected, two.connected]);
    await Promise.all([turns(one.callSid, 'agent', 1), turns(two.callSid, 'agent', 1)]);
    await Promise.all([one.say(speech(1)), two.say(speech(1))]);
    await Promise.all([turns(one.callSid, 'agent', 2), turns(two.callSid, 'agent', 2)]);
    one.hangUp();
    two.hangUp();
    const [mine, theirs] = await Promise.all([ended(one.callSid), ended(two.callSid)]);

    expect(JSON.stringify(mine)).toContain(secrets.one);
    expect(JSON.stringify(mine)).not.toContain(secrets.two);
    expect(JSON.stringify(theirs)).toContain(secrets.two);
    expect(JSON.stringify(theirs)).not.toContain(secrets.one);
    expect(mine.namespace).toBe(`customer_${first}_user_15551239999`);
    expect(theirs.namespace).toBe(`customer_${second}_user_15551239999`);
    // Each phone heard only its own agent's voice: the greeting, sample by sample.
    const greetingOf = (word: string, voice: string) => Buffer.from(tone(word, voice));
    expect(Buffer.from(one.heard()).indexOf(greetingOf(mine.transcript[0]?.text ?? '', 'cedar'))).toBe(0);
    expect(Buffer.from(two.heard()).indexOf(greetingOf(theirs.transcript[0]?.text ?? '', 'sage'))).toBe(0);
    for (const { session } of openai.sessions.slice(from0)) {
      const seen = JSON.stringify([session.received, session.questions]);
      expect(seen.includes(secrets.one) && seen.includes(secrets.two)).toBe(false);
    }
    for (const { data } of appliance.events.all) {
      const text = JSON.stringify(data);
      if (data.tenantId === first) expect(text).not.toContain(secrets.two);
      if (data.tenantId === second) expect(text).not.toContain(secrets.one);
    }
  });

  it('goes on with the offline receptionist when OpenAI refuses', async () => {
    openai.faults.refuseUpgrade = 401;
    const call = createTestPhone({ clock: systemClock, origin: appliance.publicOrigin }).dial({
      from: '+15551230077',
      to: LINE,
    });
    await call.connected;
    await turns(call.callSid, 'agent', 1);
    openai.faults.refuseUpgrade = null;
    call.hangUp();
    await appliance.events.wait(({ type, data }) => type === 'call.ended' && data.callSid === call.callSid);
    expect(await appliance.record(call.callSid)).toMatchObject({
      engine: 'offline',
      transcript: [{ role: 'agent' }],
    });
    const { alerts } = (await appliance.api<{ alerts: { key: string }[] }>('GET', '/api/alerts')).body;
    expect(alerts.filter(({ key }) => key === 'model')).toHaveLength(1);
  });
});
