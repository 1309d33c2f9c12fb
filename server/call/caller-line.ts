import { GapFiller, SILENT_FRAME } from './gap-filler.ts';

/** The carrier sends 50 frames a second; a line that sends none for so long is dead. */
const LONGEST_SILENT_LINE_MS = 10_000;
/** What is shorter nobody on the line notices. */
const SHORTEST_GAP_MS = 300;

interface LineLinks {
  onAudio(payload: string): void;
  /** The caller was not heard from then on for so long, and is heard again. Monotonic. */
  onGap(fromMs: number, lastedMs: number): void;
}

/** What comes from the caller over one stream, made whole: holes are filled with silence. */
export class CallerLine {
  readonly #gaps = new GapFiller();
  readonly #links: LineLinks;
  #lastFrameMs: number;

  constructor(nowMs: number, links: LineLinks) {
    this.#lastFrameMs = nowMs;
    this.#links = links;
  }

  frame(payload: string, timestampMs: number, nowMs: number): void {
    const silentMs = nowMs - this.#lastFrameMs;
    if (silentMs >= SHORTEST_GAP_MS) this.#links.onGap(this.#lastFrameMs, silentMs);
    this.#lastFrameMs = nowMs;
    this.#fill(this.#gaps.frame(timestampMs, nowMs));
    this.#links.onAudio(payload);
  }

  tick(nowMs: number): void {
    this.#fill(this.#gaps.tick(nowMs));
  }

  isDead(nowMs: number): boolean {
    return nowMs - this.#lastFrameMs > LONGEST_SILENT_LINE_MS;
  }

  #fill(frames: number): void {
    for (let due = frames; due > 0; due -= 1) this.#links.onAudio(SILENT_FRAME);
  }
}
