import { FRAME_BYTES, FRAME_MS, MULAW_SILENCE } from '../contracts/mulaw.ts';
import { TICK_MS } from './tick.ts';

/** One frame of silence as base64 mu-law. */
export const SILENT_FRAME = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE).toString('base64');

/** Frames later than this are missing rather than late. */
const LATE_MS = 120;
/** Longer holes are not filled: turn detection ended long before. */
const LONGEST_FILL_MS = 3_000;

/**
 * Says how many silent frames stand in for caller audio that the carrier did not send. Without them the model's clock
 * stands still and a turn may never end.
 */
export class GapFiller {
  #nextTimestampMs: number | null = null;
  #lastFrameMs = 0;
  #tickedMs: number | null = null;
  /** Silence given out while frames stayed away, to be taken off the hole they leave. */
  #aheadMs = 0;

  /** A frame came. Returns how many silent frames belong before it. */
  frame(timestampMs: number, nowMs: number): number {
    const expectedMs = this.#nextTimestampMs ?? timestampMs;
    // Frames that were only late come without a hole: the silence given out for them then stays as a short pause.
    const holeMs = timestampMs - expectedMs - this.#aheadMs;
    this.#nextTimestampMs = timestampMs + FRAME_MS;
    this.#lastFrameMs = nowMs;
    this.#aheadMs = 0;
    return Math.max(0, Math.floor(Math.min(holeMs, LONGEST_FILL_MS) / FRAME_MS));
  }

  /** To be called each `TICK_MS`. Returns how many silent frames are due because nothing came. */
  tick(nowMs: number): number {
    // While the program stood still frames came but were not read; filling in for them would tear the caller's words.
    const stoodStillMs = Math.max(0, nowMs - (this.#tickedMs ?? nowMs) - TICK_MS);
    this.#tickedMs = nowMs;
    if (this.#nextTimestampMs === null) return 0;
    this.#lastFrameMs = Math.min(nowMs, this.#lastFrameMs + stoodStillMs);
    const missingMs = nowMs - this.#lastFrameMs - this.#aheadMs;
    if (missingMs < LATE_MS || this.#aheadMs >= LONGEST_FILL_MS) return 0;
    const frames = Math.floor(missingMs / FRAME_MS);
    this.#aheadMs += frames * FRAME_MS;
    return frames;
  }
}
