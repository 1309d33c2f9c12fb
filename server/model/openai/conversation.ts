import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';
import type { Clock, Timer } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ConversationSpec, ModelConversation, ModelEvent } from '../engine.ts';
import { AudioOutlet, LARGEST_BACKLOG } from './audio-outlet.ts';
import { Dialogue } from './dialogue.ts';
import type { Failure } from './failures.ts';
import { ALIVE, Heartbeat } from './heartbeat.ts';
import { historyEvents } from './history.ts';
import { isSpeechVoice, sessionUpdate } from './session-update.ts';
import { type OpenAiSettings, realtimeUrl } from './settings.ts';
import { openSocket, type RealtimeSocket } from './socket.ts';
import { speechFailure } from './speech-failure.ts';
import { openAiSpeech } from './synthesize.ts';
import { TextVoice } from './text-voice.ts';

interface Options {
  spec: ConversationSpec;
  settings: OpenAiSettings;
  clock: Clock;
  logger: Logger;
  listener: (event: ModelEvent) => void;
  /** It is over, by failure or by `close`. */
  onOver: () => void;
}

/** From opening to `session.updated`. */
const CONNECT_MS = 5000;

/** One call's conversation over one Realtime socket. */
export class OpenAiConversation implements ModelConversation {
  readonly #options: Options;
  readonly #dialogue: Dialogue;
  readonly #outlet: AudioOutlet;
  readonly #connecting: Timer;
  readonly #heartbeat: Heartbeat;
  #socket: RealtimeSocket | null = null;
  /** What was asked for before the session was configured; `null` from then on. */
  #waiting: { say: boolean; act: () => void }[] | null = [];
  #over = false;
  readonly #ignored = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
    const { spec, settings, clock } = options;
    const emit = (event: ModelEvent): void => this.#emit(event);
    this.#outlet = new AudioOutlet({
      socket: () => this.#socket,
      onFlowing: () => emit({ type: 'ready' }),
      onBlocked: () =>
        this.#fail({ failure: 'dropped', message: 'OpenAI stopped reading the call’s audio.' }),
    });
    this.#heartbeat = new Heartbeat({
      clock,
      ask: () => this.#send(ALIVE),
      onStalled: () => emit({ type: 'stalled' }),
      onDead: () => this.#fail({ failure: 'dropped', message: 'OpenAI kept the line open but fell silent.' }),
    });
    this.#dialogue = new Dialogue({
      clock,
      history: historyEvents(spec.history),
      configuration: sessionUpdate(spec, settings, 'configuration'),
      voice: isSpeechVoice(spec.voice)
        ? new TextVoice({
            synthesize: openAiSpeech(settings, spec.voice),
            emit,
            onError: (error) => this.#speechFailed(error),
          })
        : null,
      send: (event) => this.#send(event),
      emit,
      onConfigured: () => this.#configured(),
      onFatal: (failure) => this.#fail(failure),
      onIgnored: (kind) => this.#countIgnored(kind),
    });
    this.#connecting = clock.after(CONNECT_MS, () =>
      this.#fail({ failure: 'unreachable', message: 'OpenAI did not answer in time.' }),
    );
    this.#socket = openSocket({
      url: realtimeUrl(settings),
      apiKey: settings.apiKey ?? '',
      clock,
      onMessage: (text) => {
        this.#heartbeat.heard();
        this.#dialogue.receive(text);
      },
      onEnd: (failure) => this.#fail(failure),
    });
  }

  appendAudio(payload: string): void {
    if (!this.#over) this.#outlet.append(payload);
  }

  appendText(text: string): void {
    this.#whenConfigured(() => this.#dialogue.appendText(text));
  }

  appendDigit(digit: string): void {
    this.#whenConfigured(() => this.#dialogue.appendDigit(digit));
  }

  prompt(note: string): void {
    this.#whenConfigured(() => this.#dialogue.prompt(note));
  }

  say(text: string): void {
    this.#whenConfigured(() => this.#dialogue.say(text), true);
  }

  noteSaid(itemId: string, text: string): void {
    this.#whenConfigured(() => this.#dialogue.noteSaid(itemId, text));
  }

  truncate(itemId: string, heardMs: number, heardText: string): void {
    this.#whenConfigured(() => this.#dialogue.truncate(itemId, heardMs, heardText));
  }

  cancel(): void {
    if (this.#waiting) this.#waiting = this.#waiting.filter(({ say }) => !say);
    else if (!this.#over) this.#dialogue.cancel();
  }

  toolResult(callId: string, output: unknown): void {
    this.#whenConfigured(() => this.#dialogue.toolResult(callId, output));
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#connecting.cancel();
    this.#heartbeat.stop();
    this.#dialogue.close();
    this.#socket?.close();
    if (this.#ignored.size > 0)
      this.#options.logger.info(
        { ignored: Object.fromEntries(this.#ignored) },
        'Model events that could not be used',
      );
    this.#options.onOver();
  }

  #whenConfigured(act: () => void, say = false): void {
    if (this.#over) return;
    if (this.#waiting) this.#waiting.push({ say, act });
    else act();
  }

  #configured(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    this.#connecting.cancel();
    this.#heartbeat.start();
    for (const { act } of waiting) act();
    this.#outlet.release();
  }

  #send(event: RealtimeClientEvent): void {
    const socket = this.#socket;
    if (!socket || this.#over) return;
    if (socket.bufferedBytes > LARGEST_BACKLOG)
      this.#fail({ failure: 'dropped', message: 'OpenAI stopped reading this conversation.' });
    else socket.send(JSON.stringify(event));
  }

  /** A listener that throws costs its own conversation and no other. */
  #emit(event: ModelEvent): void {
    if (this.#over) return;
    try {
      this.#options.listener(event);
    } catch (error) {
      this.#options.logger.error(
        { event: event.type, error: messageOf(error) },
        'A model event broke its call',
      );
      this.#fail({ failure: 'internal', message: 'The call could not take what the model sent.' });
    }
  }

  #fail(failure: Failure): void {
    if (this.#over) return;
    this.close();
    try {
      this.#options.listener({ type: 'failed', ...failure });
    } catch (error) {
      this.#options.logger.error({ error: messageOf(error) }, 'A model failure broke its call');
    }
  }

  #speechFailed(error: unknown): void {
    const failure = speechFailure(error);
    if (failure) this.#fail(failure);
    else this.#emit({ type: 'warning', code: 'speech_failed', message: messageOf(error) });
  }

  /** Logged at 1, 10, 100 …, so that a broken peer can't flood the log. */
  #countIgnored(kind: string): void {
    const count = (this.#ignored.get(kind) ?? 0) + 1;
    this.#ignored.set(kind, count);
    if (/^10*$/.test(String(count))) this.#options.logger.warn({ kind, count }, 'Model event ignored');
  }
}
