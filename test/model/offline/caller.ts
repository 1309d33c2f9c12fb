import { FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import type { OfflineVoice } from '../../../server/contracts/voices.ts';
import type {
  ConversationSpec,
  ModelConversation,
  ModelEngine,
  ModelEvent,
} from '../../../server/model/engine.ts';
import type { LocalSpeech } from '../../../server/model/speech.ts';

export const ACME: ConversationSpec = {
  instructions: '',
  voice: 'marin',
  offlineVoice: 'slt',
  language: 'en',
  tools: ['take_message', 'remember_name', 'end_call'].map((name) => ({
    name,
    description: '',
    parameters: {},
  })),
  facts: {
    businessName: 'Acme Plumbing',
    agentName: 'Sarah',
    hours: 'Monday to Friday, nine to five',
    address: '12 High Street, Springfield',
    names: ['Maria Lopez'],
    open: true,
    closedWords: '',
    destinations: [],
    answers: [],
    appointments: false,
    callerNumber: '+15550100',
  },
  languages: [],
  history: [],
  callerName: null,
};

const SILENCE_BEFORE_MS = 400;
const SILENCE_AFTER_MS = 900;

/** Audio with the silence that surrounds it on a line. */
export function onTheLine(audio: Uint8Array): Uint8Array {
  const silence = (ms: number) => new Uint8Array(ms * 8).fill(MULAW_SILENCE);
  return Buffer.concat([silence(SILENCE_BEFORE_MS), audio, silence(SILENCE_AFTER_MS)]);
}

/** The same every time, between -1 and 1. */
export function noise(index: number): number {
  const value = Math.sin(index * 12.9898) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** One caller of an engine: keeps all that comes from it, and speaks with a voice of its own. */
export class Caller {
  readonly events: ModelEvent[] = [];
  readonly conversation: ModelConversation;
  readonly #speech: LocalSpeech;
  readonly #voice: OfflineVoice;
  #waiting: { seen: () => boolean; done: () => void }[] = [];

  constructor(
    engine: ModelEngine & { speech: LocalSpeech },
    voice: OfflineVoice,
    spec: ConversationSpec = ACME,
    onEvent: (event: ModelEvent, conversation: ModelConversation) => void = () => undefined,
  ) {
    this.#speech = engine.speech;
    this.#voice = voice;
    this.conversation = engine.open(spec, (event) => {
      this.events.push(event);
      onEvent(event, this.conversation);
      this.#waiting = this.#waiting.filter(({ seen, done }) => {
        if (!seen()) return true;
        done();
        return false;
      });
    });
  }

  /** Resolves once an event of the kind has come, counted from the event `since` on. */
  until(type: ModelEvent['type'], since = 0): Promise<void> {
    return this.#until(() => this.events.slice(since).some((event) => event.type === type));
  }

  /** Speaks in frames of 20 ms, as fast as they are taken, and waits for the answer in words. */
  async say(text: string): Promise<string> {
    const audio = onTheLine(await this.#speech.speak(text, this.#voice));
    return this.#answerTo(() => this.send(audio));
  }

  /** Types, and waits for the answer in words. */
  type(text: string): Promise<string> {
    return this.#answerTo(() => this.conversation.appendText(text));
  }

  send(audio: Uint8Array): void {
    for (let at = 0; at < audio.length; at += FRAME_BYTES) {
      const frame = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE);
      frame.set(audio.subarray(at, at + FRAME_BYTES));
      this.conversation.appendAudio(frame.toString('base64'));
    }
  }

  /** What was understood, line by line. */
  get heard(): string[] {
    return this.events.flatMap((event) => (event.type === 'caller-text' ? [event.text] : []));
  }

  get tools(): { name: string; arguments: unknown }[] {
    return this.events.flatMap((event) =>
      event.type === 'tool-call' ? [{ name: event.name, arguments: event.arguments }] : [],
    );
  }

  /** All agent audio. */
  get audio(): Uint8Array {
    return Buffer.concat(
      this.events.flatMap((event) => (event.type === 'audio' ? [Buffer.from(event.payload, 'base64')] : [])),
    );
  }

  get kinds(): string[] {
    return this.events.map(({ type }) => type);
  }

  async #answerTo(act: () => void): Promise<string> {
    const since = this.events.length;
    act();
    await this.#until(() => {
      const spoken = this.events.findIndex(({ type }, index) => index >= since && type === 'audio-done');
      return spoken >= 0 && this.events.slice(spoken).some(({ type }) => type === 'response-done');
    });
    return agentText(this.events.slice(since));
  }

  #until(seen: () => boolean): Promise<void> {
    if (seen()) return Promise.resolve();
    return new Promise((done) => {
      this.#waiting.push({ seen, done });
    });
  }
}

export function agentText(events: ModelEvent[]): string {
  return events.flatMap((event) => (event.type === 'agent-text' ? [event.text] : [])).join(' ');
}
