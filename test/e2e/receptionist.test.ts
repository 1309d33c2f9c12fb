import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxPage } from '../../server/contracts/message.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { tone } from '../emulators/openai/sound.ts';
import type { Question, Reply } from '../emulators/openai/types.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { typedCall } from './typing-caller.ts';

const CALLER = '+15551230001';

let openai: OpenAiEmulator;
let appliance: Appliance;
/** What the model does to each line that the caller types. */
let script: Map<string, (question: Question) => Reply>;

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    // Words are what is looked at here; nobody need hear all of their sound.
    speak: (text, voice) => tone(text.slice(0, 12), voice),
    respond(question) {
      const exact = exactWords(question.instructions);
      if (exact !== null) return { text: exact };
      const { role, text } = question.history.at(-1) ?? { role: 'user', text: '' };
      // What a tool answered is read out, so that the transcript shows it.
      if (role === 'tool-output') return { text: `The tool says ${text.replaceAll(/[{}"]/g, ' ')}` };
      for (const [line, act] of script) if (text.includes(line)) return act(question);
      return { text: 'Hm.' };
    },
    read: () => ({
      name: null,
      facts: [],
      preferences: [],
      openMatters: [],
      settledMatters: [],
      summary: 'They spoke.',
      unanswered: ['Do you have parking for lorries?'],
      outcome: 'answered',
      sentiment: 'neutral',
      followUps: [],
    }),
  });
  appliance = await startAppliance({
    env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
  });
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
});

async function call(tenantId: number, acts: [string, (question: Question) => Reply][], lines?: string[]) {
  script = new Map(acts);
  return typedCall(appliance, systemClock, { tenantId, from: CALLER, lines: lines ?? [...script.keys()] });
}

const agentSaid = (record: { transcript: { role: string; text: string }[] }): string =>
  record.transcript
    .filter(({ role }) => role === 'agent')
    .map(({ text }) => text)
    .join('\n');

describe('a receptionist over OpenAI Realtime', { timeout: 120_000 }, () => {
  it('corrects itself when it says “booked” without a receipt, and the call is marked', async () => {
    const tenant = await appliance.createTenant();
    const record = await call(tenant.id, [
      ['a table for two', () => ({ text: 'Certainly. Your table is booked for tonight at eight.' })],
    ]);
    expect(record.flags).toMatchObject([{ kind: 'claim-without-receipt' }]);
    expect(agentSaid(record)).toContain('I must correct myself: that is not booked.');
    expect(record.messages).toEqual([]);
  });

  it('stores a message with a number only after the number was read back', async () => {
    const tenant = await appliance.createTenant();
    const leave = (confirmed: boolean) => (): Reply => ({
      toolCall: {
        name: 'take_message',
        arguments: {
          name: 'Sarah',
          message: 'Ring me about the roof.',
          callback_number: '(212) 555-0175',
          urgency: 'urgent',
          confirmed,
        },
      },
    });
    const record = await call(tenant.id, [
      ['ring me about the roof', leave(false)],
      ['that is my number', leave(true)],
    ]);
    expect(agentSaid(record)).toMatch(/2,? 1,? 2,? 5,? 5,? 5,? 0,? 1,? 7,? 5/);
    expect(record.messages).toMatchObject([{ callbackNumber: '+12125550175', urgency: 'urgent' }]);
    await appliance.events.wait(
      ({ type, data }) => type === 'messages.changed' && data.tenantId === tenant.id,
    );
    const { body } = await appliance.api<InboxPage>('GET', `/api/messages?tenantId=${tenant.id}`);
    expect(body.messages).toMatchObject([{ callbackNumber: '+12125550175', urgency: 'urgent' }]);
  });

  it('tells the transcription which languages to expect, and the caller that an AI speaks', async () => {
    const tenant = await appliance.createTenant({
      agent: { language: 'en', languages: ['es', 'fr-CA'], greeting: 'Hello, {business_name}.' },
    });
    const index = openai.sessions.length;
    const record = await call(tenant.id, [
      [
        'Quisiera saber a qué hora abren ustedes mañana por la mañana',
        () => ({ text: 'Abrimos a las nueve.' }),
      ],
    ]);
    const { session } = await openai.session(index);
    const configured = JSON.stringify(session.received.find(({ type }) => type === 'session.update'));
    expect(configured).toContain('"languages":["en","es","fr"]');
    expect(record.transcript[0]?.text).toBe('Hello, Acme Corp. I am an AI assistant.');
    expect(record.language).toBe('es');
  });

  it('looks large knowledge up, and lists what it was asked and did not know', async () => {
    const tenant = await appliance.createTenant();
    for (let part = 0; part < 30; part += 1)
      await appliance.api('POST', `/api/tenants/${tenant.id}/knowledge`, {
        kind: 'text',
        title: `Chapter ${part}`,
        text:
          part === 17 ? 'The spare key costs fourteen dollars.' : `Nothing of note. ${'Words. '.repeat(60)}`,
      });
    const record = await call(tenant.id, [
      [
        'what does a spare key cost',
        () => ({ toolCall: { name: 'search_knowledge', arguments: { query: 'spare key' } } }),
      ],
    ]);
    expect(agentSaid(record)).toContain('Chapter 17');
    expect(agentSaid(record)).toContain('fourteen dollars');
    await appliance.events.wait(
      ({ type, data }) => type === 'call.summarised' && data.callSid === record.callSid,
    );
    const gaps = (await appliance.api('GET', `/api/tenants/${tenant.id}/gaps`)).body;
    expect(JSON.stringify(gaps)).toContain('parking for lorries');
  });

  it('keeps card numbers out of everything', async () => {
    const tenant = await appliance.createTenant();
    const record = await call(tenant.id, [
      ['my card is 4111 1111 1111 1111', () => ({ text: 'Please do not tell me card numbers.' })],
    ]);
    expect(JSON.stringify(record)).not.toMatch(/4111/);
    expect(JSON.stringify(record)).toContain('[card number removed]');
    expect(appliance.log.join('')).not.toContain('4111');
    expect(JSON.stringify(appliance.events.all)).not.toMatch(/4111 1111/);
  });
});
