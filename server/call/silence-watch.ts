import { silenceWords } from '../agent/silence-words.ts';

/** What a long silence asks for. After `end` the goodbye is to be heard and the call ends as `silent`. */
export interface SilenceStep {
  step: 'ask' | 'end';
  words: string;
}

/** The line at one moment. */
export interface LineNow {
  /** Monotonic. */
  nowMs: number;
  /** Somebody is speaking, or something is under way: an answer, a tool, a transfer. */
  isBusy: boolean;
  /** Tag of the language that is spoken. */
  language: string;
}

/**
 * Minds a caller's silence for an engine that does not: asks twice whether they are there, each time after the same
 * silence, then says goodbye. No clock of its own; it is asked again and again.
 */
export class SilenceWatch {
  readonly #patienceMs: number;
  #quietSinceMs: number;
  #asked = 0;

  /** @param startMs monotonic; when the line was opened */
  constructor(silenceSeconds: number, startMs: number) {
    this.#patienceMs = silenceSeconds * 1000;
    this.#quietSinceMs = startMs;
  }

  /** The caller gave a sign of life: speech, a key, typed words. */
  heard(nowMs: number): void {
    this.#quietSinceMs = nowMs;
    this.#asked = 0;
  }

  /** What the silence up to now asks for, told once. One that goes on after `end` asks for the end again. */
  look({ nowMs, isBusy, language }: LineNow): SilenceStep | null {
    if (isBusy) this.#quietSinceMs = nowMs;
    if (nowMs - this.#quietSinceMs < this.#patienceMs) return null;
    const { asks, goodbye } = silenceWords(language);
    const words = asks[this.#asked];
    this.#quietSinceMs = nowMs;
    this.#asked += 1;
    if (words !== undefined) return { step: 'ask', words };
    return { step: 'end', words: goodbye };
  }
}
