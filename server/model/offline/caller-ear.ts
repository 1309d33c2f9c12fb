import { Endpointer } from './hearing/endpointer.ts';
import type { Expectation } from './hearing/grammar.ts';
import type { Ear } from './hearing/hearing.ts';

export interface CallerEarListener {
  onStart(utteranceId: string): void;
  onStop(): void;
  /** After `onStop`, in order. `text` is `null` when nothing was understood; `problem` says when that is our own fault. */
  onText(utteranceId: string, text: string | null, problem?: unknown): void;
}

interface Options {
  ear: Ear;
  /** What the caller is expected to say now. */
  expectation: () => Expectation;
  listener: CallerEarListener;
}

/** Turns one caller's audio into utterances and their words. */
export class CallerEar {
  readonly #options: Options;
  readonly #endpointer = new Endpointer();
  #utterances = 0;
  /** Recognition begins at the first pause, so that the words are there when it turns out to be the end. */
  #early: Promise<string | null> | null = null;
  #inOrder: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param audio mu-law, 8 kHz, of any length. */
  push(audio: Uint8Array): void {
    const { listener } = this.#options;
    for (const event of this.#endpointer.push(audio)) {
      switch (event.type) {
        case 'start':
          this.#utterances += 1;
          this.#early = null;
          listener.onStart(this.#utteranceId);
          break;
        case 'pause':
          this.#early = this.#recognise(event.audio);
          break;
        case 'resume':
          this.#early = null;
          break;
        case 'end':
          listener.onStop();
          this.#tell(this.#early ?? this.#recognise(event.audio));
          break;
      }
    }
  }

  get #utteranceId(): string {
    return `offline-utterance-${this.#utterances}`;
  }

  #recognise(audio: Uint8Array): Promise<string | null> {
    const { ear, expectation } = this.#options;
    const words = ear.recognise(audio, expectation());
    // A failure matters only where the words are waited for.
    words.catch(() => undefined);
    return words;
  }

  #tell(words: Promise<string | null>): void {
    const utteranceId = this.#utteranceId;
    const { listener } = this.#options;
    this.#inOrder = this.#inOrder.then(() =>
      words.then(
        (text) => listener.onText(utteranceId, text),
        (problem: unknown) => listener.onText(utteranceId, null, problem),
      ),
    );
  }
}
