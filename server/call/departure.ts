import type { EndReason } from '../contracts/call.ts';
import type { TransferDestination } from '../contracts/transfer.ts';
import type { Clock } from '../platform/clock.ts';

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
  onLeave(leaving: Leaving): void;
}

/** Leaves a media stream in good manners: once the last words were heard, and never twice. */
export class Departure {
  readonly #links: DepartureLinks;
  #leaving: Leaving | null = null;
  /** The answer that comes next holds the last words. */
  #lastAnswer = false;
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
    this.#lastAnswer = true;
    // Also when that answer never comes.
    this.#dueMs = this.#links.clock.monotonic() + LONGEST_GOODBYE_MS;
  }

  /** An answer was made completely. */
  answered(): void {
    if (this.#lastAnswer) this.#waitForLastWords();
  }

  /** The last words were heard. */
  heard(): void {
    const leaving = this.#leaving;
    if (!leaving) return;
    this.#leaving = null;
    this.#lastAnswer = false;
    this.#dueMs = null;
    this.#links.onLeave(leaving);
  }

  tick(nowMs: number): void {
    if (this.#dueMs !== null && nowMs > this.#dueMs) this.heard();
  }

  #waitForLastWords(): void {
    this.#lastAnswer = false;
    this.#dueMs ??= this.#links.clock.monotonic() + LONGEST_GOODBYE_MS;
    this.#links.waitForLastWords();
  }
}
