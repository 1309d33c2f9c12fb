/** So many are remembered: a stranger may send any number. */
const KEPT = 20;

/** Words that came in from outside by the public listener: by its own, the appliance knows that an address leads to it. */
export class Probes {
  readonly #arrived = new Set<string>();

  note(token: string): void {
    const [oldest] = this.#arrived;
    if (this.#arrived.size >= KEPT && oldest !== undefined) this.#arrived.delete(oldest);
    this.#arrived.add(token);
  }

  has(token: string): boolean {
    return this.#arrived.has(token);
  }
}
