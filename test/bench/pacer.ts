import type { BenchPhone } from './bench-phone.ts';

/** Keeps phones going in real time, each in its own step, so that their frames don't come all at once. */
export class Pacer {
  readonly #phones = new Set<BenchPhone>();
  readonly #timer = setInterval(() => {
    const nowMs = performance.now();
    for (const phone of this.#phones) phone.tick(nowMs);
  }, 1);

  add(phone: BenchPhone): void {
    this.#phones.add(phone);
  }

  remove(phone: BenchPhone): void {
    this.#phones.delete(phone);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
