import { MULAW_BYTES_PER_MS } from '../../../server/contracts/mulaw.ts';
import {
  type ClientEvent,
  type ClientEventOf,
  type Complaint,
  clientEvent,
  complaintOf,
} from './client-events.ts';
import { type Item, Items, wireItem } from './items.ts';
import { complaintAbout } from './refusals.ts';
import { ResponseRun } from './response-run.ts';
import { initialState, type SessionState, updated, vadSettings } from './session-state.ts';
import { fromPcm24 } from './sound.ts';
import type { Faults, Question, Settled, WireEvent } from './types.ts';
import { Vad, type VadEvent } from './vad.ts';

export interface Truncation {
  itemId: string;
  audioEndMs: number;
  /** How much of the item had been sent. */
  sentMs: number;
}

interface Links {
  options: Settled;
  faults: Faults;
  model: string;
  /** Makes its names different from those of other sessions, as the real server's are. */
  number: number;
  sendText: (text: string) => void;
}

/** One Realtime session as the server holds it: what came, what was refused, what the model knows. */
export class EmulatedSession {
  /** Every event of the client, in order; of audio only its size. */
  readonly received: WireEvent[] = [];
  /** Every event sent, in order; of audio only its size. */
  readonly sent: WireEvent[] = [];
  /** What the client did that a real server would silently turn into noise or worse. */
  readonly faults: string[] = [];
  readonly truncations: Truncation[] = [];
  /** What the model was asked, response by response. */
  readonly questions: Question[] = [];
  state: SessionState;
  /** Nothing is said or done any more, but the socket stays open. */
  frozen = false;
  readonly #links: Links;
  readonly #items = new Items();
  readonly #vad = new Vad();
  readonly #heard: Uint8Array[] = [];
  readonly #watchers = new Set<() => void>();
  #ids = 0;
  #configured = false;
  #spoke = false;
  #run: ResponseRun | null = null;
  #cached = { text: 0, audio: 0 };
  #turnItem = '';
  /** The caller's turn that is to be answered once the response before it has ended. */
  #unanswered: Promise<string> | null = null;

  constructor(links: Links) {
    this.#links = links;
    this.state = initialState(links.model);
  }

  /** All caller audio that came, as mu-law. */
  get heard(): Uint8Array {
    return Buffer.concat(this.#heard);
  }

  get errors(): WireEvent[] {
    return this.sent.filter((event) => event.type === 'error');
  }

  get history(): Question['history'] {
    return this.#items.history();
  }

  /** Client events of one type. */
  receivedOf(type: string): WireEvent[] {
    return this.received.filter((event) => event.type === type);
  }

  /** Resolves once `holds` is true; looked at whenever something was received or sent. */
  until(holds: (session: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds(this)) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  begin(): void {
    this.send({ type: 'session.created', session: this.#session() });
  }

  /** An event of our own making, as a fault. */
  sendError(code: string, message = `The emulator was told to fail with ${code}.`): void {
    this.#refuse({ code, message, param: null }, null);
  }

  send(event: WireEvent): void {
    if (this.frozen) return;
    const { type, ...rest } = event;
    const whole = { type, event_id: this.#id('event'), ...rest };
    this.sent.push(slim(whole, 'delta', 'response.output_audio.delta'));
    this.#links.sendText(JSON.stringify(whole));
    this.#look();
  }

  receive(text: string): void {
    if (this.frozen) return;
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      this.#refuse({ code: 'invalid_json', message: 'The event is not valid JSON.', param: null }, null);
      return;
    }
    // Recorded as it came; what it really is, the schema says next.
    const raw = body as WireEvent;
    this.received.push(slim(raw, 'audio', 'input_audio_buffer.append'));
    const parsed = clientEvent.safeParse(body, { reportInput: true });
    if (parsed.success) this.#handle(parsed.data);
    else this.#refuse(complaintOf(parsed.error), typeof raw?.event_id === 'string' ? raw.event_id : null);
    this.#look();
  }

  /** The socket is gone. */
  end(): void {
    this.frozen = true;
    this.#run?.cancel('client_cancelled');
    this.#look();
  }

  #handle(event: ClientEvent): void {
    const complaint = complaintAbout(event, {
      state: this.state,
      items: this.#items,
      spoke: this.#spoke,
      activeResponse: this.#run?.id ?? null,
    });
    if (complaint) this.#refuse(complaint, event.event_id);
    else this.#do(event);
  }

  #do(event: ClientEvent): void {
    switch (event.type) {
      case 'session.update':
        this.state = updated(this.state, event.session);
        this.#configured = true;
        this.send({ type: 'session.updated', session: this.#session() });
        break;
      case 'input_audio_buffer.append':
        this.#append(Buffer.from(event.audio, 'base64'));
        break;
      case 'input_audio_buffer.clear':
        this.send({ type: 'input_audio_buffer.cleared' });
        break;
      case 'conversation.item.create':
        this.#create(event);
        break;
      case 'conversation.item.delete':
        this.#items.remove(event.item_id);
        this.send({ type: 'conversation.item.deleted', item_id: event.item_id });
        break;
      case 'conversation.item.retrieve':
        this.#retrieve(event.item_id);
        break;
      case 'conversation.item.truncate':
        this.#truncate(event);
        break;
      case 'response.create':
        this.#respond(Promise.resolve(''), event.response ?? {});
        break;
      case 'response.cancel':
        this.#run?.cancel('client_cancelled');
    }
  }

  #append(audio: Buffer): void {
    if (!this.#configured) this.faults.push('audio came before the session was configured');
    const format = this.state.audio.input.format?.type;
    const mulaw = format === 'audio/pcmu' ? audio : fromPcm24(audio);
    this.#heard.push(mulaw);
    const settings = vadSettings(this.state);
    if (!settings) return;
    for (const event of this.#vad.push(mulaw, settings)) this.#turn(event);
  }

  #turn(event: VadEvent): void {
    const detection = this.state.audio.input.turn_detection;
    if (event.type === 'started') {
      this.#turnItem = this.#id('item');
      this.send({
        type: 'input_audio_buffer.speech_started',
        audio_start_ms: event.startMs,
        item_id: this.#turnItem,
      });
      if (detection?.interrupt_response !== false) this.#run?.cancel('turn_detected');
      return;
    }
    const item: Item = {
      id: this.#turnItem,
      role: 'user',
      text: '',
      audioMs: event.samples.length / MULAW_BYTES_PER_MS,
    };
    this.send({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: event.endMs, item_id: item.id });
    const previous_item_id = this.#items.insert(item);
    this.send({ type: 'input_audio_buffer.committed', previous_item_id, item_id: item.id });
    this.send({ type: 'conversation.item.added', previous_item_id, item: wireItem(item, 'completed') });
    this.send({ type: 'conversation.item.done', previous_item_id, item: wireItem(item, 'completed') });
    const words = this.#transcribe(item, event.samples);
    if (detection?.create_response === false) return;
    // What the caller spoke over may not have come to its end yet.
    if (this.#run?.cancelled) this.#unanswered = words;
    else if (!this.#run) this.#respond(words, {});
  }

  async #transcribe(item: Item, samples: Int16Array): Promise<string> {
    item.text = await this.#links.options.transcribe(samples);
    if (this.state.audio.input.transcription) {
      const name = 'conversation.item.input_audio_transcription';
      const place = { item_id: item.id, content_index: 0 };
      if (item.text !== '') this.send({ type: `${name}.delta`, ...place, delta: item.text });
      const usage = { type: 'duration', seconds: samples.length / 8000 };
      this.send({ type: `${name}.completed`, ...place, transcript: item.text, usage });
    }
    return item.text;
  }

  #create(event: ClientEventOf<'conversation.item.create'>): void {
    const id = event.item.id ?? this.#id('item');
    const item: Item =
      event.item.type === 'message'
        ? {
            id,
            role: event.item.role,
            text: event.item.content.map((part) => part.text).join(''),
            audioMs: 0,
          }
        : { id, role: 'tool-output', text: event.item.output, audioMs: 0, callId: event.item.call_id };
    const previous_item_id = this.#items.insert(item, event.previous_item_id ?? null);
    this.send({ type: 'conversation.item.added', previous_item_id, item: wireItem(item, 'completed') });
    this.send({ type: 'conversation.item.done', previous_item_id, item: wireItem(item, 'completed') });
  }

  #retrieve(itemId: string): void {
    const item = this.#items.find(itemId);
    if (item) this.send({ type: 'conversation.item.retrieved', item: wireItem(item, 'completed') });
  }

  #truncate({ item_id, audio_end_ms }: ClientEventOf<'conversation.item.truncate'>): void {
    const item = this.#items.find(item_id);
    if (!item) return;
    this.truncations.push({ itemId: item_id, audioEndMs: audio_end_ms, sentMs: item.audioMs });
    // The model keeps what was heard; told as words, about as many as the sound holds.
    item.text = item.text.slice(0, Math.round((item.text.length * audio_end_ms) / item.audioMs));
    item.audioMs = audio_end_ms;
    this.send({ type: 'conversation.item.truncated', item_id, content_index: 0, audio_end_ms });
  }

  #respond(
    words: Promise<string>,
    overrides: NonNullable<ClientEventOf<'response.create'>['response']>,
  ): void {
    const choice = overrides.tool_choice ?? this.state.tool_choice;
    const tools = choice === 'none' ? [] : (overrides.tools ?? this.state.tools).map((tool) => tool.name);
    const run = new ResponseRun({
      options: this.#links.options,
      items: this.#items,
      state: {
        ...this.state,
        output_modalities: overrides.output_modalities ?? this.state.output_modalities,
      },
      send: (event) => {
        if (event.type === 'response.output_audio.delta') this.#spoke = true;
        if (event.type === 'response.done') this.#run = null;
        this.send(event);
        const unanswered = this.#unanswered;
        if (event.type !== 'response.done' || !unanswered) return;
        this.#unanswered = null;
        this.#respond(unanswered, {});
      },
      id: (prefix) => this.#id(prefix),
      question: async () => {
        const question = {
          transcript: await words,
          instructions: overrides.instructions ?? this.state.instructions,
          history: this.#items.history(),
          tools,
        };
        this.questions.push(question);
        return question;
      },
      cached: this.#cached,
      mayCallTools: tools.length > 0,
      failure: this.#nextFailure(),
    });
    this.#run = run;
    void run.run().then(() => {
      this.#cached = run.taken;
    });
  }

  /** The code that the next response is to fail with, or `null`. */
  #nextFailure(): string | null {
    const told = this.#links.faults.failResponses;
    if (!told || told.times === 0) return null;
    told.times -= 1;
    return told.code;
  }

  #refuse({ code, message, param }: Complaint, clientEventId: string | null | undefined): void {
    this.send({
      type: 'error',
      error: { type: 'invalid_request_error', code, message, param, event_id: clientEventId ?? null },
    });
  }

  #session(): Record<string, unknown> {
    return { object: 'realtime.session', id: 'sess_emulated', ...this.state };
  }

  #id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}_${this.#links.number.toString(36)}_${this.#ids.toString(36).padStart(6, '0')}`;
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** A copy without the audio, which would only fill the memory. */
function slim(event: WireEvent, field: string, type: string): WireEvent {
  if (event?.type !== type) return event;
  const audio = event[field];
  return { ...event, [field]: `${typeof audio === 'string' ? audio.length : 0} characters` };
}
