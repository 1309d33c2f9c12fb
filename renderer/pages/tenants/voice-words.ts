import {
  OFFLINE_STAND_IN,
  OFFLINE_VOICES,
  type OfflineVoice,
  offlineVoice,
  REALTIME_VOICES,
  SPEECH_VOICES,
  type Voice,
  voice,
} from '../../../server/contracts/voices.ts';
import { capital } from '../../ui/words.ts';

const choice = <V extends string>(value: V) => ({ value, label: capital(value) });

/** The voices by how they are spoken. */
export const VOICE_CHOICES = [
  { group: 'Spoken by the conversation itself', items: REALTIME_VOICES.map(choice) },
  { group: 'Spoken by text-to-speech, a little later', items: SPEECH_VOICES.map(choice) },
];

const OFFLINE_NAME: Record<OfflineVoice, string> = {
  slt: 'Slt, a woman',
  rms: 'Rms, a man',
  awb: 'Awb, a man from Scotland',
  kal: 'Kal, a man, robotic',
};

/** The offline voices; the first follows the online voice. */
export function offlineVoiceChoices(online: Voice): { value: OfflineVoice | 'auto'; label: string }[] {
  return [
    { value: 'auto', label: `To match the voice (${capital(OFFLINE_STAND_IN[online])})` },
    ...OFFLINE_VOICES.map((value) => ({ value, label: OFFLINE_NAME[value] })),
  ];
}

export const isVoice = (value: unknown): value is Voice => voice.safeParse(value).success;

export const isOfflineVoice = (value: unknown): value is OfflineVoice | 'auto' =>
  value === 'auto' || offlineVoice.safeParse(value).success;

/** Tags to choose from; any other can be typed. */
export const LANGUAGES = [
  'en',
  'en-GB',
  'en-US',
  'de',
  'es',
  'es-MX',
  'fr',
  'fr-CA',
  'it',
  'nl',
  'pl',
  'pt-BR',
];
