import { WebSocket } from 'ws';
import { z } from 'zod';
import { FRAME_MS } from '../../contracts/mulaw.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { PlayOut } from './play-out.ts';

/** Opens a WebSocket. */
export type Connect = (url: string, headers: Record<string, string>) => WebSocket;

export const connectSocket: Connect = (url, headers) =>
  new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: 1024 * 1024 });

const OPEN_DEADLINE_MS = 10_000;
const CLOSE_GRACE_MS = 2_000;

const base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
const fromServer = z.discriminatedUnion('event', [
  z.object({ event: z.literal('media'), streamSid: z.string(), media: z.object({ payload: base64 }) }),
  z.object({ event: z.literal('mark'), streamSid: z.string(), mark: z.object({ name: z.string().min(1) }) }),
  z.object({ event: z.literal('clear'), streamSid: z.string() }),
]);

export interface PhoneStreamOptions {
  clock: Clock;
  connect: Connect;
  url: string;
  signature: string;
  callSid: string;
  accountSid: string;
  streamSid: string;
  parameters: Record<string, string>;
  /** Where the server's audio goes. */
  playOut: PlayOut;
  onClear(): void;
  /** Once: the stream is over. `problem` tells what a carrier does not understand of what the server sent. */
  onClosed(problem: AppError | null): void;
}

/** The carrier's half of a Media Stream: a WebSocket client that says what Twilio says, and refuses what it refuses. */
export class PhoneStream {
  readonly #options: PhoneStreamOptions;
  readonly #socket: WebSocket;
  #sequence = 0;
  #chunk = 0;
  #problem: AppError | null = null;
  #started = false;

  /** Connects at once. */
  constructor(options: PhoneStreamOptions) {
    this.#options = options;
    this.#socket = options.connect(options.url, { 'x-twilio-signature': options.signature });
    const deadline = options.clock.after(OPEN_DEADLINE_MS, () => this.#close());
    this.#socket.on('open', () => {
      deadline.cancel();
      this.#start();
    });
    this.#socket.on('message', (data, isBinary) => this.#receive(data.toString(), isBinary));
    // A refused or broken stream is no reason to end the call: the TwiML after it says what comes next.
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      deadline.cancel();
      options.onClosed(this.#problem);
    });
  }

  /** Whether `start` has been sent and the socket is still there. */
  get live(): boolean {
    return this.#started && this.#socket.readyState === this.#socket.OPEN;
  }

  /** Caller audio of 20 ms. */
  sendFrame(frame: Uint8Array): void {
    if (!this.live) return;
    this.#chunk += 1;
    const media = {
      track: 'inbound',
      chunk: String(this.#chunk),
      timestamp: String(this.#chunk * FRAME_MS),
      payload: Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString('base64'),
    };
    this.#send({ event: 'media', ...this.#numbered(), media });
  }

  returnMark(name: string): void {
    if (this.live) this.#send({ event: 'mark', ...this.#numbered(), mark: { name } });
  }

  sendDigit(digit: string): void {
    if (this.live)
      this.#send({ event: 'dtmf', ...this.#numbered(), dtmf: { track: 'inbound_track', digit } });
  }

  /** The orderly end from the carrier's side. */
  stop(): void {
    const { accountSid, callSid } = this.#options;
    if (this.live) this.#send({ event: 'stop', ...this.#numbered(), stop: { accountSid, callSid } });
    this.#close();
  }

  #start(): void {
    const { accountSid, callSid, streamSid, parameters } = this.#options;
    this.#send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    this.#started = true;
    this.#send({
      event: 'start',
      ...this.#numbered(),
      start: {
        accountSid,
        streamSid,
        callSid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: parameters,
      },
    });
  }

  #numbered(): { sequenceNumber: string; streamSid: string } {
    this.#sequence += 1;
    return { sequenceNumber: String(this.#sequence), streamSid: this.#options.streamSid };
  }

  #receive(text: string, isBinary: boolean): void {
    const message = isBinary ? null : readFromServer(text);
    if (message?.streamSid !== this.#options.streamSid) {
      this.#problem ??= new AppError(
        'upstream-failed',
        'The server sent a message on the media stream that a carrier does not understand.',
      );
      this.#close();
      return;
    }
    const { playOut } = this.#options;
    if (message.event === 'media') playOut.add(Buffer.from(message.media.payload, 'base64'));
    else if (message.event === 'mark') playOut.mark(message.mark.name);
    else {
      const dropped = playOut.clear();
      this.#options.onClear();
      for (const name of dropped) this.returnMark(name);
    }
  }

  #close(): void {
    if (this.#socket.readyState === this.#socket.CLOSED) return;
    this.#socket.close();
    const grace = this.#options.clock.after(CLOSE_GRACE_MS, () => this.#socket.terminate());
    this.#socket.once('close', () => grace.cancel());
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message), () => {});
  }
}

function readFromServer(text: string): z.infer<typeof fromServer> | null {
  try {
    return fromServer.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
