import {
  OFFLINE_STAND_IN,
  OFFLINE_VOICES,
  type OfflineVoice,
  REALTIME_VOICES,
  SPEECH_VOICES,
  type Voice,
} from '../../../../server/contracts/voices.ts';
import { capital } from '../../../ui/words.ts';

const ABOUT: Record<Voice, string> = {
  alloy: 'Even and neutral',
  ash: 'Clear, steady, lower',
  ballad: 'Soft and melodic',
  cedar: 'Natural, warm, lower; best on the phone',
  coral: 'Friendly and bright',
  echo: 'Calm and deep',
  marin: 'Natural, warm, higher; best on the phone',
  sage: 'Quiet and thoughtful',
  shimmer: 'Light and lively',
  verse: 'Expressive',
  fable: 'A storyteller, British',
  nova: 'Young and energetic',
  onyx: 'Deep and grave',
};

const OFFLINE_ABOUT: Record<OfflineVoice, string> = {
  slt: 'A woman',
  rms: 'A man',
  awb: 'A man from Scotland',
  kal: 'A man, robotic',
};

/** A voice to choose. */
export interface VoiceChoice<V extends string> {
  value: V;
  title: string;
  about: string;
  /** What its sample is asked for by. */
  sample: Voice | OfflineVoice;
}

const choice = (value: Voice): VoiceChoice<Voice> => ({
  value,
  title: capital(value),
  about: ABOUT[value],
  sample: value,
});

/** The voices by how they are spoken. */
export const VOICE_GROUPS = [
  { label: 'Spoken by the conversation itself', voices: REALTIME_VOICES.map(choice) },
  { label: 'Spoken by text-to-speech, a little later', voices: SPEECH_VOICES.map(choice) },
];

/** The offline voices; the first follows the online voice. */
export function offlineVoices(online: Voice): VoiceChoice<OfflineVoice | 'auto'>[] {
  const stand = OFFLINE_STAND_IN[online];
  return [
    {
      value: 'auto',
      title: 'To match',
      about: `Goes with ${capital(online)}: ${capital(stand)}`,
      sample: stand,
    },
    ...OFFLINE_VOICES.map((value) => ({
      value,
      title: capital(value),
      about: OFFLINE_ABOUT[value],
      sample: value,
    })),
  ];
}
