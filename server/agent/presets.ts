import { z } from 'zod';
import shipped from '../../resources/presets.json' with { type: 'json' };
import { type PersonalityPreset, personalityPreset } from '../contracts/agent.ts';
import { type Personality, SLIDERS } from '../contracts/sliders.ts';
import { NEUTRAL } from './sliders.ts';

const presetList = z
  .array(personalityPreset)
  .refine(
    (presets) => new Set(presets.map(({ id }) => id)).size === presets.length,
    'Two presets share an id.',
  );

/** Every slider with a value, so that choosing a preset leaves nothing behind of the one before. */
function completed(personality: Personality): Personality {
  return Object.fromEntries(SLIDERS.map((slider) => [slider, personality[slider] ?? NEUTRAL]));
}

// The file names only the sliders that a preset moves. A wrong file stops the start, not a call.
const PRESETS = presetList
  .parse(shipped)
  .map((preset) => ({ ...preset, personality: completed(preset.personality) }));

/** The shipped personalities, general ones first, then trades. A new copy each time. */
export function personalityPresets(): PersonalityPreset[] {
  return structuredClone(PRESETS);
}
