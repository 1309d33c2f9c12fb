import type { ConversationSpec, ModelConversation, ModelEngine, ModelEvent } from '../../model/engine.ts';
import { stillborn } from '../../model/stillborn.ts';
import { messageOf } from '../../platform/errors.ts';

interface Options {
  engine: ModelEngine;
  spec: ConversationSpec;
  /** Counts the conversations of one call from 0. */
  generation: number;
  nowMs: number;
  hear(attachment: Attachment, event: ModelEvent): void;
}

/**
 * One of the conversations that a call has, one after the other. Nothing is heard of it once it was dropped. Names of items
 * and utterances are made different from those of the other conversations.
 */
export class Attachment {
  readonly engine: ModelEngine;
  readonly conversation: ModelConversation;
  readonly generation: number;
  readonly openedMs: number;
  /** It has told something. */
  ready = false;
  readonly #prefix: string;
  /** Items that were played from elsewhere, and that it was told of. */
  readonly #noted = new Set<string>();
  #dropped = false;

  constructor({ engine, spec, generation, nowMs, hear }: Options) {
    this.engine = engine;
    this.generation = generation;
    this.openedMs = nowMs;
    this.#prefix = generation === 0 ? '' : `${generation}:`;
    const listener = (event: ModelEvent): void => {
      if (!this.#dropped) hear(this, this.#outward(event));
    };
    this.conversation = openOrFail(engine, spec, listener);
  }

  noteSaid(itemId: string, text: string): void {
    this.#noted.add(itemId);
    this.conversation.noteSaid(itemId, text);
  }

  /** The caller interrupted. Items of other conversations are let be. */
  truncate(itemId: string, heardMs: number, heardText: string): void {
    if (this.#noted.has(itemId)) this.conversation.truncate(itemId, heardMs, heardText);
    else if (itemId.startsWith(this.#prefix))
      this.conversation.truncate(itemId.slice(this.#prefix.length), heardMs, heardText);
  }

  drop(): void {
    if (this.#dropped) return;
    this.#dropped = true;
    this.conversation.close();
  }

  #outward(event: ModelEvent): ModelEvent {
    if (this.#prefix === '') return event;
    if ('itemId' in event) return { ...event, itemId: this.#prefix + event.itemId };
    if ('utteranceId' in event && event.utteranceId !== undefined)
      return { ...event, utteranceId: this.#prefix + event.utteranceId };
    return event;
  }
}

/** An engine that throws is one that fails at once. */
function openOrFail(
  engine: ModelEngine,
  spec: ConversationSpec,
  listener: (event: ModelEvent) => void,
): ModelConversation {
  try {
    return engine.open(spec, listener);
  } catch (error) {
    return stillborn({ failure: 'internal', message: messageOf(error) }, listener);
  }
}
