import { MULAW_BYTES_PER_MS, payloadMs } from '../../contracts/mulaw.ts';

interface SpokenItem {
  text: string;
  receivedBytes: number;
  /** All of its audio is here. */
  complete: boolean;
  /** The caller spoke over it; nothing more of it is passed on. */
  cut: boolean;
}

/** What is known of the agent's spoken items: their words so far, and how much audio of them came. */
export class SpokenItems {
  readonly #items = new Map<string, SpokenItem>();

  /** Counts a piece of audio; false when it is no longer wanted. */
  addAudio(itemId: string, payload: string): boolean {
    const item = this.#item(itemId);
    if (item.cut) return false;
    item.receivedBytes += payloadMs(payload) * MULAW_BYTES_PER_MS;
    return true;
  }

  /** The item's words so far with `delta`, or `null` when it is no longer wanted. */
  addText(itemId: string, delta: string): string | null {
    const item = this.#item(itemId);
    if (item.cut) return null;
    item.text += delta;
    return item.text;
  }

  /** The final words: `whole`, or the ones so far when that is not known or the item was cut. */
  finalText(itemId: string, whole: string | null): string {
    const item = this.#item(itemId);
    if (!item.cut && whole !== null) item.text = whole;
    return item.text;
  }

  complete(itemId: string): void {
    this.#item(itemId).complete = true;
  }

  /**
   * Cuts an item after `heardMs`. Returns the whole milliseconds to truncate it at, at most those received; `null` when
   * there is nothing to truncate, because no audio came or because all of it was heard.
   */
  cut(itemId: string, heardMs: number): number | null {
    const item = this.#item(itemId);
    item.cut = true;
    const receivedMs = Math.floor(item.receivedBytes / MULAW_BYTES_PER_MS);
    // A truncation takes the item's words from the model, so one that was heard to its end is left alone.
    if (receivedMs === 0 || (item.complete && heardMs >= receivedMs)) return null;
    return Math.max(0, Math.min(Math.floor(heardMs), receivedMs));
  }

  #item(itemId: string): SpokenItem {
    let item = this.#items.get(itemId);
    if (!item) {
      item = { text: '', receivedBytes: 0, complete: false, cut: false };
      this.#items.set(itemId, item);
    }
    return item;
  }
}
