import type { ModelEvent } from '../model/engine.ts';
import { saysTheSame } from './greeting-cache.ts';

/** Listens to the first answer of a conversation, so that a greeting the model has spoken can be kept. */
export class GreetingCapture {
  readonly #wanted: string;
  readonly #payloads: string[] = [];
  readonly #texts = new Map<string, string>();
  #done = false;

  constructor(wanted: string) {
    this.#wanted = wanted;
  }

  /** Returns the greeting's audio at its end, if all of it was made and it said what was wanted; once. */
  take(event: ModelEvent): readonly string[] | undefined {
    if (this.#done) return undefined;
    if (event.type === 'audio') this.#payloads.push(event.payload);
    if (event.type === 'agent-text') this.#texts.set(event.itemId, event.text);
    if (event.type !== 'response-done') return undefined;
    this.#done = true;
    const said = [...this.#texts.values()].join(' ');
    return event.status === 'completed' && saysTheSame(said, this.#wanted) ? this.#payloads : undefined;
  }
}
