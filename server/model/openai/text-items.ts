import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';

/**
 * The agent's lines that the model holds as text, because their sound was made elsewhere: they are made, and replaced by
 * what was heard of them. `itemId` is the name used outside, the model's own name of it may differ.
 */
export class TextItems {
  readonly #send: (event: RealtimeClientEvent) => void;
  /** By outside name: the model's name. */
  readonly #serverIds = new Map<string, string>();
  /** By the model's name: the item before it. */
  readonly #previous = new Map<string, string>();
  #made = 0;

  constructor(send: (event: RealtimeClientEvent) => void) {
    this.#send = send;
  }

  has(itemId: string): boolean {
    return this.#serverIds.has(itemId);
  }

  /** Adds a line that was said to the conversation. */
  create(itemId: string, text: string): void {
    this.#create(itemId, text, undefined);
  }

  /** Takes over a line that the model itself made as text. */
  adopt(itemId: string): void {
    this.#serverIds.set(itemId, itemId);
  }

  /** The server told where an item stands. */
  placed(serverId: string, previousServerId: string | null): void {
    this.#previous.set(serverId, previousServerId ?? 'root');
  }

  /** Puts what was heard of it in the item's place; nothing heard leaves nothing. */
  replace(itemId: string, heardText: string): void {
    const serverId = this.#serverIds.get(itemId);
    if (serverId === undefined) return;
    this.#serverIds.delete(itemId);
    this.#send({ type: 'conversation.item.delete', item_id: serverId });
    if (heardText.trim() !== '') this.#create(itemId, heardText, this.#previous.get(serverId));
  }

  #create(itemId: string, text: string, previousItemId: string | undefined): void {
    this.#made += 1;
    const serverId = `said_${this.#made}`;
    this.#serverIds.set(itemId, serverId);
    this.#send({
      type: 'conversation.item.create',
      ...(previousItemId === undefined ? {} : { previous_item_id: previousItemId }),
      item: { id: serverId, type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] },
    });
  }
}
