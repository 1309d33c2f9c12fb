import type { Clock, Timer } from '../server/platform/clock.ts';

interface Pending {
  at: number;
  order: number;
  run: () => void;
  periodMs: number | null;
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #elapsedMs = 0;
  #order = 0;
  readonly #startMs: number;
  readonly #pending = new Set<Pending>();

  constructor(start = '2026-03-02T15:00:00.000Z') {
    this.#startMs = Date.parse(start);
  }

  now(): number {
    return this.#startMs + this.#elapsedMs;
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, run: () => void): Timer {
    return this.#add(delayMs, run, null);
  }

  every(periodMs: number, run: () => void): Timer {
    return this.#add(periodMs, run, periodMs);
  }

  /** Runs everything that falls due, in order, each at its own time. */
  advance(ms: number): void {
    const end = this.#elapsedMs + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, next.at);
      if (next.periodMs === null) this.#pending.delete(next);
      else next.at += next.periodMs;
      next.run();
    }
    this.#elapsedMs = end;
  }

  /** How many callbacks still wait; 0 shows that nothing was left behind. */
  get pending(): number {
    return this.#pending.size;
  }

  #next(end: number): Pending | undefined {
    return [...this.#pending]
      .filter((entry) => entry.at <= end)
      .sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }

  #add(delayMs: number, run: () => void, periodMs: number | null): Timer {
    this.#order += 1;
    const entry: Pending = { at: this.#elapsedMs + delayMs, order: this.#order, run, periodMs };
    this.#pending.add(entry);
    return { cancel: () => void this.#pending.delete(entry) };
  }
}
