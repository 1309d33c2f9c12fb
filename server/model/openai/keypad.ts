import type { Clock, Timer } from '../../platform/clock.ts';

/** So long after the last key the caller is taken to have finished. */
const PAUSE_MS = 1500;

/** Gathers keys into one entry, so that the model answers a whole number and not each digit. */
export class Keypad {
  readonly #clock: Clock;
  readonly #entered: (digits: string, paused: boolean) => void;
  #digits = '';
  #timer: Timer | null = null;

  /** `paused` is false when the entry was ended by something else than a pause. */
  constructor(clock: Clock, entered: (digits: string, paused: boolean) => void) {
    this.#clock = clock;
    this.#entered = entered;
  }

  press(digit: string): void {
    this.#digits += digit;
    this.#timer?.cancel();
    this.#timer = this.#clock.after(PAUSE_MS, () => this.#end(true));
  }

  /** Ends an entry now, if one is being made. */
  flush(): void {
    if (this.#digits !== '') this.#end(false);
  }

  close(): void {
    this.#timer?.cancel();
    this.#digits = '';
  }

  #end(paused: boolean): void {
    this.#timer?.cancel();
    const digits = this.#digits;
    this.#digits = '';
    this.#entered(digits, paused);
  }
}
