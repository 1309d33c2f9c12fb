import type { Clock, Timer } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';

const KEPT_MS = 10 * 60_000;
/** So that nobody can fill the memory by asking for ever more. */
const MOST_KEPT = 100;

/** The sound of rehearsals, kept in memory for ten minutes under names that can't be guessed. */
export class RehearsalSounds {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #sounds = new Map<string, { sound: Uint8Array; end: Timer }>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** Returns the name it is kept under. */
  keep(sound: Uint8Array): string {
    const name = this.#ids.token();
    const end = this.#clock.after(KEPT_MS, () => this.#sounds.delete(name));
    this.#sounds.set(name, { sound, end });
    const [oldest] = this.#sounds.keys();
    if (this.#sounds.size > MOST_KEPT && oldest !== undefined) this.#drop(oldest);
    return name;
  }

  /** Mu-law, 8 kHz. */
  get(name: string): Uint8Array | undefined {
    return this.#sounds.get(name)?.sound;
  }

  close(): void {
    for (const name of [...this.#sounds.keys()]) this.#drop(name);
  }

  #drop(name: string): void {
    this.#sounds.get(name)?.end.cancel();
    this.#sounds.delete(name);
  }
}
