import { GapFiller, SILENT_FRAME } from './gap-filler.ts';

/** The carrier sends 50 frames a second; a line that sends none for so long is dead. */
const LONGEST_SILENT_LINE_MS = 10_000;

/** What comes from the caller over one stream, made whole: holes are filled with silence. */
export class CallerLine {
  readonly #gaps = new GapFiller();
  readonly #onAudio: (payload: string) => void;
  #lastFrameMs: number;

  constructor(nowMs: number, onAudio: (payload: string) => void) {
    this.#lastFrameMs = nowMs;
    this.#onAudio = onAudio;
  }

  frame(payload: string, timestampMs: number, nowMs: number): void {
    this.#lastFrameMs = nowMs;
    this.#fill(this.#gaps.frame(timestampMs, nowMs));
    this.#onAudio(payload);
  }

  tick(nowMs: number): void {
    this.#fill(this.#gaps.tick(nowMs));
  }

  isDead(nowMs: number): boolean {
    return nowMs - this.#lastFrameMs > LONGEST_SILENT_LINE_MS;
  }

  #fill(frames: number): void {
    for (let due = frames; due > 0; due -= 1) this.#onAudio(SILENT_FRAME);
  }
}
