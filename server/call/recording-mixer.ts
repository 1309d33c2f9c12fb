import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from '../contracts/mulaw.ts';

/** Sound of one leg at its places in time, in samples since the recording began; silence where nothing was put. */
class Track {
  /** Rising, not overlapping. */
  #pieces: { at: number; sound: Uint8Array }[] = [];
  /** Behind the last piece. */
  end = 0;

  put(at: number, sound: Uint8Array): void {
    if (sound.length === 0) return;
    this.#pieces.push({ at, sound });
    this.end = at + sound.length;
  }

  /** Drops all that comes from here on. */
  cut(at: number): void {
    const kept = this.#pieces.filter((piece) => piece.at < at);
    const last = kept.at(-1);
    if (last) last.sound = last.sound.subarray(0, at - last.at);
    this.#pieces = kept;
    this.end = Math.min(this.end, at);
  }

  /** Takes out what lies between two places and writes it into every second byte. */
  pour(from: number, to: number, into: Uint8Array, channel: 0 | 1): void {
    for (const { at, sound } of this.#pieces) {
      const [first, last] = [Math.max(from, at), Math.min(to, at + sound.length)];
      for (let sample = first; sample < last; sample += 1)
        into[2 * (sample - from) + channel] = sound[sample - at] ?? MULAW_SILENCE;
    }
    this.#pieces = this.#pieces.filter(({ at, sound }) => at + sound.length > to);
  }
}

/** Frames of the caller that are this late or early have met the network; the sound is not torn for it. */
const JITTER = 200 * MULAW_BYTES_PER_MS;
/** What is older than this is mixed: no more sound comes for it. */
const SETTLED_AFTER = 500 * MULAW_BYTES_PER_MS;

/**
 * Mixes the two legs of a call into one stereo sound, mu-law, caller left and agent right. Both legs lie on one clock, so
 * that they stay together however long the call: the caller where the frames came in, the agent where it plays at the
 * caller's end, in real time from when it was sent, as far as it was not cleared. All times are monotonic milliseconds.
 * Holds half a second of sound, and what the agent has still to say.
 */
export class RecordingMixer {
  #startMs: number;
  readonly #caller = new Track();
  readonly #agent = new Track();
  /** Samples that were mixed. */
  #mixed = 0;
  #pausedMs: number | null = null;

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  /** A frame of the caller, which was spoken up to now. */
  caller(sound: Uint8Array, nowMs: number): void {
    if (this.#pausedMs !== null) return;
    const now = this.#at(nowMs);
    const { end } = this.#caller;
    if (end > now + JITTER) return;
    const late = now - sound.length > end + JITTER;
    this.#caller.put(Math.max(late ? now - sound.length : end, this.#mixed), sound);
  }

  /** Sound of the agent that is sent now and plays behind what was sent before. */
  agent(sound: Uint8Array, nowMs: number): void {
    if (this.#pausedMs !== null) return;
    this.#agent.put(Math.max(this.#agent.end, this.#at(nowMs), this.#mixed), sound);
  }

  /** What the agent has not yet played is not heard any more. */
  cleared(nowMs: number): void {
    this.#agent.cut(Math.max(this.#at(nowMs), this.#mixed));
  }

  /** Nothing is recorded until `resume`; the time in between is left out. */
  pause(nowMs: number): void {
    if (this.#pausedMs !== null) return;
    this.cleared(nowMs);
    this.#pausedMs = nowMs;
  }

  resume(nowMs: number): void {
    if (this.#pausedMs === null) return;
    this.#startMs += nowMs - this.#pausedMs;
    this.#pausedMs = null;
  }

  /** All sound up to half a second ago that was not taken yet, a byte of each leg in turn. */
  take(nowMs: number): Uint8Array {
    return this.#mix(this.#at(this.#pausedMs ?? nowMs) - SETTLED_AFTER);
  }

  /** All sound up to now; what the agent had still to say was not heard. */
  takeAll(nowMs: number): Uint8Array {
    return this.#mix(this.#at(this.#pausedMs ?? nowMs));
  }

  #mix(to: number): Uint8Array {
    if (to <= this.#mixed) return new Uint8Array();
    const mixed = new Uint8Array(2 * (to - this.#mixed)).fill(MULAW_SILENCE);
    this.#caller.pour(this.#mixed, to, mixed, 0);
    this.#agent.pour(this.#mixed, to, mixed, 1);
    this.#mixed = to;
    return mixed;
  }

  #at(nowMs: number): number {
    return Math.max(0, Math.round((nowMs - this.#startMs) * MULAW_BYTES_PER_MS));
  }
}
