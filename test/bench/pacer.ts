import type { BenchPhone } from './bench-phone.ts';

/** Steps further apart than this are remembered. */
const NOTICEABLE_MS = 5;

/** Keeps phones going in real time, each in its own step, so that their frames don't come all at once. */
export class Pacer {
  readonly #phones = new Set<BenchPhone>();
  readonly #standstills: { endedMs: number; lastedMs: number }[] = [];
  #lastStepMs = performance.now();
  readonly #timer = setInterval(() => this.#step(performance.now()), 1);

  add(phone: BenchPhone): void {
    this.#phones.add(phone);
  }

  remove(phone: BenchPhone): void {
    this.#phones.delete(phone);
  }

  /** The longest time, in ms, that this process was kept from running, `sinceMs` or later. */
  longestStandstillMs(sinceMs: number): number {
    const lasted = this.#standstills.filter(({ endedMs }) => endedMs >= sinceMs).map((one) => one.lastedMs);
    return Math.max(0, performance.now() - this.#lastStepMs, ...lasted);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #step(nowMs: number): void {
    const lastedMs = nowMs - this.#lastStepMs;
    if (lastedMs > NOTICEABLE_MS) this.#standstills.push({ endedMs: nowMs, lastedMs });
    this.#lastStepMs = nowMs;
    for (const phone of this.#phones) phone.tick(nowMs);
  }
}
