import { Downsampler } from './downsample.ts';

/** Speaks one sentence: 24 kHz 16-bit little-endian PCM as it comes. Rejects or throws when it can't. */
export type Synthesize = (text: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

interface Links {
  synthesize: Synthesize;
  /** Mu-law in whole frames of 20 ms. */
  onAudio: (itemId: string, mulaw: Uint8Array) => void;
  /** A sentence was asked for: so many characters are paid. */
  onSpoken: (characters: number) => void;
  /** A sentence could not be spoken; the ones after it are still tried. */
  onError: (error: unknown) => void;
}

interface Sentence {
  kind: 'sentence';
  itemId: string;
  text: string;
  /** Set once asked for. */
  sound: Promise<AsyncIterable<Uint8Array>> | null;
}

/** A place in the queue; `aborted` is true when what stood before it was dropped. */
interface Marker {
  kind: 'marker';
  reach: (aborted: boolean) => void;
}

/** How many sentences are asked for at once: the one sounding and the next, so that no gap is heard between them. */
const LOOK_AHEAD = 2;

/** Speaks sentences one after the other, in the order they came. */
export class SpeechQueue {
  readonly #links: Links;
  #queue: (Sentence | Marker)[] = [];
  #abort = new AbortController();
  #running = false;

  constructor(links: Links) {
    this.#links = links;
  }

  speak(itemId: string, text: string): void {
    this.#queue.push({ kind: 'sentence', itemId, text, sound: null });
    this.#run();
  }

  /** `reach` runs once everything before it was spoken or dropped; at once when nothing waits. */
  mark(reach: (aborted: boolean) => void): void {
    this.#queue.push({ kind: 'marker', reach });
    this.#run();
  }

  /** Drops everything that waits and stops what sounds. Markers are reached. */
  abort(): void {
    const dropped = this.#queue;
    this.#queue = [];
    this.#running = false;
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const entry of dropped) if (entry.kind === 'marker') entry.reach(true);
  }

  #run(): void {
    this.#reachMarkers();
    this.#askAhead();
    if (this.#running || this.#queue.length === 0) return;
    this.#running = true;
    void this.#drain(this.#abort.signal);
  }

  async #drain(signal: AbortSignal): Promise<void> {
    for (let next = this.#queue[0]; next?.kind === 'sentence'; next = this.#queue[0]) {
      try {
        await this.#play(next, signal);
      } catch (error) {
        if (!signal.aborted) this.#links.onError(error);
      }
      if (signal.aborted) return;
      this.#queue.shift();
      this.#reachMarkers();
      this.#askAhead();
    }
    this.#running = false;
  }

  async #play(sentence: Sentence, signal: AbortSignal): Promise<void> {
    const downsampler = new Downsampler();
    const pass = (mulaw: Uint8Array): void => {
      if (mulaw.length > 0 && !signal.aborted) this.#links.onAudio(sentence.itemId, mulaw);
    };
    for await (const chunk of (await sentence.sound) ?? []) {
      if (signal.aborted) return;
      pass(downsampler.push(chunk));
    }
    pass(downsampler.flush());
  }

  #askAhead(): void {
    const sentences = this.#queue.filter((entry) => entry.kind === 'sentence').slice(0, LOOK_AHEAD);
    for (const sentence of sentences) {
      if (sentence.sound) continue;
      sentence.sound = this.#links.synthesize(sentence.text, this.#abort.signal);
      // Its failure is met when its turn comes; until then it must not count as unhandled.
      sentence.sound.catch(() => {});
      this.#links.onSpoken(sentence.text.length);
    }
  }

  #reachMarkers(): void {
    for (let next = this.#queue[0]; next?.kind === 'marker'; next = this.#queue[0]) {
      this.#queue.shift();
      next.reach(false);
    }
  }
}
