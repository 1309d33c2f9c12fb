import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { type LiveCall, liveCalls } from '../../server/contracts/live.ts';
import { decodeSample } from '../../server/contracts/mulaw.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { until } from '../call/house-of-calls.ts';
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
import { LiveSocket } from './live-socket.ts';

const LINE = '+15559990001';
const GREETING = 'Hello, Acme Corp.';
/** Nobody has heard it to its end, however slow the computer, before an operator speaks over it. */
const LONG_ANSWER = 'This answer of mine goes on and on. '.repeat(15).trim();
const OPERATOR = 0x2a;

let openai: OpenAiEmulator;
let twilio: TwilioEmulator;
let appliance: Appliance;
let tenantId: number;

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    transcribe: () => 'What are your hours',
    respond({ instructions, history }) {
      const exact = exactWords(instructions);
      if (exact !== null) return { text: exact };
      const last = history.findLast(({ role }) => role === 'system' || role === 'user');
      const whispered = /“(.+?)”/.exec(last?.text ?? '')?.[1];
      if (last?.role === 'system') return { text: whispered ?? 'Here I am again.' };
      return { text: LONG_ANSWER };
    },
    read: () => ({ name: null, facts: [], preferences: [], summary: 'They talked.' }),
  });
  twilio = await startTwilioEmulator({ phoneNumbers: [LINE] });
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
  const tenant = await appliance.createTenant({
    phoneNumber: LINE,
    agent: {
      greeting: GREETING,
      recording: { on: true, keepDays: 30 },
      transfers: [
        {
          label: 'Billing',
          number: '+12125551234',
          when: 'Invoices',
          mode: 'cold',
          schedule: { weekly: [], holidays: [] },
        },
      ],
    },
  });
  tenantId = tenant.id;
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
  await twilio.close();
});

const turn = (callSid: string, words: string) =>
  appliance.events.wait(
    ({ type, data }) =>
      type === 'call.turn' && data.callSid === callSid && JSON.stringify(data.turn).includes(words),
  );
const act = (callSid: string, path: string, body?: unknown) =>
  appliance.api<{ error?: { code: string; message: string } }>('POST', `/api/calls/${callSid}/${path}`, body);
const ended = async (callSid: string): Promise<CallRecord> => {
  await appliance.events.wait(({ type, data }) => type === 'call.ended' && data.callSid === callSid);
  return appliance.record(callSid);
};
const live = async (callSid: string): Promise<LiveCall | undefined> =>
  liveCalls
    .parse((await appliance.api('GET', '/api/live-calls')).body)
    .calls.find((call) => call.callSid === callSid);
const actions = async (callSid: string): Promise<string[]> => {
  const { body } = await appliance.api<{ entries: { action: string; detail: { callSid?: string } }[] }>(
    'GET',
    '/api/audit',
  );
  return body.entries.filter(({ detail }) => detail.callSid === callSid).map(({ action }) => action);
};

async function dial(from: string): Promise<TestCall> {
  const call = createTestPhone({ clock: systemClock, origin: appliance.publicOrigin }).dial({
    from,
    to: LINE,
  });
  await call.connected;
  return call;
}

describe('an operator at a live call', { timeout: 120_000 }, () => {
  it('listens with others, whispers, takes over, is lost, and leaves a record of all of it', async () => {
    const call = await dial('+15551230001');
    const { callSid } = call;
    const [one, two] = [await LiveSocket.open(appliance, callSid), await LiveSocket.open(appliance, callSid)];
    await turn(callSid, GREETING);
    expect(await live(callSid)).toMatchObject({
      tenantId,
      takenOver: false,
      recalled: null,
      destinations: ['Billing'],
    });

    expect((await act(callSid, 'whisper', { text: ' We close at noon today. ' })).status).toBe(204);
    await turn(callSid, 'We close at noon today.');

    await call.say(tone('x'.repeat(16), 'caller'));
    await appliance.events.wait(
      ({ type, data }) =>
        type === 'call.draft' && data.callSid === callSid && String(data.text).includes('answer of mine'),
    );
    const played = call.played.length;
    await one.until(({ frames }) => frames.length > 0 && call.played.length > played + 20);
    one.send({ type: 'take-over' });
    expect(await one.message('taken-over')).toEqual({ type: 'taken-over', byYou: true });
    expect(await two.message('taken-over')).toEqual({ type: 'taken-over', byYou: false });
    await until(() => call.clearedAtMs.length === 1);
    two.send({ type: 'take-over' });
    expect(await two.message('refused')).toMatchObject({
      message: expect.stringContaining('Another operator'),
    });
    two.send('{');
    await two.until(({ told }) => told.filter(({ type }) => type === 'refused').length === 2);
    expect((await live(callSid))?.takenOver).toBe(true);
    await appliance.events.wait(
      ({ type, data }) => type === 'call.progress' && data.callSid === callSid && data.takenOver === true,
    );

    one.speak(OPERATOR, 10);
    two.speak(0x3b, 10);
    await two.until((socket) => socket.heard('agent').includes(Buffer.alloc(1_600, OPERATOR)));
    await until(() => Buffer.from(call.heard()).includes(Buffer.alloc(1_600, OPERATOR)));
    // What the caller says now is heard by those who listen, and by no model.
    const sessions = openai.sessions.length;
    await call.say(tone('x'.repeat(16), 'caller'));
    expect(two.heard('caller').includes(Buffer.from(tone('x'.repeat(16), 'caller')).subarray(0, 160))).toBe(
      true,
    );
    expect(openai.sessions).toHaveLength(sessions);

    one.lose();
    expect(await two.message('handed-back')).toEqual({ type: 'handed-back' });
    await turn(callSid, 'Here I am again.');
    expect(openai.sessions).toHaveLength(sessions + 1);
    call.hangUp();
    expect(await two.message('ended')).toEqual({ type: 'ended' });
    await two.until(({ closeCode }) => closeCode === 1000);

    const record = await ended(callSid);
    expect(record.endReason).toBe('caller-hung-up');
    expect(record.interventions.map(({ kind, text }) => [kind, text])).toEqual([
      ['listened', null],
      ['whispered', 'We close at noon today.'],
      ['taken-over', null],
      ['handed-back', null],
    ]);
    expect(record.timings.joinMs).toBeGreaterThanOrEqual(0);
    expect(record.timings.answers.map(({ waitMs }) => waitMs)).toEqual(record.timings.answerMs);
    expect(record.transcript.some(({ text, interrupted }) => interrupted && text.startsWith('This'))).toBe(
      true,
    );
    // Both listeners heard what the caller heard of the agent, and nothing else.
    expect(two.heard('agent').includes(Buffer.alloc(160, 0x3b))).toBe(false);
    expect(one.heard('agent').includes(Buffer.alloc(160, OPERATOR))).toBe(false);
    expect(await actions(callSid)).toEqual([
      'call.handed-back',
      'call.taken-over',
      'call.whispered',
      'call.listened',
      'call.listened',
    ]);
    const audit = JSON.stringify((await appliance.api('GET', '/api/audit')).body);
    expect(audit).not.toContain('close at noon');

    await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === callSid);
    const { origin } = new URL(appliance.controlUrl);
    const kept = await fetch(`${origin}/api/calls/${callSid}/recording`, {
      headers: { authorization: `Bearer ${appliance.token}` },
    });
    const right = wordsOf(Buffer.from(await kept.arrayBuffer())).filter((_, index) => index % 2 === 1);
    const own = right.filter((sample) => sample === decodeSample(OPERATOR)).length;
    expect(own).toBeGreaterThanOrEqual(1_600);
  });

  it('puts the caller through, who hears so', async () => {
    const call = await dial('+15551230002');
    const { callSid } = call;
    await turn(callSid, GREETING);
    expect((await act(callSid, 'transfer', { label: 'Nobody' })).body.error).toMatchObject({
      code: 'invalid',
      message: 'There is no such destination. Choose one of those listed.',
    });
    expect((await act(callSid, 'transfer', { label: 'billing', summary: 'Bob' })).status).toBe(204);
    expect((await act(callSid, 'transfer', { label: 'Billing' })).status).toBe(409);
    await turn(callSid, 'I will put you through to Billing');
    await until(() => call.dialled.length > 0);
    expect(call.dialled[0]?.number).toBe('+12125551234');
    expect(await live(callSid)).toMatchObject({ destinations: [] });
    expect((await act(callSid, 'whisper', { text: 'Hello' })).body.error?.message).toContain(
      'The caller is with Billing',
    );
    const socket = await LiveSocket.open(appliance, callSid);
    socket.send({ type: 'take-over' });
    expect(await socket.message('refused')).toMatchObject({
      message: expect.stringContaining('The caller is with Billing'),
    });
    call.hangUp();
    const record = await ended(callSid);
    expect(record.transfers).toMatchObject([{ label: 'Billing', summary: 'Bob' }]);
    expect(record.interventions[0]).toMatchObject({ kind: 'transferred', text: 'Billing' });
    expect(await actions(callSid)).toContain('call.transferred');
  });

  it('can do nothing in a call that is none, or with words that are none', async () => {
    for (const [path, body] of [
      ['whisper', { text: 'Hello' }],
      ['transfer', { label: 'Billing' }],
      ['hang-up', undefined],
    ] as const) {
      const { status, body: answer } = await act('CAnone', path, body);
      expect([path, status, answer.error?.message]).toEqual([
        path,
        404,
        'This call is not in progress any more.',
      ]);
    }
    const call = await dial('+15551230003');
    for (const text of ['', '   ', 'x'.repeat(501), 7])
      expect((await act(call.callSid, 'whisper', { text })).status).toBe(400);
    expect((await act(call.callSid, 'transfer', { label: '' })).status).toBe(400);
    expect((await act(call.callSid, 'hang-up')).status).toBe(204);
    expect(await ended(call.callSid)).toMatchObject({ endReason: 'operator-hung-up', interventions: [] });
    const late = await LiveSocket.open(appliance, call.callSid);
    expect(await late.message('ended')).toEqual({ type: 'ended' });
    await late.until(({ closeCode }) => closeCode === 1008);
    await expect(LiveSocket.open(appliance, call.callSid, { token: 'wrong' })).rejects.toThrow(
      'Refused with 401.',
    );
    await expect(LiveSocket.open(appliance, '../../x')).rejects.toThrow('Refused with 404.');
  });
});

/** 16-bit samples of a WAV file, left and right in turn. */
function wordsOf(wav: Buffer): Int16Array {
  const sound = wav.subarray(44);
  return Int16Array.from({ length: sound.length / 2 }, (_, index) => sound.readInt16LE(index * 2));
}
