import { describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { effectiveSettings } from '../../server/agent/effective.ts';
import { buildInstructions } from '../../server/agent/instructions.ts';
import { personalityPresets } from '../../server/agent/presets.ts';
import { personalitySentences, sentenceFor, sliderGuide } from '../../server/agent/sliders.ts';
import { sliderGuide as guideSchema, personalityPreset } from '../../server/contracts/agent.ts';
import { type Personality, SLIDERS } from '../../server/contracts/sliders.ts';

const BANDS = [
  [0, 29],
  [30, 49],
  [51, 64],
  [65, 79],
  [80, 100],
] as const;

function instructionsWith(personality: Personality): string {
  return buildInstructions({
    settings: effectiveSettings(BUILT_IN_AGENT, { personality }),
    businessName: 'Acme Corp',
    timeZone: 'UTC',
    memory: null,
    isWithheld: false,
    numberKnown: true,
    greeting: 'Hello.',
    language: 'en',
    atMs: 0,
    knowledge: { mode: 'none', quoted: '', titles: [], answers: [] },
    tools: [],
  });
}

const neutral = instructionsWith({});

describe('the sliders', () => {
  it.each(SLIDERS)('%s changes the instructions in each band and not within one', (slider) => {
    const texts = BANDS.map(([from, to]) => {
      const text = instructionsWith({ [slider]: from });
      expect(instructionsWith({ [slider]: to })).toBe(text);
      expect(text).toContain(sentenceFor(slider, from));
      return text;
    });
    expect(new Set([neutral, ...texts]).size).toBe(6);
  });

  it('say 150 different things, none of them a part of another', () => {
    const sentences = SLIDERS.flatMap((slider) => BANDS.map(([from]) => sentenceFor(slider, from)));
    expect(sentences).toHaveLength(150);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentences.filter((other) => other.includes(sentence))).toEqual([sentence]);
    }
  });

  it('say nothing at 50', () => {
    for (const slider of SLIDERS) expect(sentenceFor(slider, 50)).toBe('');
    const middle = Object.fromEntries(SLIDERS.map((slider) => [slider, 50]));
    expect(personalitySentences(middle)).toEqual([]);
    expect(instructionsWith(middle)).toBe(neutral);
    expect(neutral).not.toContain('# Your manner');
  });

  it('never have the agent deny what it is', () => {
    for (const value of [0, 40]) {
      const sentence = sentenceFor('selfReference', value);
      expect(sentence).toMatch(/confirm it plainly|answer truthfully/);
      expect(instructionsWith({ selfReference: value })).toContain('you are an AI assistant');
    }
  });
});

describe('the slider guide', () => {
  const guide = guideSchema.parse(sliderGuide());

  it('covers every whole value once, with the sentence the agent gets', () => {
    expect(guide.map(({ slider }) => slider)).toEqual([...SLIDERS]);
    for (const { slider, bands } of guide)
      for (let value = 0; value <= 100; value += 1) {
        const holding = bands.filter(({ from, to }) => from <= value && value <= to);
        expect(holding.map(({ sentence }) => sentence)).toEqual([sentenceFor(slider, value)]);
      }
  });

  it('gives each slider a title of its own', () => {
    expect(new Set(guide.map(({ title }) => title)).size).toBe(30);
  });

  it('is not changed by who gets it', () => {
    sliderGuide()[0]!.title = 'Spoilt';
    expect(sliderGuide()[0]!.title).toBe(guide[0]!.title);
  });
});

describe('the presets', () => {
  const presets = personalityPresets();

  it('hold the general ones and trades', () => {
    const ids = presets.map(({ id }) => id);
    expect(ids.slice(0, 5)).toEqual(['professional', 'friendly', 'assertive', 'empathetic', 'balanced']);
    expect(ids.length).toBeGreaterThan(10);
  });

  it('fit the contract and set every slider', () => {
    for (const preset of presets) {
      expect(personalityPreset.parse(preset)).toEqual(preset);
      expect(Object.keys(preset.personality)).toEqual([...SLIDERS]);
    }
  });

  it('each make a different agent', () => {
    const texts = presets.map(({ personality }) => instructionsWith(personality));
    expect(new Set([neutral, ...texts]).size).toBe(presets.length + 1);
  });
});
