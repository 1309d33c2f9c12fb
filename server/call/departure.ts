import type { EndReason } from '../contracts/call.ts';
import type { TransferDestination } from '../contracts/transfer.ts';
import type { Clock } from '../platform/clock.ts';
import type { BridgeEvent } from './bridge.ts';

/** When nobody tells that the last words were heard, the stream is left all the same. */
const LONGEST_GOODBYE_MS = 20_000;

/** Where a caller is put through to. */
export interface TransferTarget {
  destination: TransferDestination;
  /** What the person there is told of the call. */
  summary: string;
}

/** Why a stream is left: the call ends for this reason, or is put through. */
export type Leaving = { cause: EndReason } | { target: TransferTarget };

export interface DepartureLinks {
  clock: Clock;
  /** From now on the agent is only waited for. The bridge tells when it was heard. */
  waitForLastWords(): void;
  /** The agent is heard and interrupted again as ever. */
  stay(): void;
  onLeave(leaving: Leaving): void;
}

/** Leaves a media stream in good manners: once the last words were heard, and never twice. */
export class Departure {
  readonly #links: DepartureLinks;
  #leaving: Leaving | null = null;
  /** The answer that comes next holds the last words. One that was being made before may still have to end. */
  #lastAnswer: 'asked' | 'begun' | null = null;
  #dueMs: number | null = null;

  constructor(links: DepartureLinks) {
    this.#links = links;
  }

  get isUnderWay(): boolean {
    return this.#leaving !== null;
  }

  /** What is being said now are the last words. */
  afterTheseWords(leaving: Leaving): void {
    this.#leaving ??= leaving;
    this.#waitForLastWords();
  }

  /** The answer that has just been asked for holds the last words; this takes the place of an earlier plan. */
  afterNextAnswer(leaving: Leaving): void {
    this.#leaving = leaving;
    this.#lastAnswer = 'asked';
    // Also when that answer never comes.
    this.#dueMs = this.#links.clock.monotonic() + LONGEST_GOODBYE_MS;
  }

  /** Minds when the answer with the last words begins and is made completely. */
  hear(event: BridgeEvent): void {
    if (event.type === 'speech-started') this.stay();
    else if (event.type === 'response-started' && this.#lastAnswer !== null) this.#lastAnswer = 'begun';
    else if (event.type === 'response-done' && event.status === 'completed' && this.#lastAnswer === 'begun')
      this.#waitForLastWords();
  }

  /** The caller gives a sign of life: who is let go for being silent is not any more. */
  stay(): void {
    if (this.#leaving === null || !('cause' in this.#leaving) || this.#leaving.cause !== 'silent') return;
    this.#forget();
    this.#links.stay();
  }

  /**
   * A person speaks with the caller from now on. Returns why that is too late, or `null`: whoever was let go for being
   * silent, or because the agent took the call to be over, stays.
   */
  callOff(): string | null {
    if (this.#leaving === null) return null;
    if ('target' in this.#leaving) return 'The caller is just being put through.';
    const { cause } = this.#leaving;
    if (cause !== 'silent' && cause !== 'agent-hung-up') return 'The call is just being ended.';
    this.#forget();
    this.#links.stay();
    return null;
  }

  /** The last words were heard. */
  heard(): void {
    const leaving = this.#leaving;
    if (!leaving) return;
    this.#forget();
    this.#links.onLeave(leaving);
  }

  tick(nowMs: number): void {
    if (this.#dueMs !== null && nowMs > this.#dueMs) this.heard();
  }

  #forget(): void {
    this.#leaving = null;
    this.#lastAnswer = null;
    this.#dueMs = null;
  }

  #waitForLastWords(): void {
    this.#lastAnswer = null;
    this.#dueMs ??= this.#links.clock.monotonic() + LONGEST_GOODBYE_MS;
    this.#links.waitForLastWords();
  }
}
