import type { ModelEvent } from '../engine.ts';
import { SentenceSplitter } from './sentences.ts';
import { SpeechQueue, type Synthesize } from './speech-queue.ts';

interface Links {
  synthesize: Synthesize;
  emit: (event: ModelEvent) => void;
  onError: (error: unknown) => void;
}

/** An item whose words are being spoken. */
interface Line {
  splitter: SentenceSplitter;
  /** The sentences whose sound has begun. */
  begun: string[];
  /** Nothing more of it is spoken. */
  silenced: boolean;
}

/**
 * Gives a voice to a model that answers in text: sentence by sentence, as the words come. Its `agent-text` tells a
 * sentence when its sound begins, so that words never run far ahead of what can be heard.
 */
export class TextVoice {
  readonly #emit: (event: ModelEvent) => void;
  readonly #queue: SpeechQueue;
  readonly #lines = new Map<string, Line>();

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
    const line = this.#line(itemId);
    if (!line.silenced) this.#speak(itemId, line, line.splitter.push(delta));
  }

  /** No more words of this item come; its audio is done once they are spoken. */
  end(itemId: string): void {
    const line = this.#line(itemId);
    this.#lines.delete(itemId);
    if (!line.silenced) this.#speak(itemId, line, line.splitter.flush());
    this.#queue.mark(() => {
      this.#emit({ type: 'agent-text', itemId, text: line.begun.join(' '), final: true });
      this.#emit({ type: 'audio-done', itemId });
    });
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
      if (!aborted) this.#emit({ type: 'response-started' });
    });
    this.add(itemId, text);
    this.end(itemId);
    this.endResponse('completed');
  }

  /** Falls silent at once, whatever waits; of items whose words still come, the rest is not spoken either. */
  abort(): void {
    for (const line of this.#lines.values()) line.silenced = true;
    this.#queue.abort();
  }

  #speak(itemId: string, line: Line, sentences: string[]): void {
    for (const sentence of sentences) {
      this.#queue.mark((aborted) => {
        if (aborted) return;
        line.begun.push(sentence);
        this.#emit({ type: 'agent-text', itemId, text: line.begun.join(' '), final: false });
      });
      this.#queue.speak(itemId, sentence);
    }
  }

  #line(itemId: string): Line {
    let line = this.#lines.get(itemId);
    if (!line) {
      line = { splitter: new SentenceSplitter(), begun: [], silenced: false };
      this.#lines.set(itemId, line);
    }
    return line;
  }
}
