import type { OfflineVoice } from '../contracts/voices.ts';

/** Speaks text without a network, for the practice caller and for local apologies. */
export interface LocalSpeech {
  /** Resolves with mu-law, 8 kHz. */
  speak(text: string, voice: OfflineVoice): Promise<Uint8Array>;
}
