/** A rate limit that is asked again at once refuses again. */
const AGAIN_AFTER_MS = 400;
/** The caller hears something by then, whatever becomes of the second try. */
const FILLER_AFTER_MS = 2_500;

export type Remedy = 'ask-again' | 'filler' | 'apologise';

/** Decides what follows when answers fail: one more try, then an apology. Pure. */
export class FailedAnswers {
  #firstMs: number | null = null;
  #asked = false;
  #filled = false;

  /** An answer has failed. Returns what is due at once; the second try becomes due in `tick`. */
  failed(nowMs: number): Remedy | null {
    if (this.#firstMs !== null) {
      this.over();
      return 'apologise';
    }
    this.#firstMs = nowMs;
    this.#asked = false;
    this.#filled = false;
    return null;
  }

  tick(nowMs: number): Remedy | null {
    if (this.#firstMs === null) return null;
    const sinceMs = nowMs - this.#firstMs;
    if (!this.#asked && sinceMs >= AGAIN_AFTER_MS) {
      this.#asked = true;
      return 'ask-again';
    }
    if (this.#filled || sinceMs < FILLER_AFTER_MS) return null;
    this.#filled = true;
    return 'filler';
  }

  /** Something of the answer is heard, so no filler is needed. */
  sounded(): void {
    this.#filled = true;
  }

  /** It was answered, or the caller has gone on. */
  over(): void {
    this.#firstMs = null;
  }
}
