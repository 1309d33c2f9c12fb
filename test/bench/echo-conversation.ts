import type { WebSocket } from 'ws';
import { FRAME_MS } from '../../server/contracts/mulaw.ts';
import { readStamp, type Stamp, stampedAudio } from './stamp.ts';

/** What a bench sets on the model while it runs. */
export interface EchoSettings {
  /** Length of the pieces that its answers come in; 0: it only listens. */
  pieceMs: number;
  /** What becomes of a new session. */
  pickUp: 'answers' | 'refuses' | 'says-nothing';
}

export interface Truncation {
  itemId: string;
  audioEndMs: number;
}

const APPEND = '{"type":"input_audio_buffer.append","audio":"';

/** One exchange: the agent speaks, then the caller's turn is told. In frames of caller audio. */
const EXCHANGE_FRAMES = 200;
const AGENT_FRAMES = 165;
const CALLER_STARTS = 180;
const CALLER_STOPS = 192;
const WORDS_EVERY = 15;
/** A greeting is over before the first exchange. */
const FRAMES_BEFORE = 75;
const GREETING_PIECES = 5;
const GREETING_PIECE_MS = 200;
/** A greeting with these words is spoken in others, so that it is not worth keeping. */
export const NEVER_THE_SAME = 'never the same';

const USAGE =
  '{"total_tokens":400,"input_tokens":300,"output_tokens":100,"input_token_details":{"text_tokens":100,' +
  '"audio_tokens":200,"cached_tokens":64,"cached_tokens_details":{"text_tokens":64,"audio_tokens":0}},' +
  '"output_token_details":{"text_tokens":20,"audio_tokens":80}}';

/** One Realtime session on the model's side. */
export class EchoConversation {
  readonly #socket: WebSocket;
  readonly #settings: EchoSettings;
  readonly #onStamp: (stamp: Stamp) => void;
  #frame = -FRAMES_BEFORE;
  #unansweredMs = 0;
  #responses = 0;
  #utterances = 0;
  #said = '';
  #frozen: boolean;
  #onTruncate: ((truncation: Truncation) => void) | null = null;

  constructor(socket: WebSocket, settings: EchoSettings, onStamp: (stamp: Stamp) => void) {
    this.#socket = socket;
    this.#settings = settings;
    this.#onStamp = onStamp;
    this.#frozen = settings.pickUp === 'says-nothing';
    socket.on('message', (data) => this.#receive((data as Buffer).toString('latin1')));
    this.#send('session.created', '"session":{"id":"sess_bench","type":"realtime"}');
  }

  /** Says much at once, as the service does: the listener gets it faster than it can be played. */
  speak(totalMs: number, pieceMs: number, complete: boolean): void {
    this.#beginResponse();
    for (let left = totalMs; left > 0; left -= pieceMs) this.#speakPiece(Math.min(pieceMs, left), 0);
    this.#words('Let me tell you all about it, slowly and at length, until you have had enough of it.');
    if (complete) this.#endResponse('completed');
  }

  /** The caller speaks over what was said last. Resolves with what the other side had the model forget. */
  interrupt(): Promise<Truncation> {
    const truncation = new Promise<Truncation>((resolve) => {
      this.#onTruncate = resolve;
    });
    this.#callerStarts();
    return truncation;
  }

  /** The caller has said something; the answer does not begin yet. */
  ask(): void {
    this.#callerStarts();
    this.#callerStops();
  }

  /** Cuts the line. */
  drop(): void {
    this.#socket.terminate();
  }

  /** Keeps the line open and says nothing more. */
  freeze(): void {
    this.#frozen = true;
  }

  /** The caller's words after an interruption. */
  resume(): void {
    this.#callerStops();
  }

  #receive(text: string): void {
    if (text.startsWith(APPEND)) {
      const stamp = readStamp(text, APPEND.length);
      if (!stamp) return;
      this.#onStamp(stamp);
      if (this.#settings.pieceMs > 0) this.#converse(stamp.callNumber);
      return;
    }
    const event = JSON.parse(text);
    if (event.type === 'session.update')
      this.#send('session.updated', '"session":{"id":"sess_bench","type":"realtime"}');
    else if (event.type === 'response.create') this.#greet(event.response?.instructions ?? '');
    else if (event.type === 'conversation.item.truncate')
      this.#onTruncate?.({ itemId: event.item_id, audioEndMs: event.audio_end_ms });
  }

  #greet(instructions: string): void {
    const wanted = /"(.*)"/s.exec(instructions)?.[1] ?? 'Hello.';
    this.#beginResponse();
    for (let piece = 0; piece < GREETING_PIECES; piece += 1) this.#speakPiece(GREETING_PIECE_MS, 0);
    this.#words(wanted.includes(NEVER_THE_SAME) ? 'Something else.' : wanted);
    this.#endResponse('completed');
  }

  /** One frame of caller audio moves the conversation on by one frame of agent audio. */
  #converse(callNumber: number): void {
    const at = this.#frame % EXCHANGE_FRAMES;
    this.#frame += 1;
    if (this.#frame <= 0) return;
    if (at === 0) this.#beginResponse();
    if (at < AGENT_FRAMES) {
      if (at % WORDS_EVERY === 0) this.#words('a few more words ');
      this.#unansweredMs += FRAME_MS;
      if (this.#unansweredMs >= this.#settings.pieceMs || at === AGENT_FRAMES - 1) {
        this.#speakPiece(this.#unansweredMs, callNumber);
        this.#unansweredMs = 0;
      }
      if (at === AGENT_FRAMES - 1) this.#endResponse('completed');
    } else if (at === CALLER_STARTS) this.#callerStarts();
    else if (at === CALLER_STOPS) this.#callerStops();
  }

  #beginResponse(): void {
    this.#responses += 1;
    this.#said = '';
    this.#send('response.created', `"response":{"id":"${this.#responseId}","status":"in_progress"}`);
    this.#send('rate_limits.updated', '"rate_limits":[]');
    const item = `"item":{"id":"${this.#itemId}","type":"message","role":"assistant","content":[]}`;
    this.#send('response.output_item.added', `${this.#ids},${item}`);
    this.#send('conversation.item.added', `"previous_item_id":null,${item}`);
    this.#send('response.content_part.added', `${this.#ids},"part":{"type":"audio"}`);
  }

  #speakPiece(durationMs: number, callNumber: number): void {
    const audio = stampedAudio(durationMs, callNumber, performance.now());
    this.#send('response.output_audio.delta', `${this.#ids},"delta":"${audio}"`);
  }

  #words(text: string): void {
    this.#said += text;
    this.#send('response.output_audio_transcript.delta', `${this.#ids},"delta":${JSON.stringify(text)}`);
  }

  #endResponse(status: string): void {
    this.#send('response.output_audio.done', this.#ids);
    const transcript = JSON.stringify(this.#said);
    this.#send('response.output_audio_transcript.done', `${this.#ids},"transcript":${transcript}`);
    this.#send('response.content_part.done', `${this.#ids},"part":{"type":"audio"}`);
    this.#send('response.output_item.done', `${this.#ids},"item":{"id":"${this.#itemId}"}`);
    const response = `{"id":"${this.#responseId}","status":"${status}","output":[],"usage":${USAGE}}`;
    this.#send('response.done', `"response":${response}`);
  }

  #callerStarts(): void {
    this.#utterances += 1;
    this.#send('input_audio_buffer.speech_started', `"audio_start_ms":0,"item_id":"${this.#utteranceId}"`);
  }

  #callerStops(): void {
    const id = `"item_id":"${this.#utteranceId}"`;
    this.#send('input_audio_buffer.speech_stopped', `"audio_end_ms":240,${id}`);
    this.#send('input_audio_buffer.committed', `"previous_item_id":"${this.#itemId}",${id}`);
    const item = `{"id":"${this.#utteranceId}","type":"message","role":"user","content":[]}`;
    this.#send('conversation.item.added', `"previous_item_id":"${this.#itemId}","item":${item}`);
    this.#send(
      'conversation.item.input_audio_transcription.completed',
      `${id},"content_index":0,"transcript":"And what about tomorrow?","usage":{"type":"duration","seconds":1}`,
    );
  }

  get #responseId(): string {
    return `resp_${this.#responses}`;
  }

  get #itemId(): string {
    return `item_${this.#responses}`;
  }

  get #utteranceId(): string {
    return `turn_${this.#utterances}`;
  }

  get #ids(): string {
    return `"response_id":"${this.#responseId}","item_id":"${this.#itemId}","output_index":0,"content_index":0`;
  }

  #send(type: string, fields: string): void {
    if (this.#frozen) return;
    this.#socket.send(`{"type":"${type}","event_id":"event_bench",${fields}}`);
  }
}
