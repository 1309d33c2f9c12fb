import type { SessionUpdateEvent } from 'openai/resources/realtime/realtime';
import type { Clock, Timer } from '../../platform/clock.ts';

/** Changes nothing, and has to be answered. */
export const ALIVE: SessionUpdateEvent = {
  type: 'session.update',
  event_id: 'alive',
  session: { type: 'realtime' },
};

const LOOK_EVERY_MS = 250;
/** A server that has told nothing for so long is asked whether it is there. */
const ASKED_AFTER_MS = 3_500;
/** From then on: */
const STALLED_AFTER_MS = 1_000;
const DEAD_AFTER_MS = 6_000;

interface Links {
  clock: Clock;
  /** Asks for any answer. */
  ask(): void;
  onStalled(): void;
  onDead(): void;
}

/** Notices a server that keeps its line open and does nothing any more. A quiet one is asked, and must answer. */
export class Heartbeat {
  readonly #links: Links;
  #looks: Timer | null = null;
  #heardMs = 0;
  #askedMs: number | null = null;
  #stalled = false;

  constructor(links: Links) {
    this.#links = links;
  }

  start(): void {
    this.heard();
    this.#looks ??= this.#links.clock.every(LOOK_EVERY_MS, () => this.#look());
  }

  /** The server has told something. */
  heard(): void {
    this.#heardMs = this.#links.clock.monotonic();
    this.#askedMs = null;
    this.#stalled = false;
  }

  stop(): void {
    this.#looks?.cancel();
  }

  #look(): void {
    const nowMs = this.#links.clock.monotonic();
    if (this.#askedMs === null) {
      if (nowMs - this.#heardMs < ASKED_AFTER_MS) return;
      this.#askedMs = nowMs;
      this.#links.ask();
      return;
    }
    const sinceMs = nowMs - this.#askedMs;
    if (sinceMs >= DEAD_AFTER_MS) {
      this.stop();
      this.#links.onDead();
    } else if (!this.#stalled && sinceMs >= STALLED_AFTER_MS) {
      this.#stalled = true;
      this.#links.onStalled();
    }
  }
}
