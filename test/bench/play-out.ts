import { payloadMs } from '../../server/contracts/mulaw.ts';

interface OpenMark {
  name: string;
  /** When the audio before it has been played. */
  dueMs: number;
}

/** What a caller's phone does with audio: it plays it in real time, one piece after the other. */
export class PlayOut {
  #receivedMs = 0;
  #playsUntilMs = 0;
  #marks: OpenMark[] = [];

  audio(payload: string, nowMs: number): void {
    const durationMs = payloadMs(payload);
    this.#receivedMs += durationMs;
    this.#playsUntilMs = Math.max(this.#playsUntilMs, nowMs) + durationMs;
  }

  mark(name: string, nowMs: number): void {
    this.#marks.push({ name, dueMs: Math.max(this.#playsUntilMs, nowMs) });
  }

  /** Drops what was not played. Its marks are due at once. */
  clear(nowMs: number): void {
    this.#receivedMs = this.playedMs(nowMs);
    this.#playsUntilMs = Math.min(this.#playsUntilMs, nowMs);
    this.#marks = this.#marks.map(({ name, dueMs }) => ({ name, dueMs: Math.min(dueMs, nowMs) }));
  }

  /** Milliseconds of audio that were played since the call began. */
  playedMs(nowMs: number): number {
    return this.#receivedMs - Math.max(0, this.#playsUntilMs - nowMs);
  }

  /** Marks that have been reached, in order; each once. */
  reached(nowMs: number): string[] {
    if (!this.#marks[0] || this.#marks[0].dueMs > nowMs) return [];
    const open = this.#marks.findIndex(({ dueMs }) => dueMs > nowMs);
    return this.#marks.splice(0, open < 0 ? this.#marks.length : open).map(({ name }) => name);
  }
}
