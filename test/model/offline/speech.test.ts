import { afterAll, describe, expect, it } from 'vitest';
import { decodeMulaw, MULAW_BYTES_PER_MS } from '../../../server/contracts/mulaw.ts';
import { OFFLINE_VOICES } from '../../../server/contracts/voices.ts';
import { createLocalSpeech } from '../../../server/model/offline/speech/local-speech.ts';
import { sentencesOf, speakable } from '../../../server/model/offline/speech/speakable.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { createLogger } from '../../../server/platform/logger.ts';

const speech = createLocalSpeech({
  clock: systemClock,
  logger: createLogger({ level: 'silent' }),
  threads: 1,
});
afterAll(() => speech.close());

describe('local speech', () => {
  it('speaks with four different voices at telephone rate', async () => {
    const spoken = await Promise.all(
      OFFLINE_VOICES.map((voice) => speech.speak('Thank you for calling Acme.', voice)),
    );
    for (const audio of spoken) {
      const seconds = audio.length / MULAW_BYTES_PER_MS / 1000;
      expect(seconds).toBeGreaterThan(1);
      expect(seconds).toBeLessThan(4);
      expect(Math.max(...decodeMulaw(audio))).toBeGreaterThan(5000);
    }
    expect(new Set(spoken.map((audio) => Buffer.from(audio).toString('base64'))).size).toBe(4);
  });

  it('makes a text sentence by sentence, which together are the whole', async () => {
    const parts: Uint8Array[] = [];
    for await (const part of speech.stream('Good morning. How can I help?', 'slt')) parts.push(part);
    expect(parts).toHaveLength(2);
    expect(await speech.speak('Good morning. How can I help?', 'slt')).toEqual(Buffer.concat(parts));
  });

  it('takes text for words, never for options or control', async () => {
    const plain = await speech.speak('hello', 'kal');
    expect(await speech.speak('\u0000hello\u001b', 'kal')).toEqual(plain);
    const option = await speech.speak('-o /etc/passwd', 'kal');
    expect(option.length).toBeGreaterThan(plain.length);
  });

  it.each(['', '   ', '?!', '\u0007'])('is silent where there are no words: %j', async (text) => {
    expect(new Set(await speech.speak(text, 'slt')).size).toBeLessThan(2);
  });
});

describe('speakable', () => {
  it.each([
    ['It’s “Café Zoë” – open', 'It\'s "Cafe Zoe", open'],
    ['Smith & Sons', 'Smith and Sons'],
    ['a\u0000b\nc\td', 'a b c d'],
    ['call +1 or +15551234567', 'call +1 or 1 5 5 5 1 2 3 4 5 6 7'],
    ['日本', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(speakable(text)).toBe(expected);
  });
});

describe('sentencesOf', () => {
  it.each([
    ['One. Two? Three', ['One.', 'Two?', 'Three']],
    ['Dr. Jones is at 5.30 p.m. today.', ['Dr. Jones is at 5.30 p.m.', 'today.']],
    ['...', []],
  ])('%j', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected);
  });

  it('leaves no part longer than can be spoken at once, and loses no word', () => {
    const long = 'word '.repeat(500).trim();
    const parts = sentencesOf(long);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(300);
    expect(parts.join(' ')).toBe(long);
    expect(sentencesOf('x'.repeat(700)).join('')).toBe('x'.repeat(700));
  });
});
