import { WebSocket } from 'ws';
import { FRAME_BYTES, FRAME_MS, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';
import { PlayOut } from './play-out.ts';
import { readStamp, stampedAudio } from './stamp.ts';
import type { Stopwatch } from './statistics.ts';
import type { Subject } from './subjects.ts';
import { announce, newCall, tellEnd } from './webhooks.ts';

const PAYLOAD = '"payload":"';
const SILENCE = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE).toString('base64');
const FIRST_AUDIO_DEADLINE_MS = 10_000;

export interface PhoneOptions {
  subject: Subject;
  /** The number to ring. */
  to: string;
  /** Model to phone, for each piece of agent audio. */
  heard: Stopwatch;
  /** One way, added to what passes between phone and server. */
  networkMs?: number;
  /** The caller says nothing. Stamps are noise, which a receptionist that hears by itself would take for speech. */
  silent?: boolean;
}

/** One caller's phone with Twilio's stream to it: sends a frame every 20 ms, plays what it hears, sends marks back. */
export class BenchPhone {
  readonly callNumber: number;
  /** Milliseconds played when the last `clear` came; `null` before one. */
  playedAtClearMs: number | null = null;
  readonly #options: PhoneOptions;
  readonly #call: ReturnType<typeof newCall>;
  readonly #playOut = new PlayOut();
  #socket: WebSocket | null = null;
  #streamSid = '';
  #sequence = 1;
  #chunk = 0;
  #nextFrameMs = Number.POSITIVE_INFINITY;
  #onFirstAudio: (() => void) | null = null;
  #awaited: { source: 'any' | 'of the model'; resolve: (atMs: number) => void } | null = null;

  constructor(options: PhoneOptions) {
    this.#options = options;
    this.#call = newCall(options.to);
    this.callNumber = this.#call.callNumber;
  }

  /**
   * Rings, and follows the TwiML to the media stream. Resolves with the milliseconds from the stream's `start` to the
   * first agent audio. Rejects when there is no stream to follow, or none of its audio within ten seconds.
   */
  async dial(): Promise<number> {
    const { body } = await announce(this.#options.subject, this.#call);
    const url = /<Stream url="([^"]+)"/.exec(body)?.[1];
    if (url === undefined) throw new Error(`The webhook was answered without a stream: ${body}`);
    const parameters = [...body.matchAll(/<Parameter name="([^"]+)" value="([^"]*)"/g)];
    const socket = new WebSocket(url, { perMessageDeflate: false });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('message', (data) => this.#arrive((data as Buffer).toString('latin1')));
    return this.#start(Object.fromEntries(parameters.map(([, name, value]) => [name, value])));
  }

  /** To be called every millisecond or so: sends what is due. */
  tick(nowMs: number): void {
    for (; this.#nextFrameMs <= nowMs; this.#nextFrameMs += FRAME_MS) this.#sendFrame(performance.now());
    for (const name of this.#playOut.reached(nowMs)) {
      this.#sequence += 1;
      this.#send(
        `{"event":"mark","sequenceNumber":"${this.#sequence}","streamSid":"${this.#streamSid}","mark":{"name":"${name}"}}`,
      );
    }
  }

  /** Resolves with the time at which the next piece of agent audio comes. */
  nextAudio(source: 'any' | 'of the model'): Promise<number> {
    return new Promise((resolve) => {
      this.#awaited = { source, resolve };
    });
  }

  playedMs(): number {
    return this.#playOut.playedMs(performance.now());
  }

  /** The caller hangs up. Resolves when the server knows. */
  async hangUp(): Promise<void> {
    this.#nextFrameMs = Number.POSITIVE_INFINITY;
    const socket = this.#socket;
    if (socket && socket.readyState !== WebSocket.CLOSED) {
      const closed = new Promise((resolve) => socket.once('close', resolve));
      this.#send(
        `{"event":"stop","sequenceNumber":"${this.#sequence + 1}","streamSid":"${this.#streamSid}","stop":{"accountSid":"ACbench","callSid":"${this.#call.callSid}"}}`,
      );
      socket.close();
      await closed;
    }
    await tellEnd(this.#options.subject, this.#call);
  }

  #start(customParameters: Record<string, string>): Promise<number> {
    const { callSid } = this.#call;
    this.#streamSid = `MZ${callSid.slice(2)}`;
    this.#send('{"event":"connected","protocol":"Call","version":"1.0.0"}');
    const startedMs = performance.now();
    const start = {
      accountSid: 'ACbench',
      streamSid: this.#streamSid,
      callSid,
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters,
    };
    this.#send(JSON.stringify({ event: 'start', sequenceNumber: '1', streamSid: this.#streamSid, start }));
    this.#nextFrameMs = startedMs + FRAME_MS;
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(
        () => reject(new Error('No agent audio within ten seconds of the start of a stream.')),
        FIRST_AUDIO_DEADLINE_MS,
      );
      this.#onFirstAudio = () => {
        clearTimeout(deadline);
        resolve(performance.now() - startedMs);
      };
    });
  }

  #sendFrame(nowMs: number): void {
    this.#sequence += 1;
    this.#chunk += 1;
    const audio = this.#options.silent ? SILENCE : stampedAudio(FRAME_MS, this.callNumber, nowMs);
    const timestamp = this.#chunk * FRAME_MS;
    this.#send(
      `{"event":"media","sequenceNumber":"${this.#sequence}","streamSid":"${this.#streamSid}","media":{"track":"inbound","chunk":"${this.#chunk}","timestamp":"${timestamp}","payload":"${audio}"}}`,
    );
  }

  #arrive(text: string): void {
    const { networkMs } = this.#options;
    if (networkMs) setTimeout(() => this.#receive(text), networkMs);
    else this.#receive(text);
  }

  #receive(text: string): void {
    const nowMs = performance.now();
    if (text.startsWith('{"event":"media"')) {
      const start = text.indexOf(PAYLOAD) + PAYLOAD.length;
      const stamp = readStamp(text, start);
      if (stamp) this.#options.heard.add(nowMs - stamp.sentAtMs);
      this.#playOut.audio(text.slice(start, text.indexOf('"', start)), nowMs);
      if (stamp || this.#awaited?.source === 'any') {
        this.#awaited?.resolve(nowMs);
        this.#awaited = null;
      }
      this.#onFirstAudio?.();
      this.#onFirstAudio = null;
      return;
    }
    const message = JSON.parse(text);
    if (message.event === 'mark') this.#playOut.mark(message.mark.name, nowMs);
    else if (message.event === 'clear') {
      this.#playOut.clear(nowMs);
      this.playedAtClearMs = this.#playOut.playedMs(nowMs);
    }
  }

  #send(text: string): void {
    const { networkMs } = this.#options;
    if (networkMs) setTimeout(() => this.#socket?.send(text), networkMs);
    else this.#socket?.send(text);
  }
}
