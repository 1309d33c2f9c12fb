import { FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import type { Voice } from '../../../server/contracts/voices.ts';
import type { ConversationSpec, ModelConversation, ModelEvent } from '../../../server/model/engine.ts';
import { createOpenAiEngine } from '../../../server/model/openai/engine.ts';
import type { OpenAiSettings } from '../../../server/model/openai/settings.ts';
import { type Clock, systemClock } from '../../../server/platform/clock.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import {
  type LiveSession,
  type OpenAiEmulator,
  startOpenAiEmulator,
} from '../../emulators/openai/emulator.ts';
import { tone } from '../../emulators/openai/sound.ts';
import type { EmulatorOptions } from '../../emulators/openai/types.ts';

export const KEY = 'sk-emulated-key';

export function aSpec(voice: Voice = 'marin'): ConversationSpec {
  return {
    instructions: 'You answer the phone of Acme.',
    voice,
    offlineVoice: 'slt',
    language: 'en-US',
    tools: [{ name: 'take_message', description: 'Keeps a message.', parameters: { type: 'object' } }],
    facts: {
      businessName: 'Acme',
      agentName: 'Sarah',
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
    languages: [],
    history: [],
    callerName: null,
  };
}

/** Everything one conversation tells, with a way to wait for it. */
export class Ear {
  readonly events: ModelEvent[] = [];
  readonly #watchers = new Set<() => void>();

  readonly listen = (event: ModelEvent): void => {
    this.events.push(event);
    for (const watcher of [...this.#watchers]) watcher();
  };

  of<T extends ModelEvent['type']>(type: T): Extract<ModelEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<ModelEvent, { type: T }> => event.type === type);
  }

  /** Resolves with the event number `count` of a type, once it is there. */
  next<T extends ModelEvent['type']>(type: T, count = 1): Promise<Extract<ModelEvent, { type: T }>> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.of(type)[count - 1];
        if (!found) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** All audio of an item, as mu-law. */
  audio(itemId?: string): Buffer {
    const wanted = this.of('audio').filter((event) => itemId === undefined || event.itemId === itemId);
    return Buffer.concat(wanted.map((event) => Buffer.from(event.payload, 'base64')));
  }
}

export interface Setup {
  emulator: OpenAiEmulator;
  conversation: ModelConversation;
  ear: Ear;
  line: LiveSession;
}

/** An emulator, an engine on it, and one conversation that is ready. */
export async function converse(
  options: EmulatorOptions & { voice?: Voice; adapterClock?: Clock; settings?: Partial<OpenAiSettings> } = {},
): Promise<Setup> {
  const { voice, adapterClock, settings, ...emulatorOptions } = options;
  const emulator = await startOpenAiEmulator(emulatorOptions);
  const ear = new Ear();
  const engine = anEngine(emulator.baseUrl, settings, adapterClock);
  const conversation = engine.open(aSpec(voice), ear.listen);
  await ear.next('ready');
  return { emulator, conversation, ear, line: await emulator.session(0) };
}

export function anEngine(
  baseUrl: string,
  settings: Partial<OpenAiSettings> = {},
  clock: Clock = systemClock,
) {
  return createOpenAiEngine({
    settings: () => ({
      apiKey: KEY,
      baseUrl,
      realtimeModel: 'gpt-realtime-2.1',
      transcriptionModel: 'gpt-transcribe',
      speechModel: 'gpt-4o-mini-tts',
      ...settings,
    }),
    clock,
    logger: createLogger({ level: 'silent' }),
  });
}

/** Frames of 20 ms, base64. */
export function frames(mulaw: Uint8Array): string[] {
  const bytes = Buffer.from(mulaw);
  return Array.from({ length: Math.floor(bytes.length / FRAME_BYTES) }, (_, at) =>
    bytes.subarray(at * FRAME_BYTES, (at + 1) * FRAME_BYTES).toString('base64'),
  );
}

export function silence(ms: number): Uint8Array {
  return new Uint8Array(ms * 8).fill(MULAW_SILENCE);
}

/** A caller who speaks for a while, and then is silent long enough for the turn to end. */
export function speaks(conversation: ModelConversation, characters = 10): void {
  for (const frame of frames(Buffer.concat([tone('x'.repeat(characters), 'caller'), silence(600)])))
    conversation.appendAudio(frame);
}
