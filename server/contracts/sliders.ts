import { z } from 'zod';

/** The 30 personality sliders in display order. 0 to 100; 50 says nothing. */
export const SLIDERS = [
  'warmth',
  'formality',
  'humor',
  'directness',
  'empathy',
  'confidence',
  'curiosity',
  'patience',
  'creativity',
  'analytical',
  'storytelling',
  'detail',
  'assertiveness',
  'humility',
  'optimism',
  'sarcasm',
  'formalityShift',
  'inclusive',
  'memory',
  'risk',
  'selfReference',
  'topicFocus',
  'repetition',
  'polish',
  'intensity',
  'caution',
  'jargon',
  'humorSensitivity',
  'consistency',
  'metaAwareness',
] as const;

export type Slider = (typeof SLIDERS)[number];

export const sliderValue = z.number().int().min(0).max(100);

export const personality = z.partialRecord(z.enum(SLIDERS), sliderValue);

/** Slider values by name; one that is absent stands at its inherited value, at last 50. */
export type Personality = z.infer<typeof personality>;
