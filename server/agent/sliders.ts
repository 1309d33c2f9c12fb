import type { SliderGuide } from '../contracts/agent.ts';
import { type Personality, SLIDERS, type Slider } from '../contracts/sliders.ts';
import { CONVERSATION } from './wording/conversation.ts';
import { FEELING } from './wording/feeling.ts';
import { HUMOR } from './wording/humor.ts';
import { PRESENCE } from './wording/presence.ts';
import { SPEECH } from './wording/speech.ts';
import { THINKING } from './wording/thinking.ts';
import type { SliderWording } from './wording/wording.ts';

/** Where a slider says nothing. */
export const NEUTRAL = 50;

const WORDING: Record<Slider, SliderWording> = {
  ...FEELING,
  ...SPEECH,
  ...HUMOR,
  ...THINKING,
  ...PRESENCE,
  ...CONVERSATION,
};

function bandsOf({ sentences: [strongLow, mildLow, moderately, quite, very] }: SliderWording) {
  return [
    { from: 0, to: 29, sentence: strongLow },
    { from: 30, to: 49, sentence: mildLow },
    { from: NEUTRAL, to: NEUTRAL, sentence: '' },
    { from: 51, to: 64, sentence: moderately },
    { from: 65, to: 79, sentence: quite },
    { from: 80, to: 100, sentence: very },
  ];
}

const GUIDE: SliderGuide = SLIDERS.map((slider) => {
  const { title, group, low, high } = WORDING[slider];
  return { slider, title, group, low, high, bands: bandsOf(WORDING[slider]) };
});

/** The sliders as the panel shows them, in display order. A new copy each time. */
export function sliderGuide(): SliderGuide {
  return structuredClone(GUIDE);
}

/** What one slider tells the agent at `value` (0 to 100, whole); empty at 50. */
export function sentenceFor(slider: Slider, value: number): string {
  return bandsOf(WORDING[slider]).find((band) => value >= band.from && value <= band.to)?.sentence ?? '';
}

/** The sentences of a whole personality in display order; sliders that are absent or at 50 add none. */
export function personalitySentences(personality: Personality): string[] {
  return SLIDERS.map((slider) => sentenceFor(slider, personality[slider] ?? NEUTRAL)).filter(
    (sentence) => sentence !== '',
  );
}
