/** What of one spoken item reached the caller. */
export interface HeardItem {
  itemId: string;
  /** Milliseconds of the item's audio that were played. */
  heardMs: number;
  /** Milliseconds of the item's audio that were sent. */
  sentMs: number;
}

/** Audio of one item without a pause. */
interface Segment {
  itemId: string;
  durationMs: number;
  /** When its first piece was sent. */
  sentAtMs: number;
  /** The mark behind it; `null` while more may still be added. */
  mark: string | null;
}

/** Enough to correct the clock by; a mark for each piece would cost as much as the audio itself. */
const MARK_EVERY_MS = 200;
/** What takes longer to come back has met more than the network. */
const LONGEST_ROUND_TRIP_MS = 1_000;
/** A mark that is late by no more than this was held up on its way, while play-out went on. */
const JITTER_MS = 50;

/**
 * Knows what the caller has heard. Audio is sent faster than it plays, so only the carrier's marks tell how far
 * play-out has come; between two marks the clock does. A mark comes back late by the network's round trip, which is
 * known from marks sent into silence, as these come back at once. What is told is what will have been played when a
 * `clear` that is sent now gets there. All times are monotonic milliseconds, passed in.
 */
export class PlaybackLedger {
  /** Sent and not yet known to be played, oldest first. */
  #queue: Segment[] = [];
  #queuedMs = 0;
  /** Sent since the last mark. */
  #unmarkedMs = 0;
  /** When the oldest segment began to play, as far as can be told. */
  #headStartedMs = 0;
  /** Whether a mark has confirmed that time since play-out last began. */
  #confirmed = false;
  #marks = 0;
  /** A mark that was sent into silence and is still on its way. */
  #probe: { mark: string; sentAtMs: number } | null = null;
  #roundTripMs: number | null = null;
  readonly #sentMs = new Map<string, number>();
  readonly #playedMs = new Map<string, number>();

  /** Enters audio that is being sent now. Returns the name of the mark to send behind it, when one is due. */
  sent(itemId: string, durationMs: number, nowMs: number): string | null {
    // Play-out that ran dry while its mark is still on the way back starts anew with this piece.
    const dry = this.#queue.length > 0 && nowMs - this.#headStartedMs >= this.#queuedMs;
    if (dry) this.#settle(this.#queue.length);
    if (this.#queue.length === 0) this.#beginAt(nowMs);
    const last = this.#queue.at(-1);
    if (last?.mark === null && last.itemId === itemId) last.durationMs += durationMs;
    else this.#queue.push({ itemId, durationMs, sentAtMs: nowMs, mark: null });
    this.#queuedMs += durationMs;
    this.#unmarkedMs += durationMs;
    this.#sentMs.set(itemId, (this.#sentMs.get(itemId) ?? 0) + durationMs);
    return this.#unmarkedMs >= MARK_EVERY_MS ? this.endOfAudio() : null;
  }

  /** No more audio follows for now. Returns the name of the mark to send, unless the last audio has one. */
  endOfAudio(): string | null {
    const last = this.#queue.at(-1);
    if (last?.mark !== null) return null;
    this.#unmarkedMs = 0;
    last.mark = this.#nextMark();
    return last.mark;
  }

  /** Returns the name of a mark to send now to learn the round trip, or `null` when this is no moment for it. */
  probe(nowMs: number): string | null {
    if (this.pending() || this.#probe) return null;
    const mark = this.#nextMark();
    this.#probe = { mark, sentAtMs: nowMs };
    return mark;
  }

  /** A mark came back: all before it was played. Marks of audio that was dropped are unknown here and mean nothing. */
  played(mark: string, nowMs: number): void {
    const probe = this.#probe;
    if (probe && mark === probe.mark) {
      this.#learnRoundTrip(nowMs - probe.sentAtMs);
      this.#probe = null;
      return;
    }
    const index = this.#queue.findIndex((segment) => segment.mark === mark);
    if (index === -1) return;
    const byClockMs = this.#headStartedMs + this.#settle(index + 1);
    const byMarkMs = nowMs - (this.#roundTripMs ?? 0);
    const lateMs = byMarkMs - byClockMs;
    const heldUp = this.#confirmed && lateMs > 0 && lateMs <= JITTER_MS;
    this.#headStartedMs = Math.max(heldUp ? byClockMs : byMarkMs, this.#queue[0]?.sentAtMs ?? 0);
    this.#confirmed = true;
  }

  /** Whether audio of the item (of any item, without a name) is still to be played. */
  pending(itemId?: string): boolean {
    if (itemId === undefined) return this.#queue.length > 0;
    return this.#queue.some((segment) => segment.itemId === itemId);
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
    this.#queuedMs = 0;
    this.#unmarkedMs = 0;
    return cut;
  }

  /** Forgets an item that no one will ask about again. */
  forget(itemId: string): void {
    this.#sentMs.delete(itemId);
    this.#playedMs.delete(itemId);
  }

  #nextMark(): string {
    this.#marks += 1;
    return `m${this.#marks}`;
  }

  /** The shortest one stands: a longer one was held up by something else than the way. */
  #learnRoundTrip(tookMs: number): void {
    if (tookMs <= LONGEST_ROUND_TRIP_MS) this.#roundTripMs = Math.min(tookMs, this.#roundTripMs ?? tookMs);
  }

  #beginAt(nowMs: number): void {
    this.#headStartedMs = nowMs;
    this.#confirmed = false;
  }

  /** Counts the oldest segments as played. Returns how long they were together. */
  #settle(count: number): number {
    const queuedMs = this.#queuedMs;
    for (const { itemId, durationMs } of this.#queue.splice(0, count)) {
      this.#queuedMs -= durationMs;
      this.#playedMs.set(itemId, (this.#playedMs.get(itemId) ?? 0) + durationMs);
    }
    return queuedMs - this.#queuedMs;
  }
}
