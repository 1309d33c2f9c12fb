import type { Voice } from '../../server/contracts/voices.ts';

/** Where a sentence in that voice is played from, as the engine in use speaks it. */
export const voiceSampleUrl = (voice: Voice) => `/api/voices/${voice}/sample`;
