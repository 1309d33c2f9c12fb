import { afterEach, describe, expect, test } from 'vitest';
import type { ConversationSpec, PastTurn } from '../../../server/model/engine.ts';
import { Heartbeat } from '../../../server/model/openai/heartbeat.ts';
import { historyEvents } from '../../../server/model/openai/history.ts';
import { sessionUpdate } from '../../../server/model/openai/session-update.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../emulators/openai/emulator.ts';
import type { EmulatorOptions } from '../../emulators/openai/types.ts';
import { ManualClock } from '../../manual-clock.ts';
import { anEngine, aSpec, converse, Ear, KEY } from './harness.ts';

const opened: OpenAiEmulator[] = [];
afterEach(async () => {
  for (const emulator of opened.splice(0)) await emulator.close();
});

/** A conversation that is not ready yet, on an emulator. */
async function open(spec: ConversationSpec, options: EmulatorOptions = {}) {
  const emulator = await startOpenAiEmulator(options);
  opened.push(emulator);
  const ear = new Ear();
  const conversation = anEngine(emulator.baseUrl).open(spec, ear.listen);
  return { emulator, ear, conversation };
}

describe('what was said before', () => {
  const history: PastTurn[] = [
    { role: 'agent', text: 'Hello.' },
    { role: 'caller', text: 'Are you open?' },
  ];

  test('is known to the model before it answers anything, and nothing of it is refused', async () => {
    const { emulator, ear, conversation } = await open({ ...aSpec(), history });
    conversation.prompt('Go on.');
    await ear.next('response-done');
    const { session } = await emulator.session(0);
    expect(session.questions[0]?.history).toEqual([
      { role: 'assistant', text: 'Hello.' },
      { role: 'user', text: 'Are you open?' },
      { role: 'system', text: 'Go on.' },
    ]);
    expect(session.errors).toEqual([]);
    conversation.close();
  });

  test('is bounded: the latest turns, the latest words', () => {
    const texts = (turns: PastTurn[]): string[] =>
      historyEvents(turns).map((event) =>
        event.type === 'conversation.item.create' && event.item.type === 'message'
          ? (event.item.content[0]?.text ?? '')
          : '',
      );
    const many = Array.from({ length: 100 }, (_, at): PastTurn => ({ role: 'caller', text: `turn ${at}` }));
    expect(texts(many)).toHaveLength(60);
    expect(texts(many).at(-1)).toBe('turn 99');
    const long = Array.from(
      { length: 5 },
      (_, at): PastTurn => ({ role: 'agent', text: `${at}`.repeat(5_000) }),
    );
    expect(texts(long).map((text) => `${text[0]} ${text.length}`)).toEqual(['2 2000', '3 5000', '4 5000']);
    expect(texts([{ role: 'caller', text: ' ' }])).toEqual([]);
  });
});

describe('languages', () => {
  const told = (transcriptionModel: string, language: string, languages: string[]) =>
    sessionUpdate(
      { ...aSpec(), language, languages },
      { apiKey: KEY, baseUrl: null, realtimeModel: 'm', speechModel: 's', transcriptionModel },
      'e',
    ).session.audio?.input?.transcription;

  test.each([
    ['gpt-transcribe', 'en-US', ['es-MX', 'en-GB', 'FR'], { languages: ['en', 'es', 'fr'] }],
    ['gpt-transcribe', 'en', ['fil'], {}],
    ['whisper-1', 'de-DE', [], { language: 'de' }],
    ['whisper-1', 'de-DE', ['en'], {}],
  ] as const)('%s is told of %s and %j', (model, language, languages, hint) => {
    expect(told(model, language, [...languages])).toEqual({ model, ...hint });
  });
});

describe('before it is configured', () => {
  test('words that were to be said can be taken back, and nothing else is', async () => {
    const { emulator, ear, conversation } = await open(aSpec());
    conversation.say('Hello.');
    conversation.prompt('Say something else.');
    conversation.cancel();
    await ear.next('response-done');
    const { session } = await emulator.session(0);
    expect(session.receivedOf('response.create')).toHaveLength(1);
    expect(session.receivedOf('response.cancel')).toEqual([]);
    expect(session.questions[0]?.history).toEqual([{ role: 'system', text: 'Say something else.' }]);
    conversation.close();
  });
});

describe('responses that fail', () => {
  test('are told as failed, and the conversation goes on', async () => {
    const { emulator, ear, conversation } = await converse();
    opened.push(emulator);
    emulator.faults.failResponses = { code: 'rate_limit_exceeded', times: 1 };
    conversation.appendText('one');
    expect(await ear.next('response-done')).toEqual({ type: 'response-done', status: 'failed' });
    conversation.prompt('Again.');
    expect(await ear.next('response-done', 2)).toEqual({ type: 'response-done', status: 'completed' });
    expect(ear.of('failed')).toEqual([]);
    conversation.close();
  });

  test('for want of quota end it', async () => {
    const { emulator, ear, conversation } = await converse();
    opened.push(emulator);
    emulator.faults.failResponses = { code: 'insufficient_quota', times: 1 };
    conversation.appendText('one');
    expect(await ear.next('failed')).toMatchObject({ failure: 'quota' });
  });
});

test('words said while a tool is at work do not disturb its answer', async () => {
  const { emulator, ear, conversation, line } = await converse({
    respond: ({ instructions, history }) => {
      if (instructions.startsWith('Say exactly')) return { text: 'One moment, please.' };
      return history.at(-1)?.role === 'tool-output' || history.some(({ role }) => role === 'tool-output')
        ? { text: 'It is booked.' }
        : { toolCall: { name: 'take_message', arguments: {} } };
    },
  });
  opened.push(emulator);
  conversation.appendText('Book a table.');
  const { callId } = await ear.next('tool-call');
  conversation.say('One moment, please.');
  await ear.next('response-started', 2);
  conversation.toolResult(callId, { booked: true });
  await ear.next('response-done', 3);
  expect(
    ear
      .of('agent-text')
      .filter(({ final }) => final)
      .map(({ text }) => text.trim()),
  ).toEqual(['One moment, please.', 'It is booked.']);
  expect(line.session.errors).toEqual([]);
  expect(ear.of('warning')).toEqual([]);
  conversation.close();
});

describe('a server that is silent', () => {
  function beat() {
    const clock = new ManualClock();
    const told: string[] = [];
    const heartbeat = new Heartbeat({
      clock,
      ask: () => told.push('ask'),
      onStalled: () => told.push('stalled'),
      onDead: () => told.push('dead'),
    });
    heartbeat.start();
    return { clock, told, heartbeat };
  }

  test('is asked, has stalled within 5 s, and is dead within 10 s', () => {
    const { clock, told, heartbeat } = beat();
    clock.advance(3_400);
    expect(told).toEqual([]);
    clock.advance(1_600);
    expect(told).toEqual(['ask', 'stalled']);
    clock.advance(4_000);
    expect(told).toEqual(['ask', 'stalled']);
    clock.advance(1_000);
    expect(told).toEqual(['ask', 'stalled', 'dead']);
    heartbeat.stop();
    expect(clock.pending).toBe(0);
  });

  test('that answers is only asked', () => {
    const { clock, told, heartbeat } = beat();
    for (let times = 0; times < 3; times += 1) {
      clock.advance(4_000);
      heartbeat.heard();
    }
    expect(told).toEqual(['ask', 'ask', 'ask']);
  });

  test('over a real line: one that lives answers, one that is frozen is dropped', async () => {
    const clock = new ManualClock();
    const { emulator, ear, line } = await converse({ adapterClock: clock });
    opened.push(emulator);
    clock.advance(4_000);
    await line.session.until((session) => session.receivedOf('session.update').length === 2);
    await line.session.until(
      (session) => session.sent.filter(({ type }) => type === 'session.updated').length === 2,
    );
    line.session.frozen = true;
    // What it sent before may still be on its way, and be heard between two looks.
    while (ear.of('failed').length === 0) {
      clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ear.of('stalled')).not.toEqual([]);
    expect(ear.of('warning')).toEqual([]);
    expect(ear.of('failed')).toMatchObject([{ failure: 'dropped' }]);
    expect(clock.pending).toBe(0);
  });
});
