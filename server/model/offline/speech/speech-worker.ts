import type { OfflineVoice } from '../../../contracts/voices.ts';
import { serveJobs } from '../worker-side.ts';
import { synthesize } from './flite.ts';

export interface SpeechRequest {
  text: string;
  voice: OfflineVoice;
}

serveJobs(({ text, voice }: SpeechRequest) => synthesize(text, voice));
