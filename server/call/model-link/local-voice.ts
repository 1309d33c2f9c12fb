import { lineWords } from '../../agent/line-words.ts';
import { MULAW_BYTES_PER_MS } from '../../contracts/mulaw.ts';
import type { OfflineVoice } from '../../contracts/voices.ts';
import type { LocalSpeech } from '../../model/speech.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SpokenEvent } from './unfinished-items.ts';

const CHUNK_BYTES = 400 * MULAW_BYTES_PER_MS;
const LOCAL = 'local-';
/** The voice speaks English only. */
const MOMENTS = lineWords('en').moments;
/** What only this voice says, by what has happened. */
export const APOLOGY = {
  trouble: 'I am sorry, we had a short technical problem.',
  troubleGoOn: 'I am sorry, we had a short technical problem. Please go on.',
  notAnswered: 'I am sorry, I could not answer that just now. Could you say it again, please?',
} as const;

interface Links {
  speech: LocalSpeech;
  voice: OfflineVoice;
  log: Logger;
  /** Hears the line as if an engine spoke it. */
  emit(event: SpokenEvent): void;
  /** A line has been passed on: the engine must know of it. */
  onSaid(itemId: string, text: string): void;
}

/** `dropped`: cancelled, or no longer wanted once its sound was there. `failed`: the sound could not be made. */
export type LocalOutcome = 'said' | 'dropped' | 'failed';

/** Whether an item was spoken here and not by the engine. */
export function isLocalItem(itemId: string): boolean {
  return itemId.startsWith(LOCAL);
}

/** Speaks single lines without an engine, in the stand-in's voice, one after the other. */
export class LocalVoice {
  readonly #links: Links;
  readonly #made = new Map<string, Promise<Uint8Array>>();
  #line: Promise<unknown> = Promise.resolve();
  #lines = 0;
  /** Lines asked for before this are no longer wanted. */
  #epoch = 0;
  #fillers = 0;
  #filling = false;

  constructor(links: Links) {
    this.#links = links;
  }

  /** Makes the sound of a line that may be needed soon. */
  prepare(text: string): void {
    // Its failure is met when the line is spoken; until then it must not count as unhandled.
    this.#sound(text).catch(() => {});
  }

  /** Speaks a line. Resolves once all of its sound was passed on, or will not be. Never rejects. */
  speak(text: string, wanted: () => boolean = () => true): Promise<LocalOutcome> {
    const epoch = this.#epoch;
    const sound = this.#sound(text);
    sound.catch(() => {});
    const spoken = this.#line.then(async (): Promise<LocalOutcome> => {
      try {
        const audio = await sound;
        if (epoch !== this.#epoch || !wanted()) return 'dropped';
        this.#pass(text, audio);
        return 'said';
      } catch (error) {
        this.#links.log.error({ error: messageOf(error) }, 'A line could not be spoken locally');
        return 'failed';
      }
    });
    this.#line = spoken;
    return spoken;
  }

  /** Tells the caller to wait, if that is still `wanted` once it can be said. Never twice running in the same words. */
  fill(wanted: () => boolean): void {
    if (this.#filling) return;
    this.#filling = true;
    const words = MOMENTS[this.#fillers % MOMENTS.length] ?? MOMENTS[0];
    void this.speak(words, wanted).then((outcome) => {
      this.#filling = false;
      if (outcome === 'said') this.#fillers += 1;
    });
  }

  /** Lines that have not sounded yet are dropped. */
  cancel(): void {
    this.#epoch += 1;
  }

  #sound(text: string): Promise<Uint8Array> {
    const made = this.#made.get(text) ?? this.#links.speech.speak(text, this.#links.voice);
    this.#made.set(text, made);
    made.catch(() => this.#made.delete(text));
    return made;
  }

  #pass(text: string, audio: Uint8Array): void {
    const { emit, onSaid } = this.#links;
    this.#lines += 1;
    const itemId = `${LOCAL}${this.#lines}`;
    emit({ type: 'agent-text', itemId, text, final: true });
    for (let at = 0; at < audio.length; at += CHUNK_BYTES) {
      const payload = Buffer.from(audio.subarray(at, at + CHUNK_BYTES)).toString('base64');
      emit({ type: 'audio', itemId, payload });
    }
    emit({ type: 'audio-done', itemId });
    onSaid(itemId, text);
  }
}
