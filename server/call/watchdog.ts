import type { ModelEvent } from '../model/engine.ts';

/** So long an engine that was asked may be silent, for the caller to be told to wait within 5 s and answered again in 10. */
const FILLER_AFTER_MS = 4_500;
const GIVEN_UP_AFTER_MS = 9_500;
/** Nobody looked for longer than this: the time does not count, as the call was elsewhere. */
const LONGEST_LOOK_MS = 1_000;

export type Alarm = 'filler' | 'reconnect';

/**
 * Watches an engine that owes an answer: it was asked something, or has begun to answer, and tells nothing more. Only the
 * caller's waiting counts, not the time in which the caller speaks. Pure: times come in, alarms go out.
 */
export class Watchdog {
  #asked = false;
  #answering = false;
  #callerSpeaking = false;
  #filled = false;
  #waitedMs = 0;
  #lookedMs: number | null = null;

  /** Whether the caller is to hear something. */
  get waiting(): boolean {
    return this.#asked || this.#answering;
  }

  get callerSpeaking(): boolean {
    return this.#callerSpeaking;
  }

  /** The engine owes an answer from now on, or owes it already. */
  asked(): void {
    this.#asked = true;
  }

  /** What was asked for is no longer wanted. An answer that has begun is still to be ended. */
  cancelled(): void {
    this.#asked = false;
  }

  /** Another engine answers from now on. What is owed stays owed. */
  replaced(): void {
    this.#asked = this.waiting;
    this.#answering = false;
    this.#callerSpeaking = false;
    this.#alive();
  }

  hear(event: ModelEvent): void {
    switch (event.type) {
      case 'speech-started':
        this.#callerSpeaking = true;
        break;
      case 'speech-stopped':
        this.#callerSpeaking = false;
        this.#asked = true;
        break;
      case 'response-started':
        this.#asked = false;
        this.#answering = true;
        this.#alive();
        break;
      case 'response-done':
        this.#answering = false;
        this.#alive();
        break;
      case 'audio':
      case 'audio-done':
      case 'agent-text':
      case 'tool-call':
        this.#alive();
    }
  }

  /** To be called about ten times a second. `excused`: the answer waits for something else than the engine. */
  tick(nowMs: number, excused: boolean): Alarm | null {
    const sinceMs = Math.min(nowMs - (this.#lookedMs ?? nowMs), LONGEST_LOOK_MS);
    this.#lookedMs = nowMs;
    if (!this.waiting || this.#callerSpeaking || excused) return null;
    this.#waitedMs += sinceMs;
    if (this.#waitedMs >= GIVEN_UP_AFTER_MS) return 'reconnect';
    if (this.#filled || this.#waitedMs < FILLER_AFTER_MS) return null;
    this.#filled = true;
    return 'filler';
  }

  #alive(): void {
    this.#waitedMs = 0;
    this.#filled = false;
  }
}
