import type { OfflineVoice, Voice } from '../../server/contracts/voices.ts';

/** Where a sentence in that voice is played from, as the engine in use speaks it; offline voices as this computer does. */
export const voiceSampleUrl = (voice: Voice | OfflineVoice) => `/api/voices/${voice}/sample`;
