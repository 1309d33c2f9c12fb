import type { RawData, WebSocket } from 'ws';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { LegEnd, LegListener, MediaLeg } from '../carrier.ts';
import {
  createMediaReader,
  type MediaMessage,
  readMessage,
  type StreamMessage,
  type StreamStart,
  type Unreadable,
} from './stream-message.ts';

const START_DEADLINE_MS = 10_000;
/** Audio that may wait for a peer that does not read. */
const MOST_BUFFERED_BYTES = 256 * 1024;
/** How long audio is dropped before the stream is given up. */
const STALL_MS = 5_000;
const MOST_OPEN_MARKS = 2_000;
const MOST_ODDITIES = 1_000;
const CLOSE_GRACE_MS = 2_000;

/** Something that was passed over. Counted, so that it can be seen. */
export type Oddity =
  | Unreadable
  | 'unknown-mark'
  | 'sequence-rollback'
  | 'repeated-connected'
  | 'dropped-audio';

/** Why a stream was over. */
export type StreamReason =
  | 'stop'
  | 'closed-by-us'
  | 'socket-lost'
  | 'no-start'
  | 'refused'
  | 'media-before-start'
  | 'second-start'
  | 'foreign-stream-sid'
  | 'binary-message'
  | 'too-many-oddities'
  | 'too-many-marks'
  | 'peer-not-reading'
  | 'listener-failed';

export interface StreamReport {
  reason: StreamReason;
  /** False when it never came to a `start` that was let in. */
  joined: boolean;
  oddities: Partial<Record<Oddity, number>>;
  /** What the call's own code threw, with `listener-failed`. */
  error?: unknown;
}

export interface MediaStreamOptions {
  clock: Clock;
  /**
   * Asked once, with the stream's `start`. The answer hears the stream; `null` refuses it, and it is closed without a
   * byte of audio. The leg may be used at once.
   */
  onStart(start: StreamStart, leg: MediaLeg): LegListener | null;
  /** Once, when the socket is of no more use; after the listener's `onEnd`. */
  onClosed?(report: StreamReport): void;
}

/**
 * The server's half of a Twilio Media Stream over an open WebSocket, whose server bounds the size of a message. Never throws and never rejects: whatever the peer
 * sends is either passed on, passed over and counted, or ends this one stream.
 */
export function acceptMediaStream(socket: WebSocket, options: MediaStreamOptions): void {
  new MediaStream(socket, options).listen();
}

class MediaStream {
  readonly #socket: WebSocket;
  readonly #options: MediaStreamOptions;
  readonly #oddities: Partial<Record<Oddity, number>> = {};
  readonly #openMarks = new Map<string, number>();
  #openMarkCount = 0;
  #passedOver = 0;
  #deadline: Timer | null = null;
  #listener: LegListener | null = null;
  #readMedia: ((text: string) => MediaMessage | null) | null = null;
  #streamSid = '';
  #connected = false;
  #over = false;
  #sequence = 0;
  #timestampMs = 0;
  #stalledSinceMs: number | null = null;

  constructor(socket: WebSocket, options: MediaStreamOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  listen(): void {
    this.#deadline = this.#options.clock.after(START_DEADLINE_MS, () => this.#end('no-start', 'lost'));
    this.#socket.on('message', (data, isBinary) => {
      if (this.#over) return;
      try {
        this.#receive(data, isBinary);
      } catch (error) {
        this.#end('listener-failed', 'lost', error);
      }
    });
    this.#socket.on('close', () => this.#end('socket-lost', 'lost'));
    // A `close` always follows.
    this.#socket.on('error', () => {});
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (isBinary || !Buffer.isBuffer(data)) {
      this.#end('binary-message', 'lost');
      return;
    }
    // Caller audio is plain ASCII, so the cheapest decoding will do; what is not is decoded properly below.
    const media = this.#readMedia?.(data.toString('latin1'));
    if (media) {
      this.#hear(media);
      return;
    }
    const message = readMessage(data.toString('utf8'));
    if (typeof message === 'string') this.#odd(message);
    else if (message.event === 'connected') this.#connect();
    else if (message.event === 'start') this.#begin(message.start);
    else if (!this.#listener) this.#end('media-before-start', 'lost');
    else if (message.streamSid !== this.#streamSid) this.#end('foreign-stream-sid', 'lost');
    else this.#take(message, this.#listener);
  }

  #take(message: Exclude<StreamMessage, { event: 'connected' | 'start' }>, listener: LegListener): void {
    switch (message.event) {
      case 'media':
        this.#hear(message);
        break;
      case 'mark':
        this.#takeMark(message.name, listener);
        break;
      case 'dtmf':
        listener.onDigit(message.digit);
        break;
      case 'stop':
        this.#end('stop', 'stop');
    }
  }

  #connect(): void {
    if (this.#connected) this.#odd('repeated-connected');
    this.#connected = true;
  }

  #begin(start: StreamStart): void {
    if (this.#listener) {
      this.#end('second-start', 'lost');
      return;
    }
    this.#deadline?.cancel();
    this.#streamSid = start.streamSid;
    this.#listener = this.#options.onStart(start, this.#leg(start));
    this.#readMedia = createMediaReader(start.streamSid);
    if (!this.#listener) this.#end('refused', 'lost');
    // The call may have closed its leg from within.
    else if (this.#over) this.#listener.onEnd('stop');
  }

  #hear(media: MediaMessage): void {
    // Messages come in order whatever their numbers say; only the time must not run backwards.
    if (media.sequence <= this.#sequence) this.#count('sequence-rollback');
    this.#sequence = media.sequence;
    this.#timestampMs = Math.max(this.#timestampMs, media.timestampMs);
    this.#listener?.onAudio(media.payload, this.#timestampMs);
  }

  #takeMark(name: string, listener: LegListener): void {
    const open = this.#openMarks.get(name);
    if (open === undefined) {
      this.#odd('unknown-mark');
      return;
    }
    if (open === 1) this.#openMarks.delete(name);
    else this.#openMarks.set(name, open - 1);
    this.#openMarkCount -= 1;
    listener.onMark(name);
  }

  #leg(start: StreamStart): MediaLeg {
    const sid = start.streamSid;
    const mediaHead = `{"event":"media","streamSid":"${sid}","media":{"payload":"`;
    const clear = `{"event":"clear","streamSid":"${sid}"}`;
    return {
      callSid: start.callSid,
      streamSid: sid,
      sendAudio: (payload) => {
        if (this.#mayBuffer()) this.#send(`${mediaHead}${payload}"}}`);
      },
      sendMark: (name) => {
        if (this.#over) return;
        if (this.#openMarkCount >= MOST_OPEN_MARKS) {
          this.#end('too-many-marks', 'lost');
          return;
        }
        this.#openMarkCount += 1;
        this.#openMarks.set(name, (this.#openMarks.get(name) ?? 0) + 1);
        this.#send(`{"event":"mark","streamSid":"${sid}","mark":{"name":${JSON.stringify(name)}}}`);
      },
      clear: () => this.#send(clear),
      close: () => this.#end('closed-by-us', 'stop'),
    };
  }

  /** Whether the peer still reads. Ends the stream when it has not for too long. */
  #mayBuffer(): boolean {
    if (this.#over) return false;
    if (this.#socket.bufferedAmount <= MOST_BUFFERED_BYTES) {
      this.#stalledSinceMs = null;
      return true;
    }
    const nowMs = this.#options.clock.monotonic();
    this.#stalledSinceMs ??= nowMs;
    this.#count('dropped-audio');
    if (nowMs - this.#stalledSinceMs >= STALL_MS) this.#end('peer-not-reading', 'overloaded');
    return false;
  }

  #send(text: string): void {
    if (this.#over || this.#socket.readyState !== this.#socket.OPEN) return;
    // A failed write is followed by `close`, so it needs no callback of its own, which would cost each frame.
    this.#socket.send(text);
  }

  #odd(oddity: Oddity): void {
    this.#count(oddity);
    this.#passedOver += 1;
    if (this.#passedOver > MOST_ODDITIES) this.#end('too-many-oddities', 'lost');
  }

  #count(oddity: Oddity): void {
    this.#oddities[oddity] = (this.#oddities[oddity] ?? 0) + 1;
  }

  /** The one way out. */
  #end(reason: StreamReason, end: LegEnd, error?: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#deadline?.cancel();
    this.#closeSocket(reason);
    const report: StreamReport = { reason, joined: this.#listener !== null, oddities: this.#oddities };
    if (error !== undefined) report.error = error;
    try {
      this.#listener?.onEnd(end);
    } catch (thrown) {
      report.error ??= thrown;
    }
    this.#options.onClosed?.(report);
  }

  #closeSocket(reason: StreamReason): void {
    const { CLOSED } = this.#socket;
    if (this.#socket.readyState === CLOSED) return;
    if (reason === 'peer-not-reading') {
      this.#socket.terminate();
      return;
    }
    this.#socket.close(closeCode(reason));
    const grace = this.#options.clock.after(CLOSE_GRACE_MS, () => this.#socket.terminate());
    this.#socket.once('close', () => grace.cancel());
  }
}

function closeCode(reason: StreamReason): number {
  if (reason === 'stop' || reason === 'closed-by-us') return 1000;
  if (reason === 'binary-message') return 1003;
  return reason === 'listener-failed' ? 1011 : 1008;
}
