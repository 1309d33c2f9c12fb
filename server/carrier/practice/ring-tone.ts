import { encodeMulaw } from '../../contracts/mulaw.ts';

const SAMPLES_PER_SECOND = 8_000;
const TONE_SECONDS = 2;
const PAUSE_SECONDS = 1;
const LOUDNESS = 2_500;
/** The two notes of a North American ringing tone, in hertz. */
const NOTES = [440, 480] as const;

/** What a caller hears while somebody else's phone rings: one ring and a pause, as 8 kHz mu-law. */
export function ringTone(): Uint8Array {
  const samples = new Int16Array((TONE_SECONDS + PAUSE_SECONDS) * SAMPLES_PER_SECOND);
  for (let at = 0; at < TONE_SECONDS * SAMPLES_PER_SECOND; at += 1) {
    const turn = (2 * Math.PI * at) / SAMPLES_PER_SECOND;
    samples[at] = NOTES.reduce((sum, note) => sum + LOUDNESS * Math.sin(note * turn), 0);
  }
  return encodeMulaw(samples);
}
