import type { RealtimeClientEvent, SessionUpdateEvent } from 'openai/resources/realtime/realtime';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { ModelEvent } from '../engine.ts';
import { readAudioDelta } from './audio-delta.ts';
import { CallerTurns } from './caller-turns.ts';
import { type Failure, failureOfCode } from './failures.ts';
import { ALIVE } from './heartbeat.ts';
import { Keypad } from './keypad.ts';
import { ResponseSequencer } from './sequencer.ts';
import { type Reading, readServerEvent, type ServerEvent, type ServerEventOf } from './server-events.ts';
import { SpokenItems } from './spoken-items.ts';
import { TextItems } from './text-items.ts';
import type { TextVoice } from './text-voice.ts';
import { ToolCalls } from './tool-calls.ts';
import { usageOf } from './usage.ts';

export interface DialogueLinks {
  clock: Clock;
  /** Sent once the server says that the session is there. */
  configuration: SessionUpdateEvent;
  /** Sent once the session is configured, before anything else. */
  history: readonly RealtimeClientEvent[];
  /** Set when the session answers in text. */
  voice: TextVoice | null;
  send: (event: RealtimeClientEvent) => void;
  emit: (event: ModelEvent) => void;
  /** The session is configured. May come again. */
  onConfigured: () => void;
  onFatal: (failure: Failure) => void;
  /** A message that could not be used. */
  onIgnored: (kind: Exclude<Reading['kind'], 'event' | 'unneeded'>) => void;
}

/** How long after the caller's turn the server's own response may take to begin. */
const OWN_RESPONSE_MS = 2000;

/** One conversation's rules, without its socket: server messages in, model events and client events out. */
export class Dialogue {
  readonly #links: DialogueLinks;
  readonly #sequencer: ResponseSequencer;
  readonly #spoken = new SpokenItems();
  readonly #textItems: TextItems;
  readonly #tools: ToolCalls;
  readonly #keypad: Keypad;
  readonly #turns: CallerTurns;
  /** Responses of which nothing more is passed on. */
  readonly #stopped = new Set<string>();
  #configured = false;
  #said = 0;
  #ownResponse: Timer | null = null;

  constructor(links: DialogueLinks) {
    this.#links = links;
    this.#sequencer = new ResponseSequencer(links.send);
    this.#textItems = new TextItems(links.send);
    this.#turns = new CallerTurns(links.emit);
    this.#tools = new ToolCalls({
      send: links.send,
      answer: () => this.#sequencer.request({ kind: 'answer', response: {} }),
      call: (callId, name, args) => links.emit({ type: 'tool-call', callId, name, arguments: args }),
    });
    this.#keypad = new Keypad(links.clock, (digits, paused) => {
      this.#addUserText(`[The caller pressed ${[...digits].join(' ')} on the phone's keypad.]`);
      if (paused) this.#sequencer.request({ kind: 'answer', response: {} });
    });
  }

  /** Takes one message of the server. Never throws, whatever it holds. */
  receive(message: string): void {
    const audio = readAudioDelta(message);
    if (audio) {
      if (!this.#stopped.has(audio.responseId)) this.#audio(audio.itemId, audio.payload);
      return;
    }
    const reading = readServerEvent(message);
    if (reading.kind === 'event') this.#receive(reading.event);
    else if (reading.kind !== 'unneeded') this.#links.onIgnored(reading.kind);
  }

  appendText(text: string): void {
    this.#addUserText(text);
    this.#sequencer.request({ kind: 'answer', response: {} });
  }

  appendDigit(digit: string): void {
    this.#keypad.press(digit);
  }

  prompt(note: string): void {
    this.#links.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'system', content: [{ type: 'input_text', text: note }] },
    });
    this.#sequencer.request({ kind: 'answer', response: {} });
  }

  say(text: string): void {
    const { voice } = this.#links;
    if (voice) {
      this.#said += 1;
      const itemId = `say_${this.#said}`;
      this.#textItems.create(itemId, text);
      voice.say(itemId, text);
      return;
    }
    const instructions = `Say exactly the following words, all of them and no others, in their own language: "${text}"`;
    this.#sequencer.request({ kind: 'say', response: { instructions, tool_choice: 'none' } });
  }

  noteSaid(itemId: string, text: string): void {
    this.#textItems.create(itemId, text);
  }

  truncate(itemId: string, heardMs: number, heardText: string): void {
    if (this.#textItems.has(itemId)) {
      this.#links.voice?.abort();
      this.#textItems.replace(itemId, heardText);
      return;
    }
    const endMs = this.#spoken.cut(itemId, heardMs);
    if (endMs === null) return;
    this.#links.send({
      type: 'conversation.item.truncate',
      item_id: itemId,
      content_index: 0,
      audio_end_ms: endMs,
    });
  }

  cancel(): void {
    this.#markStopped();
    this.#links.voice?.abort();
    this.#sequencer.cancel();
  }

  toolResult(callId: string, output: unknown): void {
    this.#tools.result(callId, output);
  }

  close(): void {
    this.#keypad.close();
    this.#ownResponse?.cancel();
    this.#links.voice?.abort();
  }

  #receive(event: ServerEvent): void {
    const { emit, send, configuration } = this.#links;
    switch (event.type) {
      case 'session.created':
        send(configuration);
        break;
      case 'session.updated':
        if (!this.#configured) for (const item of this.#links.history) send(item);
        this.#configured = true;
        this.#links.onConfigured();
        break;
      case 'error':
        this.#refused(event.error);
        break;
      case 'input_audio_buffer.speech_started':
        this.#speechStarted(event);
        break;
      case 'input_audio_buffer.speech_stopped':
        this.#speechStopped(event);
        break;
      case 'conversation.item.added':
        this.#textItems.placed(event.item.id, event.previous_item_id ?? null);
        break;
      case 'conversation.item.input_audio_transcription.delta':
        this.#turns.draft(event);
        break;
      case 'conversation.item.input_audio_transcription.completed':
        this.#turns.completed(event);
        break;
      case 'conversation.item.input_audio_transcription.failed':
        this.#turns.failed(event.item_id);
        emit({
          type: 'warning',
          code: 'transcription_failed',
          message: 'The caller’s words could not be written down.',
        });
        break;
      case 'response.created':
        this.#responseCreated(event.response.id);
        break;
      case 'response.output_audio.delta':
        if (!this.#stopped.has(event.response_id)) this.#audio(event.item_id, event.delta);
        break;
      case 'response.output_audio.done':
        this.#spoken.complete(event.item_id);
        emit({ type: 'audio-done', itemId: event.item_id });
        break;
      case 'response.output_audio_transcript.delta':
        this.#words(event);
        break;
      case 'response.output_audio_transcript.done':
        this.#wordsDone(event);
        break;
      case 'response.output_text.delta':
        this.#textWords(event);
        break;
      case 'response.output_text.done':
        this.#links.voice?.end(event.item_id);
        break;
      case 'response.function_call_arguments.done':
        this.#tools.requested(event.call_id, event.name, event.arguments);
        break;
      case 'response.done':
        this.#responseDone(event);
    }
  }

  #audio(itemId: string, payload: string): void {
    if (this.#spoken.addAudio(itemId, payload)) this.#links.emit({ type: 'audio', itemId, payload });
  }

  #words(event: ServerEventOf<'response.output_audio_transcript.delta'>): void {
    if (this.#stopped.has(event.response_id)) return;
    const text = this.#spoken.addText(event.item_id, event.delta);
    if (text !== null) this.#links.emit({ type: 'agent-text', itemId: event.item_id, text, final: false });
  }

  #wordsDone(event: ServerEventOf<'response.output_audio_transcript.done'>): void {
    const itemId = event.item_id;
    // Of a response that was stopped, words were left out with their sound; the whole would hold unheard ones.
    const whole = this.#stopped.has(event.response_id) ? null : event.transcript;
    this.#links.emit({
      type: 'agent-text',
      itemId,
      text: this.#spoken.finalText(itemId, whole),
      final: true,
    });
  }

  #textWords(event: ServerEventOf<'response.output_text.delta'>): void {
    if (this.#stopped.has(event.response_id)) return;
    this.#adopt(event.item_id);
    this.#links.voice?.add(event.item_id, event.delta);
  }

  /** The model holds this item as text, so it can only be replaced, not truncated. */
  #adopt(itemId: string): void {
    if (!this.#textItems.has(itemId)) this.#textItems.adopt(itemId);
  }

  #responseCreated(responseId: string): void {
    this.#ownResponse?.cancel();
    this.#sequencer.created(responseId);
    this.#links.emit({ type: 'response-started' });
  }

  #responseDone({ response }: ServerEventOf<'response.done'>): void {
    const { emit, voice, onFatal } = this.#links;
    if (response.usage) emit({ type: 'usage', usage: usageOf(response.usage) });
    if (response.id !== undefined) this.#stopped.delete(response.id);
    const failure = failureOfCode(response.status_details?.error?.code ?? '');
    if (failure) {
      onFatal(failure);
      return;
    }
    if (voice) voice.endResponse(response.status);
    else emit({ type: 'response-done', status: response.status });
    this.#sequencer.done();
  }

  #speechStarted(event: ServerEventOf<'input_audio_buffer.speech_started'>): void {
    this.#turns.started(event.item_id, event.audio_start_ms ?? 0);
    this.#keypad.flush();
    this.#ownResponse?.cancel();
    // The server cancels by itself; noted before the listener hears of it, so that its `cancel` sends no second one.
    this.#markStopped();
    this.#sequencer.callerStarted();
    this.#links.emit({ type: 'speech-started', utteranceId: event.item_id });
    this.#links.voice?.abort();
  }

  #speechStopped(event: ServerEventOf<'input_audio_buffer.speech_stopped'>): void {
    this.#turns.stopped(event.item_id, event.audio_end_ms ?? 0);
    this.#sequencer.callerStopped();
    this.#ownResponse?.cancel();
    this.#ownResponse = this.#links.clock.after(OWN_RESPONSE_MS, () => this.#sequencer.stopAwaiting());
    this.#links.emit({ type: 'speech-stopped' });
  }

  #markStopped(): void {
    if (this.#sequencer.active !== null) this.#stopped.add(this.#sequencer.active);
  }

  #refused(error: ServerEventOf<'error'>['error']): void {
    const code = error.code ?? error.type ?? 'error';
    const failure = failureOfCode(code) ?? (this.#configured ? null : refusedConfiguration(code));
    if (failure) {
      this.#links.onFatal(failure);
      return;
    }
    const outcome = this.#sequencer.refused(error.event_id ?? '', code);
    // What keeps the line alive may be answered by a refusal.
    if (outcome === 'again' || error.event_id === ALIVE.event_id) return;
    this.#links.emit({ type: 'warning', code, message: error.message });
    if (outcome === 'lost') this.#links.emit({ type: 'response-done', status: 'failed' });
  }

  #addUserText(text: string): void {
    this.#links.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
    });
  }
}

/** Before the session is configured every refusal means that it never will be. */
function refusedConfiguration(code: string): Failure {
  return {
    failure: 'refused',
    message: `OpenAI refused the session's configuration (${code}). Check the models and voices in the settings.`,
  };
}
