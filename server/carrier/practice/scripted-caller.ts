import type { Clock, Timer } from '../../platform/clock.ts';
import type { PhoneCall, PhoneState } from './phone-types.ts';

/** An agent that has not been heard for this long has finished what it says. */
const QUIET_MS = 700;
/** How long a caller waits for an agent that says nothing at all. */
const PATIENCE_MS = 12_000;
const LOOK_MS = 100;

export interface ScriptedCallerOptions {
  clock: Clock;
  lines: readonly string[];
  /** Speaks a line as 8 kHz mu-law. */
  speak: (text: string) => Promise<Uint8Array>;
  /** A line could not be spoken; the caller then hangs up. */
  onError: (error: unknown) => void;
}

/**
 * A caller that says its lines, each after the agent has finished talking, and hangs up after the answer to the last one.
 */
export class ScriptedCaller {
  readonly #options: ScriptedCallerOptions;
  readonly #lines: string[];
  #call: PhoneCall | null = null;
  #looking: Timer | null = null;
  #talking = false;
  #connected = false;
  #waitingSinceMs = 0;
  /** When the agent was last heard since the caller fell silent; `null` while it has not been. */
  #heardMs: number | null = null;

  constructor(options: ScriptedCallerOptions) {
    this.#options = options;
    this.#lines = [...options.lines];
  }

  /** To be told what the phone plays. */
  onPlayed(): void {
    this.#heardMs = this.#options.clock.monotonic();
  }

  /** To be told how the call stands. */
  onState(state: PhoneState): void {
    this.#connected = state === 'connected';
    if (this.#connected) {
      this.#wait();
      return;
    }
    // Nobody is there to be talked to.
    this.#looking?.cancel();
    this.#looking = null;
    this.#heardMs = null;
  }

  /** Hands over the call that the caller acts on. */
  take(call: PhoneCall): void {
    this.#call = call;
  }

  #wait(): void {
    this.#waitingSinceMs = this.#options.clock.monotonic();
    this.#looking ??= this.#options.clock.every(LOOK_MS, () => this.#look());
  }

  #look(): void {
    if (this.#talking) return;
    const nowMs = this.#options.clock.monotonic();
    const finished = this.#heardMs !== null && nowMs - this.#heardMs >= QUIET_MS;
    const impatient = this.#heardMs === null && nowMs - this.#waitingSinceMs >= PATIENCE_MS;
    if (!finished && !impatient) return;
    const line = this.#lines.shift();
    if (line === undefined) this.#call?.hangUp();
    else
      this.#say(line).catch((error: unknown) => {
        this.#options.onError(error);
        this.#call?.hangUp();
      });
  }

  async #say(line: string): Promise<void> {
    this.#talking = true;
    const audio = await this.#options.speak(line);
    await this.#call?.say(audio);
    this.#talking = false;
    // What the agent said meanwhile was no answer to this line.
    this.#heardMs = null;
    if (this.#connected) this.#wait();
  }
}
