import { VOICE_CODE } from '../../contracts/live.ts';
import { FRAME_MS, MULAW_BYTES_PER_MS, payloadMs } from '../../contracts/mulaw.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { Frames } from './frames.ts';

/** After a standstill no more than this is made up for at once. */
const MOST_AT_ONCE = 50;

/** Takes one byte for the voice and a frame of mu-law, when it is said or heard. */
export type FrameListener = (frame: Uint8Array) => void;

/**
 * Both voices of one call for those who listen in, in real time: the caller's as it comes, the agent's as it plays at the
 * caller's end, though it is sent there faster. While nobody listens, nothing is decoded or copied: what the agent is
 * still to be heard saying is only remembered as it was sent, so that who comes in the middle of a sentence hears its rest.
 */
export class LiveSound {
  readonly #clock: Clock;
  readonly #listeners = new Set<FrameListener>();
  readonly #caller = new Frames();
  readonly #agent = new Frames();
  /** Sent and not played yet, oldest first, and when each will have been played. */
  #payloads: string[] = [];
  #endsMs: number[] = [];
  #ticks: Timer | null = null;
  #tickedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns the way to stop listening. */
  listen(listener: FrameListener): () => void {
    if (this.#listeners.size === 0) this.#begin();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#end();
    };
  }

  /** A frame of the caller: base64 mu-law. */
  caller(payload: string): void {
    if (this.#listeners.size === 0) return;
    this.#caller.push(Buffer.from(payload, 'base64'));
    this.#pass(this.#caller, VOICE_CODE.caller);
  }

  /** Sound of the agent that is sent now and plays behind what was sent before: base64 mu-law. */
  agent(payload: string): void {
    const nowMs = this.#clock.monotonic();
    this.#forgetPlayed(nowMs);
    this.#endsMs.push(Math.max(this.#endsMs.at(-1) ?? nowMs, nowMs) + payloadMs(payload));
    this.#payloads.push(payload);
    if (this.#listeners.size > 0) this.#agent.push(Buffer.from(payload, 'base64'));
  }

  /** What a person says in the agent's place, a frame of mu-law; all but the one who says it hear it. */
  operator(sound: Uint8Array, by: FrameListener): void {
    if (this.#listeners.size < 2) return;
    const spoken = new Frames();
    spoken.push(sound);
    this.#pass(spoken, VOICE_CODE.agent, by);
  }

  /** What the agent has not yet played is not heard any more. */
  clear(): void {
    this.#payloads = [];
    this.#endsMs = [];
    this.#agent.clear();
  }

  #begin(): void {
    const nowMs = this.#clock.monotonic();
    this.#forgetPlayed(nowMs);
    for (const [index, payload] of this.#payloads.entries()) {
      const sound = Buffer.from(payload, 'base64');
      const leftMs = (this.#endsMs[index] ?? nowMs) - nowMs;
      const left = Math.min(sound.length, Math.round(leftMs * MULAW_BYTES_PER_MS));
      this.#agent.push(sound.subarray(sound.length - left));
    }
    this.#tickedMs = nowMs;
    this.#ticks = this.#clock.every(FRAME_MS, () => this.#tick());
  }

  #end(): void {
    this.#ticks?.cancel();
    this.#ticks = null;
    this.#agent.clear();
    this.#caller.clear();
  }

  #tick(): void {
    const dueFrames = Math.floor((this.#clock.monotonic() - this.#tickedMs) / FRAME_MS);
    this.#tickedMs += dueFrames * FRAME_MS;
    for (let due = Math.min(dueFrames, MOST_AT_ONCE); due > 0; due -= 1) {
      const frame = this.#agent.take(VOICE_CODE.agent, true);
      if (!frame) return;
      for (const listener of this.#listeners) listener(frame);
    }
  }

  #pass(frames: Frames, code: number, except?: FrameListener): void {
    for (let frame = frames.take(code, false); frame; frame = frames.take(code, false))
      for (const listener of this.#listeners) if (listener !== except) listener(frame);
  }

  #forgetPlayed(nowMs: number): void {
    const played = this.#endsMs.findIndex((endMs) => endMs > nowMs);
    const count = played === -1 ? this.#endsMs.length : played;
    if (count === 0) return;
    this.#endsMs.splice(0, count);
    this.#payloads.splice(0, count);
  }
}
