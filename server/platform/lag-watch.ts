import type { Clock, Timer } from './clock.ts';

/** Seldom enough to let an idle computer rest. */
const LOOK_EVERY_MS = 100;
/** A timer that is no later than this is on time. */
const ON_TIME_MS = 40;
/** Nobody asks about what lies longer back. */
const KEPT_MS = 120_000;

/** The program was kept from doing anything: by itself, by others on this computer, or because the computer slept. */
export interface BusySpan {
  /** Monotonic. */
  fromMs: number;
  lastedMs: number;
}

/** Notices by its own lateness when the event loop stood still. */
export class LagWatch {
  readonly #clock: Clock;
  readonly #looks: Timer;
  #lookedMs: number;
  /** Oldest first. */
  #spans: BusySpan[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lookedMs = clock.monotonic();
    this.#looks = clock.every(LOOK_EVERY_MS, () => this.#look());
  }

  /** The last standstill that has ended; `null` when there was none lately. */
  get latest(): Readonly<BusySpan> | null {
    return this.#spans.at(-1) ?? null;
  }

  /** How much of a time, in monotonic milliseconds, the program stood still. */
  busyMs(fromMs: number, toMs: number): number {
    let busyMs = 0;
    for (const span of [...this.#spans, this.#current()])
      busyMs += Math.max(0, Math.min(toMs, span.fromMs + span.lastedMs) - Math.max(fromMs, span.fromMs));
    return busyMs;
  }

  close(): void {
    this.#looks.cancel();
  }

  #look(): void {
    const span = this.#current();
    this.#lookedMs = this.#clock.monotonic();
    if (span.lastedMs > 0) this.#spans.push(span);
    this.#spans = this.#spans.filter(({ fromMs }) => fromMs > this.#lookedMs - KEPT_MS);
  }

  /** What the next look will find, as far as it can be told now. */
  #current(): BusySpan {
    const fromMs = this.#lookedMs + LOOK_EVERY_MS;
    const lateMs = this.#clock.monotonic() - fromMs;
    return { fromMs, lastedMs: lateMs > ON_TIME_MS ? lateMs : 0 };
  }
}
