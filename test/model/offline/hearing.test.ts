import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeMulaw, encodeMulaw, FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import type { OfflineVoice } from '../../../server/contracts/voices.ts';
import { nameAnswered } from '../../../server/model/offline/dialog/caller-name.ts';
import { understand } from '../../../server/model/offline/dialog/understand.ts';
import type { Expectation } from '../../../server/model/offline/hearing/grammar.ts';
import { createHearing, type Ear } from '../../../server/model/offline/hearing/hearing.ts';
import { createLocalSpeech } from '../../../server/model/offline/speech/local-speech.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ACME, noise } from './caller.ts';

const options = { clock: systemClock, logger: createLogger({ level: 'silent' }), threads: 2 };
const speech = createLocalSpeech(options);
const hearing = createHearing(options);
const facts = { ...ACME.facts, names: ['Maria Lopez', 'Siobhan Krzywicki'] };
/** 200 ms. */
const MULAW_SILENCE_BYTES = 1600;
let ears: Ear[] = [];

beforeAll(() => {
  ears = [hearing.ear(facts), hearing.ear(facts)];
});
afterAll(() => Promise.all([speech.close(), hearing.close()]));

/** Sentences by what the caller is expected to say. */
const SENTENCES: Record<Expectation, string[]> = {
  anything: [
    'What are your opening hours?',
    'When are you open?',
    'When do you close today?',
    'Are you open on Saturday?',
    'Where are you located?',
    'What is your address?',
    'How do I find you?',
    'Can you take a message?',
    'Could I leave a message for Maria?',
    'My name is David Wilson.',
    'This is Emily Taylor.',
    'Are you a robot?',
    'Is this a real person?',
    'Can I speak to Maria?',
    'Goodbye.',
    'Thank you very much.',
    'Please call me back tomorrow morning.',
    'Please ask her to call me back about my bill.',
    'I would like to make an appointment on Friday.',
    'My delivery has not arrived.',
    'The boiler is leaking.',
    'Could you repeat that?',
    'Good morning.',
    'Have a nice day.',
  ],
  name: ['John Smith', 'This is Michael Brown.', 'My name is Jennifer Davis.', 'Siobhan Krzywicki'],
  message: [
    'Please call me back this afternoon.',
    'I have a question about my invoice.',
    'I want to cancel my appointment tomorrow.',
  ],
  times: ['Tuesday at three.', 'Tomorrow morning.'],
  number: ['Five five five one two three four.', "It's five five five nine eight seven six."],
  'yes-no': ['Yes.', 'No.', "That's right.", "Yes, that's correct.", "No, that's wrong."],
};

/** What an answer depends on. */
function meaningOf(text: string, expectation: Expectation): string {
  const { intents, name } = understand(text, facts.names);
  const parts = expectation === 'name' ? [nameAnswered(text, facts.names)] : [...intents, name];
  return parts.sort().join(' ').toLowerCase();
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z' ]/g, '');

async function heardBy(ear: Ear, text: string, voice: OfflineVoice, expectation: Expectation) {
  return (await ear.recognise(await speech.speak(text, voice), expectation)) ?? '';
}

describe('the recogniser', () => {
  it.each(['rms', 'awb', 'kal'] as const)(
    'understands what the voice %s says on the telephone',
    async (voice) => {
      const said = Object.entries(SENTENCES).flatMap(([expectation, texts]) =>
        texts.map((text) => ({ text, expectation: expectation as Expectation })),
      );
      const heard = await Promise.all(
        said.map(({ text, expectation }, index) => heardBy(ears[index % 2]!, text, voice, expectation)),
      );
      const misunderstood = said.flatMap(({ text, expectation }, index) => {
        const words = heard[index] ?? '';
        const same = meaningOf(words, expectation) === meaningOf(text, expectation);
        return same ? [] : [`${text} → ${words}`];
      });
      const exact = said.filter(({ text }, index) => plain(text) === heard[index]).length;
      expect(misunderstood.length, misunderstood.join('\n')).toBeLessThanOrEqual(3);
      expect(exact).toBeGreaterThanOrEqual(30);
    },
    90_000,
  );

  it('understands thanks and a goodbye in one breath, loud and faint, with a pause and without', async () => {
    const clips: Uint8Array[] = [];
    for (const voice of ['slt', 'rms', 'kal'] as const) {
      const [thanks, goodbye] = [
        await speech.speak('Thank you.', voice),
        await speech.speak('Goodbye.', voice),
      ];
      const pause = new Uint8Array(MULAW_SILENCE_BYTES).fill(MULAW_SILENCE);
      const spoken = [
        await speech.speak('Thank you, goodbye.', voice),
        Buffer.concat([thanks, pause, goodbye]),
      ];
      clips.push(
        ...spoken,
        ...spoken.map((clip) => encodeMulaw(decodeMulaw(clip).map((sample) => sample * 0.4))),
      );
    }
    const heard = await Promise.all(clips.map((clip, index) => ears[index % 2]!.recognise(clip, 'yes-no')));
    const understood = heard.filter((text) => text !== null && understand(text).intents.has('bye'));
    expect(understood.length, heard.join('\n')).toBeGreaterThanOrEqual(9);
  }, 90_000);

  it('turns most other speech away, and takes none of it for a goodbye', async () => {
    const others = [
      'The quick brown fox jumps over the lazy dog.',
      'Purple elephants never forget their umbrella.',
      'The weather has been awful lately.',
      'Do you sell bananas and oranges?',
      'Zebra crossing.',
      'Do you take credit cards?',
      'The bank by the road.',
      'Tell him to buy milk.',
    ];
    const heard = await Promise.all(others.map((text) => heardBy(ears[0]!, text, 'rms', 'anything')));
    expect(heard.filter((text) => text === '').length, heard.join('\n')).toBeGreaterThanOrEqual(4);
    expect(heard.filter((text) => text.includes('bye'))).toEqual([]);
  }, 30_000);

  it('hears the agent greet with the names of its business', async () => {
    const greeting = hearing.ear({ ...facts, businessName: 'Northwind', agentName: 'Harriet' });
    const heard = await heardBy(greeting, 'Is this Northwind?', 'slt', 'anything');
    expect(heard).toBe('is this northwind');
  });

  it.each([
    ['silence', new Uint8Array(FRAME_BYTES * 50).fill(MULAW_SILENCE)],
    ['nothing', new Uint8Array(0)],
    ['noise', encodeMulaw(Int16Array.from({ length: 8000 }, (_, index) => 4000 * noise(index)))],
  ])('takes %s for no words', async (_, audio) => {
    expect(await ears[0]!.recognise(audio, 'anything')).toBeNull();
  });
});
