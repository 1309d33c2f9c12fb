import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { type Appliance, startAppliance } from './appliance.ts';

const SORRY = 'I am sorry, we had a short technical problem.';

let openai: OpenAiEmulator;
let appliance: Appliance;
/** What the caller says, as the model's transcription has it. */
let words: string[];
/** The line is cut when the caller asks for a message; whether it can be had again then. */
let comesBack: boolean;
/** The events before the call. */
let before: number;

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    transcribe: () => words.shift() ?? 'hm',
    async respond({ instructions, transcript, history }) {
      const exact = exactWords(instructions);
      if (exact !== null) return { text: exact };
      if (/message/i.test(transcript)) {
        // What was sent before the cut has arrived.
        await appliance.events.wait(
          ({ type, data }) => type === 'call.turn' && JSON.stringify(data.turn).includes('a message'),
          before,
        );
        if (!comesBack) openai.faults.refuseUpgrade = 503;
        openai.sessions.at(-1)?.drop();
        return {};
      }
      const asked = history.findLast(({ role }) => role === 'user')?.text ?? '';
      return { text: /message/i.test(asked) ? 'Of course, what is your message?' : 'We open at eight.' };
    },
  });
  appliance = await startAppliance({
    env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
  });
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
});

const practise = async (script: string[]): Promise<CallRecord> => {
  const tenant = await appliance.createTenant({ agent: { agentName: 'Emma' } });
  words = [...script];
  before = appliance.events.all.length;
  return appliance.practise(tenant.id, script);
};

const said = ({ transcript }: CallRecord): string[] => transcript.map(({ role, text }) => `${role}: ${text}`);

const openAlerts = async (): Promise<number> => {
  const { alerts } = (
    await appliance.api<{ alerts: { key: string; resolvedAt: string | null }[] }>('GET', '/api/alerts')
  ).body;
  return alerts.filter(({ key, resolvedAt }) => key === 'model' && resolvedAt === null).length;
};

describe('a provider that drops a call', { timeout: 180_000 }, () => {
  it('and comes back answers what was asked, as if nothing had been', async () => {
    comesBack = true;
    const record = await practise(['What are your opening hours?', 'I would like to leave a message.']);
    expect(record).toMatchObject({ engine: 'openai', endReason: 'caller-hung-up' });
    const turns = said(record);
    expect(turns).toContain('agent: We open at eight.');
    // A line to bridge the gap is spoken only if the gap is longer than it takes to make.
    const after = turns.slice(turns.indexOf('caller: I would like to leave a message.'));
    expect(after.filter((turn) => turn !== 'agent: One moment, please.')).toEqual([
      'caller: I would like to leave a message.',
      'agent: Of course, what is your message?',
    ]);
    expect(await openAlerts()).toBe(0);
  });

  it('and does not come back is stood in for by the offline receptionist, who goes on with what was said', async () => {
    comesBack = false;
    const record = await practise([
      'What are your opening hours?',
      'I would like to leave a message.',
      'My name is Robert.',
      'Please call me back.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ]);
    expect(record).toMatchObject({ engine: 'offline', endReason: 'agent-hung-up' });
    expect(record.flags).toMatchObject([{ kind: 'model-failed' }]);
    const turns = said(record);
    expect(turns).toContain('agent: We open at eight.');
    // It knows what the caller wanted of the other one: nobody has to say it again.
    const takeover = turns.indexOf(`agent: ${SORRY}`);
    expect(turns[takeover + 1]).toMatch(/^agent: .*your name/);
    expect(turns.filter((turn) => turn.includes(SORRY))).toHaveLength(1);
    expect(record.messages).toMatchObject([{ name: 'Robert', text: 'Please call me back.' }]);
    expect(await openAlerts()).toBe(1);
  });
});
