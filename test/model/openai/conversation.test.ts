import { afterEach, describe, expect, test } from 'vitest';
import { startOpenAiEmulator } from '../../emulators/openai/emulator.ts';
import { tone } from '../../emulators/openai/sound.ts';
import { ManualClock } from '../../manual-clock.ts';
import { anEngine, aSpec, converse, Ear, frames, type Setup, silence, speaks } from './harness.ts';

let setup: Setup | null = null;
afterEach(async () => {
  setup?.conversation.close();
  await setup?.emulator.close();
  setup = null;
});

const LONG = 'This is a rather long answer that goes on for quite a while. '.repeat(6);

describe('a conversation', () => {
  test('configures the session once, in the GA dialect, and nothing is refused', async () => {
    setup = await converse();
    const { session } = setup.line;
    expect(session.received.map((event) => event.type)).toEqual(['session.update']);
    expect(session.errors).toEqual([]);
    expect(session.state).toMatchObject({
      output_modalities: ['audio'],
      instructions: 'You answer the phone of Acme.',
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          transcription: { model: 'gpt-transcribe', languages: ['en'] },
          turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
        },
        output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
      },
    });
    expect(setup.emulator.upgrades[0]?.headers['openai-beta']).toBeUndefined();
  });

  test.each([
    ['gpt-transcribe', { model: 'gpt-transcribe', languages: ['en'] }],
    ['gpt-4o-transcribe', { model: 'gpt-4o-transcribe', language: 'en' }],
  ])('%s is told the language as it takes it', async (transcriptionModel, expected) => {
    setup = await converse({ settings: { transcriptionModel } });
    expect(setup.line.session.state.audio.input.transcription).toEqual(expected);
  });

  test('the caller speaks, and the answer comes as words and sound', async () => {
    setup = await converse({
      transcribe: () => 'are you open',
      respond: () => ({ text: 'Yes, until five.' }),
    });
    const { conversation, ear, line } = setup;
    speaks(conversation);
    await ear.next('response-done');
    const started = ear.of('speech-started')[0];
    expect(ear.of('caller-text').at(-1)).toEqual({
      type: 'caller-text',
      utteranceId: started?.utteranceId,
      text: 'are you open',
      final: true,
    });
    expect(ear.of('agent-text').at(-1)).toMatchObject({ text: 'Yes, until five.', final: true });
    expect(ear.audio().equals(tone('Yes, until five.', 'marin'))).toBe(true);
    expect(line.session.questions[0]).toMatchObject({ transcript: 'are you open', tools: ['take_message'] });
    expect(line.session.errors).toEqual([]);
    const kinds = ear.events.map((event) => event.type);
    const order = ['ready', 'speech-started', 'speech-stopped', 'response-started', 'audio', 'audio-done'];
    expect(order.map((kind) => kinds.indexOf(kind as 'ready'))).toEqual(
      order.map((kind) => kinds.indexOf(kind as 'ready')).sort((a, b) => a - b),
    );
  });

  test('says exactly the words it is given, and calls no tool for it', async () => {
    setup = await converse();
    setup.conversation.say('Good day, "Acme" here.');
    await setup.ear.next('response-done');
    expect(setup.ear.of('agent-text').at(-1)).toMatchObject({ text: 'Good day, "Acme" here.', final: true });
    expect(setup.line.session.questions[0]?.tools).toEqual([]);
  });

  test('what the caller types is answered', async () => {
    setup = await converse();
    setup.conversation.appendText('hello there');
    await setup.ear.next('response-done');
    expect(setup.ear.of('agent-text').at(-1)?.text).toBe('You said: hello there.');
  });

  test('keys are told together after a pause, and answered once', async () => {
    const clock = new ManualClock();
    setup = await converse({ adapterClock: clock });
    for (const digit of '42#') setup.conversation.appendDigit(digit);
    clock.advance(1499);
    expect(setup.line.session.receivedOf('conversation.item.create')).toEqual([]);
    clock.advance(1);
    await setup.ear.next('response-done');
    expect(setup.line.session.history[0]?.text).toContain('4 2 #');
    expect(setup.line.session.receivedOf('response.create')).toHaveLength(1);
  });

  test('nothing comes after close, and nothing is left running', async () => {
    const clock = new ManualClock();
    setup = await converse({ adapterClock: clock });
    const { conversation, ear, line } = setup;
    conversation.appendDigit('1');
    conversation.close();
    conversation.close();
    conversation.say('Too late.');
    conversation.appendAudio(frames(silence(20))[0] ?? '');
    expect(await line.closed).toBe(1000);
    expect(ear.events.map((event) => event.type)).toEqual(['ready']);
    expect(line.session.received).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});

describe('audio before the session is configured', () => {
  test('is held, loses nothing, and none of it comes early', async () => {
    const emulator = await startOpenAiEmulator();
    const ear = new Ear();
    const conversation = anEngine(emulator.baseUrl).open(aSpec(), ear.listen);
    const spoken = tone('x'.repeat(40), 'caller');
    const pieces = frames(spoken);
    for (const frame of pieces.slice(0, 100)) conversation.appendAudio(frame);
    await ear.next('ready');
    for (const frame of pieces.slice(100)) conversation.appendAudio(frame);
    const line = await emulator.session(0);
    await line.session.until((session) => session.heard.length >= spoken.length);
    expect(Buffer.from(line.session.heard).equals(Buffer.from(spoken))).toBe(true);
    expect(line.session.faults).toEqual([]);
    conversation.close();
    await emulator.close();
  });

  test('of more than half a minute the oldest is dropped', async () => {
    const emulator = await startOpenAiEmulator();
    const ear = new Ear();
    const conversation = anEngine(emulator.baseUrl).open(aSpec(), ear.listen);
    const all = Buffer.alloc(40_000 * 8);
    for (let at = 0; at < all.length; at += 1) all[at] = at % 251;
    for (const frame of frames(all)) conversation.appendAudio(frame);
    await ear.next('ready');
    const line = await emulator.session(0);
    await line.session.until((session) => session.heard.length >= 30_000 * 8);
    expect(Buffer.from(line.session.heard).equals(all.subarray(10_000 * 8))).toBe(true);
    conversation.close();
    await emulator.close();
  });

  test('what was asked for meanwhile is done in order once it is', async () => {
    const emulator = await startOpenAiEmulator();
    const ear = new Ear();
    const conversation = anEngine(emulator.baseUrl).open(aSpec(), ear.listen);
    conversation.noteSaid('greeting', 'Hello, this is Acme.');
    conversation.appendText('hi');
    await ear.next('response-done');
    const line = await emulator.session(0);
    expect(line.session.history.map(({ role, text }) => [role, text]).slice(0, 2)).toEqual([
      ['assistant', 'Hello, this is Acme.'],
      ['user', 'hi'],
    ]);
    expect(line.session.errors).toEqual([]);
    conversation.close();
    await emulator.close();
  });
});

describe('barge-in', () => {
  test('truncates at what was heard; the server cancels by itself, and nothing plays on', async () => {
    setup = await converse({ respond: () => ({ text: LONG }) });
    const { conversation, ear, line } = setup;
    conversation.appendText('tell me everything');
    const { itemId } = await ear.next('audio', 5);
    for (const frame of frames(tone('xxx', 'caller'))) conversation.appendAudio(frame);
    await ear.next('speech-started');
    const heardBefore = ear.of('audio').length;
    conversation.truncate(itemId, 333.7, 'This is');
    conversation.cancel();
    expect(await ear.next('response-done')).toMatchObject({ status: 'cancelled' });
    await line.session.until((session) => session.truncations.length === 1);
    expect(line.session.truncations[0]).toMatchObject({ itemId, audioEndMs: 333 });
    expect(line.session.receivedOf('response.cancel')).toEqual([]);
    expect(line.session.errors).toEqual([]);
    expect(ear.of('audio')).toHaveLength(heardBefore);
  });

  test('never truncates beyond the audio that came, nor where none came', async () => {
    setup = await converse({ respond: () => ({ text: LONG }) });
    const { conversation, ear, line } = setup;
    conversation.truncate('item_unknown', 100, '');
    conversation.appendText('go on');
    const { itemId } = await ear.next('audio', 3);
    conversation.truncate(itemId, 1_000_000, LONG);
    await line.session.until((session) => session.truncations.length === 1);
    const { audioEndMs, sentMs } = line.session.truncations[0] ?? { audioEndMs: 1, sentMs: 0 };
    expect(audioEndMs).toBeLessThanOrEqual(sentMs);
    expect(line.session.errors).toEqual([]);
    const count = ear.of('audio').length;
    await ear.next('response-done');
    expect(ear.of('audio')).toHaveLength(count);
  });

  test('an item heard to its end keeps its words', async () => {
    setup = await converse({ respond: () => ({ text: 'Short.' }) });
    const { conversation, ear, line } = setup;
    conversation.appendText('hello');
    const { itemId } = await ear.next('audio-done');
    await ear.next('response-done');
    conversation.truncate(itemId, 10_000, 'Short.');
    conversation.appendText('and now');
    await ear.next('response-done', 2);
    expect(line.session.truncations).toEqual([]);
  });

  test('a line that was played from elsewhere is replaced, in its place, by what was heard', async () => {
    setup = await converse();
    const { conversation, ear, line } = setup;
    conversation.noteSaid('greeting', 'Hello, this is Acme. How can I help you?');
    conversation.appendText('hi');
    await ear.next('response-done');
    conversation.truncate('greeting', 900, 'Hello, this is');
    await line.session.until((session) => session.history[0]?.text === 'Hello, this is');
    expect(line.session.history[1]?.text).toBe('hi');
    conversation.truncate('greeting', 0, '');
    await line.session.until((session) => session.history[0]?.text === 'hi');
    expect(line.session.errors).toEqual([]);
  });

  test('a response asked for by us is cancelled when asked, once', async () => {
    setup = await converse({ respond: () => ({ text: LONG }) });
    const { conversation, ear, line } = setup;
    conversation.cancel();
    conversation.appendText('go on');
    await ear.next('audio');
    conversation.cancel();
    conversation.cancel();
    expect(await ear.next('response-done')).toMatchObject({ status: 'cancelled' });
    expect(line.session.receivedOf('response.cancel')).toHaveLength(1);
    expect(line.session.errors).toEqual([]);
  });
});

describe('one response at a time', () => {
  test('everything asked for at once is answered one after the other, and nothing is refused', async () => {
    setup = await converse();
    const { conversation, ear, line } = setup;
    conversation.say('One.');
    conversation.say('Two.');
    conversation.appendText('and me');
    conversation.appendText('and me too');
    conversation.say('Three.');
    await ear.next('response-done', 4);
    const finals = ear.of('agent-text').filter((event) => event.final);
    expect(finals.map((event) => event.text)).toEqual(['One.', 'Two.', 'You said: and me too.', 'Three.']);
    expect(line.session.errors).toEqual([]);
  });

  test('a request that crosses the server’s own response is asked for again', async () => {
    setup = await converse({ transcribe: () => 'caller' });
    const { conversation, ear, line } = setup;
    // The caller's turn ends while our request is on its way: the server has already begun to answer.
    speaks(conversation);
    conversation.say('Afterwards.');
    await ear.next('response-done', 2);
    const finals = ear.of('agent-text').filter((event) => event.final);
    expect(finals.map((event) => event.text)).toContain('Afterwards.');
    expect(ear.of('warning')).toEqual([]);
    expect(line.session.errors).toMatchObject([
      { error: { code: 'conversation_already_has_active_response' } },
    ]);
  });
});

describe('tools', () => {
  const toolOnce = ({ history }: { history: { role: string }[] }) =>
    history.some((line) => line.role === 'tool-output')
      ? { text: 'Noted.' }
      : { text: 'One moment.', toolCall: { name: 'take_message', arguments: { text: 'call me' } } };

  test('a call is passed on, and its result is answered after the response is done', async () => {
    setup = await converse({ respond: toolOnce });
    const { conversation, ear, line } = setup;
    conversation.appendText('take a message');
    const call = await ear.next('tool-call');
    expect(call).toMatchObject({ name: 'take_message', arguments: { text: 'call me' } });
    conversation.toolResult(call.callId, { taken: true });
    conversation.toolResult(call.callId, { taken: true });
    await ear.next('response-done', 2);
    expect(ear.of('agent-text').at(-1)?.text).toBe('Noted.');
    expect(line.session.history.filter((entry) => entry.role === 'tool-output')).toEqual([
      { role: 'tool-output', text: '{"taken":true}' },
    ]);
    expect(line.session.errors).toEqual([]);
  });

  test('a result of null is noted, and brings no further answer', async () => {
    setup = await converse({ respond: toolOnce });
    const { conversation, ear, line } = setup;
    conversation.appendText('goodbye');
    const call = await ear.next('tool-call');
    await ear.next('response-done');
    conversation.toolResult(call.callId, null);
    await line.session.until((session) => session.history.some((entry) => entry.role === 'tool-output'));
    expect(line.session.receivedOf('response.create')).toHaveLength(1);
  });
});

describe('usage', () => {
  test('is what the server counted, its cached part included, and the seconds that were transcribed', async () => {
    setup = await converse({ transcribe: () => 'hello', respond: () => ({ text: 'Hi.' }) });
    const { conversation, ear, line } = setup;
    speaks(conversation);
    await ear.next('response-done');
    speaks(conversation);
    await ear.next('response-done', 2);
    const counted = line.session.sent.filter((event) => event.type === 'response.done');
    const total = (pick: (usage: Record<string, Record<string, number>>) => number | undefined) =>
      counted.reduce((sum, event) => {
        // The emulator's own event, whose shape is known.
        const { usage } = event.response as { usage: Record<string, Record<string, number>> };
        return sum + (pick(usage) ?? 0);
      }, 0);
    const used = (field: string) =>
      ear.of('usage').reduce((sum, event) => sum + ((event.usage as Record<string, number>)[field] ?? 0), 0);
    expect(used('textInputTokens')).toBe(total((usage) => usage.input_token_details?.text_tokens));
    expect(used('audioInputTokens')).toBe(total((usage) => usage.input_token_details?.audio_tokens));
    expect(used('audioOutputTokens')).toBe(total((usage) => usage.output_token_details?.audio_tokens));
    expect(used('textOutputTokens')).toBe(total((usage) => usage.output_token_details?.text_tokens));
    expect(used('cachedTextInputTokens')).toBeGreaterThan(0);
    expect(used('cachedAudioInputTokens')).toBeGreaterThan(0);
    expect(used('transcribedSeconds')).toBeGreaterThan(1);
    expect(used('transcribedSeconds')).toBeLessThan(4);
  });
});
