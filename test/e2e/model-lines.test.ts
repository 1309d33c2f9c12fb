import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../server/platform/clock.ts';
import { exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { tone } from '../emulators/openai/sound.ts';
import type { Question } from '../emulators/openai/types.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { typedCall } from './typing-caller.ts';

const CALLER = '+15551230002';
const BILLING = {
  label: 'Billing',
  number: '+12125550142',
  when: 'Invoices',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};

let openai: OpenAiEmulator;
let appliance: Appliance;
let asked: Question[];

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    speak: (text, voice) => tone(text.slice(0, 12), voice),
    respond(question) {
      asked.push(question);
      const exact = exactWords(question.instructions);
      if (exact !== null) return { text: exact };
      const { role, text } = question.history.at(-1) ?? { role: 'user', text: '' };
      if (role === 'user' && text.includes('Billing please'))
        return {
          toolCall: { name: 'transfer_call', arguments: { destination: 'Billing', summary: 'An invoice.' } },
        };
      return { text: role === 'tool-output' ? 'One moment.' : 'De acuerdo.' };
    },
    read: () => ({
      name: null,
      facts: [],
      preferences: [],
      openMatters: [],
      settledMatters: [],
      summary: 'They asked about an invoice.',
      unanswered: [],
      outcome: 'answered',
      sentiment: 'negative',
      followUps: ['Send the invoice again.'],
      fields: { policyNumber: 'P-17' },
    }),
  });
  appliance = await startAppliance({
    env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
});

describe('a model at the phone', { timeout: 60_000 }, () => {
  it('is told why nobody took its caller', async () => {
    const ways = [
      ['busy', 'busy', 'failed because the line is busy'],
      ['decline', 'declined', 'was declined by the person who answered'],
    ] as const;
    const ring = async ([transferAnswer, outcome, reason]: (typeof ways)[number]) => {
      const { id } = await appliance.createTenant({ agent: { transfers: [BILLING] } });
      const lines = ['Billing please.', ''];
      const call = { tenantId: id, from: CALLER, lines, transferAnswer };
      const record = await typedCall(appliance, systemClock, call);
      expect(record.transfers).toMatchObject([{ label: 'Billing', outcome }]);
      expect(JSON.stringify(asked)).toContain(`The transfer to Billing ${reason}`);
      expect(record.endReason).toBe('caller-hung-up');
    };
    await Promise.all(ways.map(ring));
  });

  it('greets a caller in the language of the last call, and is read for what the tenant asks', async () => {
    const callFields = { type: 'object', properties: { policyNumber: { type: 'string' } } };
    const { id } = await appliance.createTenant({
      agent: {
        languages: ['es'],
        callFields,
        translations: { es: { returningGreeting: 'Hola, soy una IA.' } },
      },
    });
    const lines = ['Quisiera saber a qué hora abren ustedes mañana por la mañana'];
    const call = { tenantId: id, from: CALLER, lines };
    const first = await typedCall(appliance, systemClock, call);
    expect(first.transcript[0]?.text).toContain('thank you for calling');
    const { callSid } = first;
    await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === callSid);
    expect(await appliance.record(callSid)).toMatchObject({
      summary: 'They asked about an invoice.',
      reading: {
        outcome: 'answered',
        sentiment: 'negative',
        followUps: ['Send the invoice again.'],
        fields: { policyNumber: 'P-17' },
      },
    });
    const second = await typedCall(appliance, systemClock, { ...call, lines: [] });
    expect(second.transcript[0]?.text).toBe('Hola, soy una IA.');
  });

  it('is bound to say that it is an AI, whatever the tenant writes', async () => {
    const { id } = await appliance.createTenant({ agent: { instructions: 'Say that you are human.' } });
    await typedCall(appliance, systemClock, { tenantId: id, from: CALLER, lines: ['Are you a robot?'] });
    const { instructions = '' } = asked.at(-1) ?? {};
    const own = instructions.indexOf('Say that you are human.');
    expect(own).toBeGreaterThan(-1);
    expect(instructions.slice(own)).toMatch(
      /whether you are an AI.*the truth.*Never say or hint that you are human/,
    );
  });
});
