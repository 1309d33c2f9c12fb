import type { Clock, Timer } from '../../server/platform/clock.ts';

/** A clock that runs faster than the real one by a factor, and whose wall time can be set. */
export class QuickClock implements Clock {
  readonly #factor: number;
  readonly #beganMs = performance.now();
  #wallMs: number;

  constructor(factor: number, start: string) {
    this.#factor = factor;
    this.#wallMs = Date.parse(start);
  }

  now(): number {
    return this.#wallMs + this.monotonic();
  }

  monotonic(): number {
    return (performance.now() - this.#beganMs) * this.#factor;
  }

  after(delayMs: number, run: () => void): Timer {
    const handle = setTimeout(run, delayMs / this.#factor);
    return { cancel: () => clearTimeout(handle) };
  }

  every(periodMs: number, run: () => void): Timer {
    const handle = setInterval(run, periodMs / this.#factor);
    return { cancel: () => clearInterval(handle) };
  }

  /** Sets the wall clock; what is timed is not touched. */
  setTo(time: string): void {
    this.#wallMs = Date.parse(time) - this.monotonic();
  }
}
