import type { Attachment } from './attachment.ts';
import { RollOver } from './roll-over.ts';

/** The conversation that takes over from one that grows old, opened beside it in time. */
export class Successor {
  readonly #open: () => Attachment;
  readonly #turns: () => number;
  readonly #rollOver = new RollOver();
  /** Opened when so much had been said. */
  #next: { attachment: Attachment; turns: number } | null = null;

  /**
   * @param open opens a conversation beside the current one
   * @param turns how much has been said in the call
   */
  constructor(open: () => Attachment, turns: () => number) {
    this.#open = open;
    this.#turns = turns;
  }

  /** To be called ten times a second. Returns what takes over now; `expired`: nothing does, but the old one must go. */
  due(ageMs: number, nowMs: number, busy: boolean): Attachment | 'expired' | null {
    const next = this.#next;
    const due = this.#rollOver.due(ageMs, nowMs, busy || next !== null);
    if (due === 'now') return 'expired';
    const turns = next || due === 'prepare' ? this.#turns() : 0;
    if (due === 'prepare') this.#next = { attachment: this.#open(), turns };
    // More was said than it knows of.
    else if (next && next.turns !== turns) this.drop();
    else if (next?.attachment.ready && !busy) {
      this.#next = null;
      return next.attachment;
    }
    return null;
  }

  /** It is not there any more. Nothing happens for any other conversation. */
  lost(attachment: Attachment): void {
    if (attachment === this.#next?.attachment) this.#next = null;
  }

  drop(): void {
    this.#next?.attachment.drop();
    this.#next = null;
  }
}
