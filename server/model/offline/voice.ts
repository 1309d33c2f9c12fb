import { MULAW_BYTES_PER_MS } from '../../contracts/mulaw.ts';
import type { OfflineVoice } from '../../contracts/voices.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ModelEvent } from '../engine.ts';
import type { StreamedSpeech } from './speech/local-speech.ts';

/** Short enough that little has to be taken back when the caller interrupts. */
const CHUNK_BYTES = 300 * MULAW_BYTES_PER_MS;
/** How long speech takes whose audio is not known. */
const MS_PER_CHARACTER = 70;

/** Tells an item that is being spoken to stop. */
export interface Stop {
  readonly stopped: boolean;
}

/** Speaks for one conversation, and knows how long that will be heard. */
export class VoiceOut {
  readonly #speech: StreamedSpeech;
  readonly #voice: OfflineVoice;
  readonly #clock: Clock;
  readonly #emit: (event: ModelEvent) => void;
  #items = 0;
  #heardUntilMs = 0;

  constructor(options: {
    speech: StreamedSpeech;
    voice: OfflineVoice;
    clock: Clock;
    emit: (event: ModelEvent) => void;
  }) {
    this.#speech = options.speech;
    this.#voice = options.voice;
    this.#clock = options.clock;
    this.#emit = options.emit;
  }

  /** Speaks one item, sentence by sentence, faster than it is heard. Rejects with `unavailable` when a worker fails. */
  async say(text: string, stop: Stop): Promise<void> {
    this.#items += 1;
    const itemId = this.latestItemId;
    this.#emit({ type: 'agent-text', itemId, text, final: true });
    for await (const audio of this.#speech.stream(text, this.#voice)) {
      if (stop.stopped) return;
      this.#lengthen(audio.length / MULAW_BYTES_PER_MS);
      for (let at = 0; at < audio.length; at += CHUNK_BYTES) {
        const payload = Buffer.from(audio.subarray(at, at + CHUNK_BYTES)).toString('base64');
        this.#emit({ type: 'audio', itemId, payload });
      }
    }
    if (!stop.stopped) this.#emit({ type: 'audio-done', itemId });
  }

  /** Something is being played that was not made here. */
  playedElsewhere(text: string): void {
    this.#lengthen(text.length * MS_PER_CHARACTER);
  }

  /** What has not been heard by now will not be heard. */
  cutShort(): void {
    this.#heardUntilMs = this.#clock.monotonic();
  }

  get latestItemId(): string {
    return `offline-item-${this.#items}`;
  }

  /** How long until all is heard. */
  get remainingMs(): number {
    return Math.max(0, this.#heardUntilMs - this.#clock.monotonic());
  }

  #lengthen(audioMs: number): void {
    this.#heardUntilMs = Math.max(this.#heardUntilMs, this.#clock.monotonic()) + audioMs;
  }
}
