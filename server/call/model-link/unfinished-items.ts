import type { ModelEvent } from '../../model/engine.ts';

/** What tells of something being spoken. */
export type SpokenEvent = Extract<ModelEvent, { type: 'audio' | 'audio-done' | 'agent-text' }>;

interface Item {
  text: string;
  textFinal: boolean;
  audioDone: boolean;
}

/** What an engine has begun to say and not ended, so that it can be ended when the engine is gone. */
export class UnfinishedItems {
  readonly #items = new Map<string, Item>();

  /** Whether something is being spoken. */
  get any(): boolean {
    return this.#items.size > 0;
  }

  hear(event: ModelEvent): void {
    if (event.type === 'audio') this.#item(event.itemId);
    else if (event.type === 'audio-done') this.#item(event.itemId).audioDone = true;
    else if (event.type === 'agent-text') {
      const item = this.#item(event.itemId);
      item.text = event.text;
      item.textFinal = event.final;
    } else return;
    const item = this.#items.get(event.itemId);
    if (item?.audioDone && item.textFinal) this.#items.delete(event.itemId);
  }

  /** The caller spoke over it. */
  cut(itemId: string): void {
    this.#items.delete(itemId);
  }

  /** The events that end what was begun. */
  end(): SpokenEvent[] {
    const events = [...this.#items].flatMap(([itemId, item]): SpokenEvent[] => [
      ...(item.textFinal ? [] : [{ type: 'agent-text', itemId, text: item.text, final: true } as const]),
      ...(item.audioDone ? [] : [{ type: 'audio-done', itemId } as const]),
    ]);
    this.#items.clear();
    return events;
  }

  #item(itemId: string): Item {
    let item = this.#items.get(itemId);
    if (!item) {
      item = { text: '', textFinal: false, audioDone: false };
      this.#items.set(itemId, item);
    }
    return item;
  }
}
