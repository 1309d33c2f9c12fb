import type { ModelEvent } from '../engine.ts';
import { SentenceSplitter } from './sentences.ts';
import { SpeechQueue, type Synthesize } from './speech-queue.ts';

interface Links {
  synthesize: Synthesize;
  emit: (event: ModelEvent) => void;
  onError: (error: unknown) => void;
}

/** Gives a voice to a model that answers in text: sentence by sentence, as the words come. */
export class TextVoice {
  readonly #emit: (event: ModelEvent) => void;
  readonly #queue: SpeechQueue;
  readonly #splitters = new Map<string, SentenceSplitter>();

  constructor({ synthesize, emit, onError }: Links) {
    this.#emit = emit;
    this.#queue = new SpeechQueue({
      synthesize,
      onError,
      onAudio: (itemId, mulaw) =>
        emit({ type: 'audio', itemId, payload: Buffer.from(mulaw).toString('base64') }),
      onSpoken: (characters) => emit({ type: 'usage', usage: { spokenCharacters: characters } }),
    });
  }

  /** More words of an item. */
  add(itemId: string, delta: string): void {
    for (const sentence of this.#splitter(itemId).push(delta)) this.#queue.speak(itemId, sentence);
  }

  /** No more words of this item come; its audio is done once they are spoken. */
  end(itemId: string): void {
    for (const sentence of this.#splitter(itemId).flush()) this.#queue.speak(itemId, sentence);
    this.#splitters.delete(itemId);
    this.#queue.mark(() => this.#emit({ type: 'audio-done', itemId }));
  }

  /** The response is over for the listener once all of it was spoken. */
  endResponse(status: Extract<ModelEvent, { type: 'response-done' }>['status']): void {
    this.#queue.mark((aborted) =>
      this.#emit({ type: 'response-done', status: aborted ? 'cancelled' : status }),
    );
  }

  /** Speaks a given text as an answer of its own. */
  say(itemId: string, text: string): void {
    this.#queue.mark((aborted) => {
      if (aborted) return;
      this.#emit({ type: 'response-started' });
      this.#emit({ type: 'agent-text', itemId, text, final: true });
    });
    this.add(itemId, text);
    this.end(itemId);
    this.endResponse('completed');
  }

  /** Falls silent at once, whatever waits. */
  abort(): void {
    this.#splitters.clear();
    this.#queue.abort();
  }

  #splitter(itemId: string): SentenceSplitter {
    let splitter = this.#splitters.get(itemId);
    if (!splitter) {
      splitter = new SentenceSplitter();
      this.#splitters.set(itemId, splitter);
    }
    return splitter;
  }
}
