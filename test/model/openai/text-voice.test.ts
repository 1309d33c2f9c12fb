import { afterEach, describe, expect, test } from 'vitest';
import { decodeMulaw, FRAME_BYTES } from '../../../server/contracts/mulaw.ts';
import { Downsampler } from '../../../server/model/openai/downsample.ts';
import { SentenceSplitter } from '../../../server/model/openai/sentences.ts';
import { SpeechQueue } from '../../../server/model/openai/speech-queue.ts';
import { tone } from '../../emulators/openai/sound.ts';
import { converse, frames, type Setup } from './harness.ts';

let setup: Setup | null = null;
afterEach(async () => {
  setup?.conversation.close();
  await setup?.emulator.close();
  setup = null;
});

/** Root mean square of the samples. */
function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function sine(hertz: number, ms: number): Buffer {
  const pcm = Buffer.alloc(ms * 48);
  for (let at = 0; at < ms * 24; at += 1)
    pcm.writeInt16LE(Math.round(10_000 * Math.sin((2 * Math.PI * hertz * at) / 24_000)), at * 2);
  return pcm;
}

describe('voices of text-to-speech', () => {
  test.each(['fable', 'onyx', 'nova'] as const)('%s is heard, sentence by sentence', async (voice) => {
    setup = await converse({
      voice,
      speed: 100,
      respond: () => ({ text: 'Yes, we are open. Until five. Bye' }),
    });
    const { conversation, ear, emulator, line } = setup;
    conversation.appendText('are you open');
    expect(await ear.next('response-done')).toMatchObject({ status: 'completed' });
    expect(line.session.state).toMatchObject({ output_modalities: ['text'] });
    const asked = emulator.requests.filter((request) => request.path === '/audio/speech');
    expect(asked.map((request) => request.body)).toMatchObject([
      { voice, input: 'Yes, we are open.', model: 'gpt-4o-mini-tts', response_format: 'pcm' },
      { voice, input: 'Until five.' },
      { voice, input: 'Bye' },
    ]);
    const audio = ear.audio();
    expect(audio.length % FRAME_BYTES).toBe(0);
    const wholeMs = 'Yes, we are open.Until five.Bye'.length * 60;
    expect(audio.length / 8).toBeGreaterThanOrEqual(wholeMs);
    expect(audio.length / 8).toBeLessThan(wholeMs + 3 * 40);
    expect(loudness(decodeMulaw(audio))).toBeGreaterThan(4000);
    expect(ear.of('agent-text').at(-1)).toMatchObject({
      text: 'Yes, we are open. Until five. Bye',
      final: true,
    });
    const paid = ear.of('usage').reduce((sum, event) => sum + (event.usage.spokenCharacters ?? 0), 0);
    expect(paid).toBe('Yes, we are open.Until five.Bye'.length);
    const kinds = ear.events.map((event) => event.type);
    expect(kinds.lastIndexOf('audio')).toBeLessThan(kinds.indexOf('audio-done'));
    expect(kinds.indexOf('audio-done')).toBeLessThan(kinds.indexOf('response-done'));
    expect(line.session.errors).toEqual([]);
  });

  test('given words are spoken without asking the model, which is told of them', async () => {
    setup = await converse({ voice: 'nova', speed: 100 });
    const { conversation, ear, line } = setup;
    conversation.say('Good day. Acme here.');
    await ear.next('response-done');
    expect(ear.of('agent-text').at(-1)).toMatchObject({ text: 'Good day. Acme here.', final: true });
    await line.session.until((session) => session.history.length === 1);
    expect(line.session.history).toEqual([{ role: 'assistant', text: 'Good day. Acme here.' }]);
    expect(line.session.receivedOf('response.create')).toEqual([]);
  });

  test('the caller’s voice silences it at once, and the model learns what was heard', async () => {
    const text = 'This is the first of many sentences. '.repeat(8);
    setup = await converse({ voice: 'onyx', respond: () => ({ text }) });
    const { conversation, ear, line } = setup;
    conversation.appendText('tell me everything');
    const { itemId } = await ear.next('audio', 3);
    for (const frame of frames(tone('xxx', 'caller'))) conversation.appendAudio(frame);
    await ear.next('speech-started');
    const count = ear.of('audio').length;
    conversation.truncate(itemId, 250, 'This is the');
    expect(await ear.next('response-done')).toMatchObject({ status: 'cancelled' });
    await line.session.until((session) => session.history.some((entry) => entry.text === 'This is the'));
    expect(line.session.history.map((entry) => entry.role).slice(0, 2)).toEqual(['user', 'assistant']);
    expect(ear.of('audio')).toHaveLength(count);
    expect(line.session.errors).toEqual([]);
  });

  test('a sentence that fails is left out with a warning; a key that fails ends the conversation', async () => {
    setup = await converse({ voice: 'fable', speed: 100 });
    const { conversation, ear, emulator } = setup;
    emulator.faults.rest.set('/audio/speech', { status: 500, code: 'server_error' });
    conversation.say('One. Two.');
    await ear.next('response-done');
    expect(ear.of('warning').map((event) => event.code)).toEqual(['speech_failed', 'speech_failed']);
    emulator.faults.rest.set('/audio/speech', { status: 429, code: 'insufficient_quota' });
    conversation.say('Three.');
    expect(await ear.next('failed')).toMatchObject({ failure: 'quota' });
  });
});

describe('24 kHz to 8 kHz', () => {
  const heard = (hertz: number): number => {
    const downsampler = new Downsampler();
    const mulaw = Buffer.concat([downsampler.push(sine(hertz, 500)), downsampler.flush()]);
    return loudness(decodeMulaw(mulaw.subarray(400, 3600))) / (10_000 / Math.SQRT2);
  };

  test('keeps speech', () => {
    for (const hertz of [200, 1000, 2500]) expect(heard(hertz)).toBeGreaterThan(0.93);
  });

  test('lets nothing above 4 kHz fold down', () => {
    for (const hertz of [5000, 6000, 7000, 9000, 11_500]) expect(heard(hertz)).toBeLessThan(0.005);
  });

  test('does not depend on where the bytes were cut', () => {
    const pcm = sine(700, 333);
    const whole = new Downsampler();
    const expected = Buffer.concat([whole.push(pcm), whole.flush()]);
    for (const size of [1, 7, 959, 4801]) {
      const pieces = new Downsampler();
      const parts: Uint8Array[] = [];
      for (let at = 0; at < pcm.length; at += size) parts.push(pieces.push(pcm.subarray(at, at + size)));
      parts.push(pieces.flush());
      expect(Buffer.concat(parts).equals(expected)).toBe(true);
      expect(parts.every((part) => part.length % FRAME_BYTES === 0)).toBe(true);
    }
  });
});

describe('sentences', () => {
  const split = (text: string, size: number): string[] => {
    const splitter = new SentenceSplitter();
    const sentences: string[] = [];
    for (let at = 0; at < text.length; at += size)
      sentences.push(...splitter.push(text.slice(at, at + size)));
    return [...sentences, ...splitter.flush()];
  };

  test.each([
    ['We open at nine. Do you want to come? Fine!', ['We open at nine.', 'Do you want to come?', 'Fine!']],
    ['Dr. Smith is at 5.30 p.m. in room 4. Bye.', ['Dr. Smith is at 5.30 p.m. in room 4.', 'Bye.']],
    ['He said "stop." Then he left', ['He said "stop."', 'Then he left']],
    ['One\nTwo', ['One', 'Two']],
    ['はい。そうです。', ['はい。', 'そうです。']],
    ['   ', []],
  ])('%s', (text, sentences) => {
    for (const size of [1, 3, 1000]) expect(split(text, size)).toEqual(sentences);
  });

  test('a text without an end is cut at a space before it grows too long', () => {
    const pieces = split('word '.repeat(300), 11);
    expect(pieces.every((piece) => piece.length <= 400)).toBe(true);
    expect(pieces.join(' ')).toBe('word '.repeat(300).trim());
  });
});

test('never more than two sentences are asked for ahead, and their order stays', async () => {
  const asked: string[] = [];
  const release: (() => void)[] = [];
  const heard: string[] = [];
  const queue = new SpeechQueue({
    synthesize: (text) => {
      asked.push(text);
      return new Promise((resolve) => {
        release.push(() => resolve((async function* () {})()));
      });
    },
    onAudio: () => {},
    onSpoken: () => {},
    onError: () => {},
  });
  for (const text of ['a', 'b', 'c', 'd']) {
    queue.speak('item', text);
    queue.mark(() => heard.push(text));
  }
  const end = new Promise<void>((resolve) => queue.mark(() => resolve()));
  expect(asked).toEqual(['a', 'b']);
  release[1]?.();
  await Promise.resolve();
  expect(heard).toEqual([]);
  for (const at of [0, 2, 3]) {
    while (!release[at]) await new Promise(setImmediate);
    expect(asked.length).toBeLessThanOrEqual(heard.length + 2);
    release[at]?.();
  }
  await end;
  expect(heard).toEqual(['a', 'b', 'c', 'd']);
});
