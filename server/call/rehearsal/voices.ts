import { createHash } from 'node:crypto';
import { OFFLINE_STAND_IN, type OfflineVoice, offlineVoice, type Voice } from '../../contracts/voices.ts';
import type { ConversationSpec, ModelEngine } from '../../model/engine.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { BlobCache } from '../../store/store.ts';
import type { RehearsalStage } from './stage.ts';

const SENTENCE = 'Hello, and thank you for calling. I am glad to help you. What can I do for you today?';

interface VoiceSamplesParts {
  /** The engine in use. */
  engine(): ModelEngine;
  /** Speaks in its own voices whatever engine is in use. */
  offline: ModelEngine;
  clock: Clock;
  stage: RehearsalStage;
  blobs: BlobCache;
}

/** A sentence in each voice, as the engine in use speaks it; kept, so that each is paid for once. */
export class VoiceSamples {
  readonly #parts: VoiceSamplesParts;
  /** Being made, by key: two who ask at once share one. */
  readonly #making = new Map<string, Promise<Uint8Array>>();

  constructor(parts: VoiceSamplesParts) {
    this.#parts = parts;
  }

  /** Resolves with mu-law, 8 kHz. Rejects with `unavailable`, and why, when it can't be made now. */
  async get(asked: Voice | OfflineVoice): Promise<Uint8Array> {
    const own = offlineVoice.safeParse(asked);
    const engine = own.success ? this.#parts.offline : this.#parts.engine();
    // What is no voice of the offline receptionist is one of the others.
    const spec = own.success ? specOf('marin', own.data) : specOf(asked as Voice);
    const key = createHash('sha256')
      .update(`voice-sample\n${engine.voiceKey(spec)}\n${SENTENCE}`)
      .digest('hex');
    const kept = await this.#parts.blobs.get(key);
    if (kept) return kept;
    const making =
      this.#making.get(key) ?? this.#make(engine, spec, key).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #make(engine: ModelEngine, spec: ConversationSpec, key: string): Promise<Uint8Array> {
    const { blobs, clock, stage } = this.#parts;
    const sound = await stage
      .perform(
        async (open) => (await open({ engine, spec, clock, toolAnswer: () => null }).say(SENTENCE)).sound,
      )
      .catch((cause: unknown) => {
        throw new AppError('unavailable', `This voice can't be heard now. ${messageOf(cause)}`, { cause });
      });
    if (sound.length === 0)
      throw new AppError(
        'unavailable',
        "This voice can't be heard now: it gave no sound. Try again in a moment.",
      );
    await blobs.put(key, sound);
    return sound;
  }
}

/** An agent without a business, that has nothing to do but speak. */
function specOf(voice: Voice, standIn: OfflineVoice = OFFLINE_STAND_IN[voice]): ConversationSpec {
  return {
    instructions: 'You are a friendly receptionist. Say what you are asked to say, and nothing else.',
    voice,
    offlineVoice: standIn,
    language: 'en',
    languages: [],
    tools: [],
    facts: {
      businessName: '',
      agentName: '',
      hours: '',
      address: '',
      names: [],
      open: true,
      closedWords: '',
      destinations: [],
      answers: [],
      appointments: false,
      callerNumber: null,
    },
    history: [],
    callerName: null,
  };
}
