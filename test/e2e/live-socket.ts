import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type LiveAudioToPanel, liveAudioToPanel, VOICE_CODE } from '../../server/contracts/live.ts';
import { FRAME_BYTES } from '../../server/contracts/mulaw.ts';
import type { Appliance } from './appliance.ts';

/** A panel's socket at a call in progress, with all that came. */
export class LiveSocket {
  readonly told: LiveAudioToPanel[] = [];
  readonly frames: Buffer[] = [];
  closeCode: number | null = null;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.frames.push(data);
      else this.told.push(...toldBy(data.toString()));
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on('error', () => {});
  }

  static async open(
    appliance: Appliance,
    callSid: string,
    { path = 'calls', token = appliance.token } = {},
  ): Promise<LiveSocket> {
    const url = new URL(`/api/${path}/${callSid}/audio`, appliance.controlUrl);
    url.protocol = 'ws:';
    url.search = '';
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    const live = new LiveSocket(socket);
    const refused = once(socket, 'unexpected-response').then(([, answer]) => {
      socket.terminate();
      throw new Error(`Refused with ${answer.statusCode}.`);
    });
    refused.catch(() => {});
    await Promise.race([once(socket, 'open'), refused]);
    return live;
  }

  /** What was heard of one voice, one frame after the other. */
  heard(voice: keyof typeof VOICE_CODE): Buffer {
    const frames = this.frames.filter((frame) => frame[0] === VOICE_CODE[voice]);
    return Buffer.concat(frames.map((frame) => frame.subarray(1)));
  }

  send(message: object | string): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** So many frames of the microphone, each of this byte, at once. */
  speak(byte: number, frames = 1): void {
    for (let left = frames; left > 0; left -= 1) this.#socket.send(Buffer.alloc(FRAME_BYTES, byte));
  }

  /** Goes without a word, as a panel that crashes. */
  lose(): void {
    this.#socket.terminate();
  }

  /** Resolves once something that came makes it true. */
  async until(holds: (socket: this) => boolean): Promise<void> {
    while (!holds(this)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** The first message of that type, also one that has come already. */
  async message<Type extends LiveAudioToPanel['type']>(type: Type): Promise<LiveAudioToPanel> {
    await this.until(({ told }) => told.some((one) => one.type === type));
    const found = this.told.find((one) => one.type === type);
    if (!found) throw new Error('It was there a moment ago.');
    return found;
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

/** A practice caller's phone is told other things. */
function toldBy(text: string): LiveAudioToPanel[] {
  const read = liveAudioToPanel.safeParse(JSON.parse(text));
  return read.success ? [read.data] : [];
}
