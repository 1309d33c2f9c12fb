import { z } from 'zod';

/** Voices that OpenAI Realtime speaks itself. Source: the model's session reference. */
export const REALTIME_VOICES = [
  'alloy',
  'ash',
  'ballad',
  'cedar',
  'coral',
  'echo',
  'marin',
  'sage',
  'shimmer',
  'verse',
] as const;

/** Voices that only OpenAI text-to-speech speaks; a session with one of them answers in text, which is then spoken. */
export const SPEECH_VOICES = ['fable', 'nova', 'onyx'] as const;

/** Voices of the offline receptionist (flite). */
export const OFFLINE_VOICES = ['slt', 'rms', 'awb', 'kal'] as const;

export const voice = z.enum([...REALTIME_VOICES, ...SPEECH_VOICES]);
export type Voice = z.infer<typeof voice>;

export const offlineVoice = z.enum(OFFLINE_VOICES);
export type OfflineVoice = z.infer<typeof offlineVoice>;

/** Which offline voice stands in for an online one when the tenant has not chosen, so that tenants still differ. */
export const OFFLINE_STAND_IN: Record<Voice, OfflineVoice> = {
  alloy: 'slt',
  ash: 'rms',
  ballad: 'awb',
  cedar: 'rms',
  coral: 'slt',
  echo: 'kal',
  marin: 'slt',
  sage: 'slt',
  shimmer: 'slt',
  verse: 'awb',
  fable: 'awb',
  nova: 'slt',
  onyx: 'kal',
};
