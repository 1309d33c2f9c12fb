import { decodeMulaw, FRAME_BYTES, FRAME_MS } from '../../../server/contracts/mulaw.ts';

/** Loudness (root mean square of 16-bit samples) that counts as speech at threshold 1. */
const LOUD = 1000;
/** Speech is believed after so many loud frames in a row. */
const FRAMES_TO_START = 3;

export interface VadSettings {
  threshold: number;
  prefixPaddingMs: number;
  silenceDurationMs: number;
}

export type VadEvent =
  | { type: 'started'; startMs: number }
  /** `samples` is the utterance with its padding. */
  | { type: 'stopped'; endMs: number; samples: Int16Array };

/** Finds speech in mu-law by loudness, with the timing rules of `server_vad`. */
export class Vad {
  #frames: Int16Array[] = [];
  /** Index of the first frame in `#frames` since the session began. */
  #firstFrame = 0;
  #rest = new Uint8Array(0);
  #loudInRow = 0;
  #quietInRow = 0;
  #startFrame: number | null = null;

  /** Milliseconds of audio taken in all. */
  get elapsedMs(): number {
    return (this.#firstFrame + this.#frames.length) * FRAME_MS;
  }

  push(mulaw: Uint8Array, settings: VadSettings): VadEvent[] {
    const bytes = Buffer.concat([this.#rest, mulaw]);
    const events: VadEvent[] = [];
    let at = 0;
    for (; at + FRAME_BYTES <= bytes.length; at += FRAME_BYTES) {
      const event = this.#frame(decodeMulaw(bytes.subarray(at, at + FRAME_BYTES)), settings);
      if (event) events.push(event);
    }
    this.#rest = Uint8Array.from(bytes.subarray(at));
    return events;
  }

  #frame(samples: Int16Array, settings: VadSettings): VadEvent | null {
    this.#frames.push(samples);
    const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const loud = Math.sqrt(energy) > LOUD * settings.threshold;
    this.#loudInRow = loud ? this.#loudInRow + 1 : 0;
    this.#quietInRow = loud ? 0 : this.#quietInRow + 1;
    const next = this.#firstFrame + this.#frames.length;
    const padding = Math.ceil(settings.prefixPaddingMs / FRAME_MS);
    if (this.#startFrame === null) {
      if (this.#loudInRow < FRAMES_TO_START) {
        this.#keepLast(padding + FRAMES_TO_START);
        return null;
      }
      this.#startFrame = Math.max(this.#firstFrame, next - FRAMES_TO_START - padding);
      return { type: 'started', startMs: this.#startFrame * FRAME_MS };
    }
    if (this.#quietInRow * FRAME_MS < settings.silenceDurationMs) return null;
    const utterance = this.#frames.slice(this.#startFrame - this.#firstFrame);
    this.#startFrame = null;
    this.#keepLast(0);
    return { type: 'stopped', endMs: next * FRAME_MS, samples: join(utterance) };
  }

  #keepLast(count: number): void {
    const dropped = Math.max(0, this.#frames.length - count);
    this.#frames.splice(0, dropped);
    this.#firstFrame += dropped;
  }
}

function join(frames: Int16Array[]): Int16Array {
  const samples = new Int16Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    samples.set(frame, at);
    at += frame.length;
  }
  return samples;
}
