import type { ModelEvent } from '../engine.ts';
import type { ServerEventOf } from './server-events.ts';

const TRANSCRIPTION = 'conversation.item.input_audio_transcription';

interface Utterance {
  text: string;
  startMs: number;
  endMs: number;
}

/** The caller's words as they become known, and how many seconds of sound were transcribed for them. */
export class CallerTurns {
  readonly #emit: (event: ModelEvent) => void;
  readonly #open = new Map<string, Utterance>();

  constructor(emit: (event: ModelEvent) => void) {
    this.#emit = emit;
  }

  started(itemId: string, startMs: number): void {
    this.#utterance(itemId).startMs = startMs;
  }

  stopped(itemId: string, endMs: number): void {
    this.#utterance(itemId).endMs = endMs;
  }

  draft(event: ServerEventOf<`${typeof TRANSCRIPTION}.delta`>): void {
    const utterance = this.#utterance(event.item_id);
    utterance.text += event.delta;
    this.#emit({ type: 'caller-text', utteranceId: event.item_id, text: utterance.text, final: false });
  }

  completed(event: ServerEventOf<`${typeof TRANSCRIPTION}.completed`>): void {
    const { startMs, endMs } = this.#take(event.item_id);
    this.#emit({ type: 'caller-text', utteranceId: event.item_id, text: event.transcript, final: true });
    const seconds = event.usage?.seconds ?? Math.max(0, endMs - startMs) / 1000;
    if (seconds > 0) this.#emit({ type: 'usage', usage: { transcribedSeconds: seconds } });
  }

  /** The words so far, if any, are all that will be known. */
  failed(itemId: string): void {
    const { text } = this.#take(itemId);
    if (text !== '') this.#emit({ type: 'caller-text', utteranceId: itemId, text, final: true });
  }

  #take(itemId: string): Utterance {
    const utterance = this.#utterance(itemId);
    this.#open.delete(itemId);
    return utterance;
  }

  #utterance(itemId: string): Utterance {
    let utterance = this.#open.get(itemId);
    if (!utterance) {
      utterance = { text: '', startMs: 0, endMs: 0 };
      this.#open.set(itemId, utterance);
    }
    return utterance;
  }
}
