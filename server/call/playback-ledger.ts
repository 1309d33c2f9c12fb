/** What of one spoken item reached the caller. */
export interface HeardItem {
  itemId: string;
  /** Milliseconds of the item's audio that were played. */
  heardMs: number;
  /** Milliseconds of the item's audio that were sent. */
  sentMs: number;
}

interface Segment {
  mark: string;
  itemId: string;
  durationMs: number;
}

/**
 * Knows what the caller has heard. Audio is sent faster than it plays, so only the carrier's marks tell how far
 * play-out has come; between two marks the clock does. All times are monotonic milliseconds, passed in.
 */
export class PlaybackLedger {
  /** Sent and not yet known to be played, oldest first. */
  #queue: Segment[] = [];
  /** When the oldest segment began to play, as far as can be told. */
  #headStartedMs = 0;
  #marks = 0;
  readonly #sentMs = new Map<string, number>();
  readonly #playedMs = new Map<string, number>();

  /** Enters audio that is being sent now. Returns the name of the mark to send behind it. */
  sent(itemId: string, durationMs: number, nowMs: number): string {
    // Play-out that ran dry while its mark is still on the way back starts anew with this segment.
    const dry = this.#queue.length > 0 && nowMs - this.#headStartedMs >= this.#queuedMs();
    if (this.#queue.length === 0) this.#headStartedMs = nowMs;
    else if (dry) this.#settle(this.#queue.length, nowMs);
    this.#marks += 1;
    const mark = `m${this.#marks}`;
    this.#queue.push({ mark, itemId, durationMs });
    this.#sentMs.set(itemId, (this.#sentMs.get(itemId) ?? 0) + durationMs);
    return mark;
  }

  /** A mark came back: all before it was played. Marks of audio that was dropped are unknown here and mean nothing. */
  played(mark: string, nowMs: number): void {
    const index = this.#queue.findIndex((segment) => segment.mark === mark);
    if (index !== -1) this.#settle(index + 1, nowMs);
  }

  /** Whether audio of the item (of any item, without a name) is still to be played. */
  pending(itemId?: string): boolean {
    return this.#queue.some((segment) => itemId === undefined || segment.itemId === itemId);
  }

  /** What of an item has been heard by now. */
  heard(itemId: string, nowMs: number): HeardItem {
    let elapsedMs = nowMs - this.#headStartedMs;
    let heardMs = this.#playedMs.get(itemId) ?? 0;
    for (const segment of this.#queue) {
      if (elapsedMs <= 0) break;
      if (segment.itemId === itemId) heardMs += Math.min(elapsedMs, segment.durationMs);
      elapsedMs -= segment.durationMs;
    }
    return { itemId, heardMs, sentMs: this.#sentMs.get(itemId) ?? 0 };
  }

  /** Everything not yet played is dropped by the carrier. Returns what was heard of the items that were cut. */
  clear(nowMs: number): HeardItem[] {
    const cut = [...new Set(this.#queue.map((segment) => segment.itemId))].map((itemId) =>
      this.heard(itemId, nowMs),
    );
    for (const { itemId, heardMs } of cut) this.#playedMs.set(itemId, heardMs);
    this.#queue = [];
    return cut;
  }

  /** Forgets an item that no one will ask about again. */
  forget(itemId: string): void {
    this.#sentMs.delete(itemId);
    this.#playedMs.delete(itemId);
  }

  #queuedMs(): number {
    return this.#queue.reduce((total, segment) => total + segment.durationMs, 0);
  }

  #settle(count: number, nowMs: number): void {
    for (const { itemId, durationMs } of this.#queue.splice(0, count))
      this.#playedMs.set(itemId, (this.#playedMs.get(itemId) ?? 0) + durationMs);
    this.#headStartedMs = nowMs;
  }
}
