import type { ModelFailure } from '../../model/engine.ts';

const MOST_TRIES = 2;
/** A second try that follows at once meets the same trouble. */
const BETWEEN_TRIES_MS = 500;
/** What a connection may take; two of them and the stand-in's first words fit into 4 s. */
const LONGEST_TRY_MS = 1_500;
/** A caller who waits for nothing notices no shorter outage. */
const UNNOTICED_MS = 1_000;
/** A conversation that was lost again sooner counts as the same trouble. */
const STEADY_MS = 30_000;

/** Failures after which the same engine would fail again. */
const HOPELESS: ReadonlySet<ModelFailure> = new Set(['refused', 'quota', 'internal']);

export type Step = 'try' | 'wait' | 'stand-in';
export type Due = 'try' | 'give-up-try' | 'filler';

/** Whether the same engine would fail again at once. */
export function isHopeless(failure: ModelFailure): boolean {
  return HOPELESS.has(failure);
}

/** Decides how a conversation that was lost in mid-call is had again: at once, once more, then not. Pure. */
export class Outage {
  #sinceMs: number | null = null;
  #tries = 0;
  /** When the running try was begun. */
  #tryingSinceMs: number | null = null;
  #nextTryMs: number | null = null;
  #mendedMs = Number.NEGATIVE_INFINITY;
  #filled = false;
  #told = false;

  get on(): boolean {
    return this.#sinceMs !== null;
  }

  /** True the first time in an outage: the operator is to be told. */
  tell(): boolean {
    const first = !this.#told;
    this.#told = true;
    return first;
  }

  /** The conversation, or a try to have it again, was lost. */
  lost(nowMs: number): Step {
    if (!this.on && nowMs - this.#mendedMs > STEADY_MS) this.#tries = 0;
    if (!this.on) this.#filled = false;
    this.#sinceMs ??= nowMs;
    if (this.#tries >= MOST_TRIES) return 'stand-in';
    if (this.#tries > 0) {
      this.#nextTryMs = Math.max(nowMs, (this.#tryingSinceMs ?? nowMs) + BETWEEN_TRIES_MS);
      this.#tryingSinceMs = null;
      return 'wait';
    }
    this.#begin(nowMs);
    return 'try';
  }

  /** True once in an outage: the caller, who waits, is to hear something. */
  fill(): boolean {
    const first = !this.#filled;
    this.#filled = true;
    return first;
  }

  tick(nowMs: number): Due | null {
    if (this.#nextTryMs !== null && nowMs >= this.#nextTryMs) {
      this.#nextTryMs = null;
      this.#begin(nowMs);
      return 'try';
    }
    if (this.#tryingSinceMs !== null && nowMs - this.#tryingSinceMs >= LONGEST_TRY_MS) return 'give-up-try';
    return this.#sinceMs !== null && nowMs - this.#sinceMs >= UNNOTICED_MS && this.fill() ? 'filler' : null;
  }

  /** A conversation is there again. */
  over(nowMs: number): void {
    this.#sinceMs = null;
    this.#tryingSinceMs = null;
    this.#nextTryMs = null;
    this.#mendedMs = nowMs;
    this.#told = false;
  }

  #begin(nowMs: number): void {
    this.#tries += 1;
    this.#tryingSinceMs = nowMs;
  }
}
