import { decodeSample, FRAME_BYTES, FRAME_MS } from '../../../contracts/mulaw.ts';

/** What one frame changed. `pause`: a gap that may turn out to be the end; `resume`: it did not. */
export type EndpointEvent =
  | { type: 'start' }
  | { type: 'pause'; audio: Uint8Array }
  | { type: 'resume' }
  | { type: 'end'; audio: Uint8Array };

/** So many of the latest frames must hold voice for speech to start: a click or a knock is shorter. */
const START_WINDOW = 7;
const START_VOICED = 5;
/** Silence after which the caller may have finished, and after which they have. */
const PAUSE_FRAMES = 280 / FRAME_MS;
const END_FRAMES = 560 / FRAME_MS;
/** Kept from before the voice was noticed: consonants are faint. */
const LEAD_FRAMES = 300 / FRAME_MS;
/** Longer speech is cut here, so that no call can take up endless memory. */
const MAX_FRAMES = 15_000 / FRAME_MS;

/** Root mean square of samples under which a frame is silence on any line. */
const QUIET = 120;
/** How far above the line's noise a frame is voice, when speech starts and while it goes on. */
const START_RATIO = 3.5;
const STAY_RATIO = 2.2;
/** The noise estimate follows falls at once and rises slowly, so that speech does not count as noise. */
const NOISE_RISE = 1.01;
const SLOW_RISE = 1.002;
const MAX_NOISE = 1500;
/** The first frames only teach how noisy the line is, unless they are louder than a line can be. */
const LEARNING_FRAMES = 200 / FRAME_MS;
const MAX_FIRST_NOISE = 600;
/** Frames that were made up to fill a gap hold nothing at all, and say nothing about the line. */
const DIGITAL_SILENCE = 8;

/**
 * Tells from the loudness of 20 ms frames when a caller starts and stops to speak. Time is counted in frames, so audio may
 * be fed faster than it was spoken.
 */
export class Endpointer {
  #noise = QUIET;
  #learnt = 0;
  /** The faintest frame of those that teach. */
  #first = Number.POSITIVE_INFINITY;
  #rest: Uint8Array = new Uint8Array(0);
  #frames: Uint8Array[] = [];
  #voiced: boolean[] = [];
  #silentFrames = 0;
  #speaking = false;

  /** @param audio mu-law of any length; what does not fill a frame waits for the next call. */
  push(audio: Uint8Array): EndpointEvent[] {
    const events: EndpointEvent[] = [];
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, audio]) : audio;
    let at = 0;
    for (; at + FRAME_BYTES <= bytes.length; at += FRAME_BYTES) {
      const event = this.#frame(bytes.subarray(at, at + FRAME_BYTES));
      if (event) events.push(event);
    }
    this.#rest = bytes.slice(at);
    return events;
  }

  #frame(frame: Uint8Array): EndpointEvent | null {
    this.#frames.push(frame);
    const loudness = rms(frame);
    const learning = this.#learnt < LEARNING_FRAMES;
    this.#learnt += 1;
    if (loudness < DIGITAL_SILENCE) return this.#speaking ? this.#inSpeech(false) : this.#inSilence(false);
    if (learning) {
      this.#noise = Math.max(QUIET, Math.min(MAX_FIRST_NOISE, loudness, this.#first));
      this.#first = Math.min(this.#first, loudness);
      return this.#inSilence(false);
    }
    const voiced = loudness > this.#noise * (this.#speaking ? STAY_RATIO : START_RATIO);
    if (!voiced) this.#noise = Math.max(QUIET, Math.min(loudness, this.#noise * NOISE_RISE));
    else this.#noise = Math.min(MAX_NOISE, this.#noise * (this.#speaking ? SLOW_RISE : NOISE_RISE));
    return this.#speaking ? this.#inSpeech(voiced) : this.#inSilence(voiced);
  }

  #inSilence(voiced: boolean): EndpointEvent | null {
    this.#voiced.push(voiced);
    if (this.#voiced.length > START_WINDOW) this.#voiced.shift();
    if (this.#frames.length > LEAD_FRAMES + START_WINDOW) this.#frames.shift();
    if (this.#voiced.filter(Boolean).length < START_VOICED) return null;
    this.#speaking = true;
    this.#silentFrames = 0;
    this.#voiced = [];
    return { type: 'start' };
  }

  #inSpeech(voiced: boolean): EndpointEvent | null {
    const before = this.#silentFrames;
    this.#silentFrames = voiced ? 0 : before + 1;
    if (this.#silentFrames >= END_FRAMES || this.#frames.length >= MAX_FRAMES) {
      const audio = this.#words();
      this.#speaking = false;
      this.#frames = [];
      return { type: 'end', audio };
    }
    if (this.#silentFrames === PAUSE_FRAMES) return { type: 'pause', audio: this.#words() };
    return voiced && before >= PAUSE_FRAMES ? { type: 'resume' } : null;
  }

  /** The utterance so far without the silence at its end, of which a little belongs to the last consonant. */
  #words(): Uint8Array {
    const tail = Math.max(0, this.#silentFrames - 160 / FRAME_MS);
    return Buffer.concat(this.#frames.slice(0, this.#frames.length - tail));
  }
}

/** The power of each mu-law byte. */
const POWER = Float64Array.from({ length: 256 }, (_, byte) => decodeSample(byte) ** 2);

function rms(frame: Uint8Array): number {
  let sum = 0;
  for (const byte of frame) sum += POWER[byte] ?? 0;
  return Math.sqrt(sum / frame.length);
}
