import type { WebSocket } from 'ws';
import { FRAME_BYTES } from '../../contracts/mulaw.ts';
import { type PracticeToPanel, practiceFromPanel } from '../../contracts/practice-audio.ts';

/** A panel that does not read loses sound, not memory. */
const MOST_BUFFERED_BYTES = 256 * 1024;

export interface PanelListener {
  /** 160 bytes of mu-law from the microphone. */
  onFrame(frame: Uint8Array): void;
  onDigit(digit: string): void;
  onType(text: string): void;
  onSay(text: string): void;
  onHangUp(): void;
  /** The socket is gone, and it was not by `ended`. */
  onGone(): void;
}

/** The server's half of the socket between the panel's phone and the practice line. */
export class Panel {
  readonly #socket: WebSocket;
  readonly #listener: PanelListener;
  #over = false;

  constructor(socket: WebSocket, listener: PanelListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.on('message', (data, isBinary) => {
      if (this.#over || !Buffer.isBuffer(data)) return;
      if (isBinary) this.#hear(data);
      else this.#obey(data.toString());
    });
    socket.on('close', () => {
      if (!this.#over) this.#listener.onGone();
    });
    // `close` follows.
    socket.on('error', () => {});
  }

  /** 160 bytes that are heard now. */
  play(frame: Uint8Array): void {
    if (this.#socket.bufferedAmount < MOST_BUFFERED_BYTES) this.#socket.send(frame, () => {});
  }

  send(message: PracticeToPanel): void {
    this.#socket.send(JSON.stringify(message), () => {});
  }

  /** Tells why the call is over, and closes. */
  ended(reason: string): void {
    this.#over = true;
    this.send({ type: 'ended', reason });
    this.#socket.close(1000);
  }

  #hear(data: Buffer): void {
    if (data.length === FRAME_BYTES) this.#listener.onFrame(data);
  }

  #obey(text: string): void {
    const read = practiceFromPanel.safeParse(parse(text));
    if (!read.success) return;
    const message = read.data;
    if (message.type === 'type') this.#listener.onType(message.text);
    else if (message.type === 'say') this.#listener.onSay(message.text);
    else if (message.type === 'digit') this.#listener.onDigit(message.digit);
    else this.#listener.onHangUp();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
