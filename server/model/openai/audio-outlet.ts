import { MULAW_BYTES_PER_MS } from '../../contracts/mulaw.ts';
import type { RealtimeSocket } from './socket.ts';

const HELD_BYTES = 30_000 * MULAW_BYTES_PER_MS;
/** Held audio goes out in pieces of one second. */
const PIECE_BYTES = 1000 * MULAW_BYTES_PER_MS;
/** Above this, caller audio is dropped. */
export const LARGEST_BACKLOG = 256 * 1024;
/** Held audio waits while more than this is on its way. */
const SMALL_BACKLOG = 64 * 1024;
/** So many frames dropped in a row (five seconds) mean that the server no longer reads. */
const TOO_MANY_DROPPED = 250;

interface Links {
  socket: () => Pick<RealtimeSocket, 'send' | 'bufferedBytes'> | null;
  /** All held audio has been passed on. Once. */
  onFlowing: () => void;
  /** The server has not read for too long. */
  onBlocked: () => void;
}

/**
 * Passes caller audio on: first it is held, then what was held goes out in order, then every frame goes straight through.
 */
export class AudioOutlet {
  readonly #links: Links;
  #state: 'holding' | 'draining' | 'flowing' = 'holding';
  #held: Buffer[] = [];
  #heldBytes = 0;
  #droppedInRow = 0;

  constructor(links: Links) {
    this.#links = links;
  }

  /** One frame, base64. The payload goes out as it is: no copy, no parsing. */
  append(payload: string): void {
    if (this.#state !== 'flowing') {
      this.#hold(payload);
      return;
    }
    const socket = this.#links.socket();
    if (!socket) return;
    if (socket.bufferedBytes > LARGEST_BACKLOG) {
      this.#drop();
      return;
    }
    this.#droppedInRow = 0;
    socket.send(`{"type":"input_audio_buffer.append","audio":"${payload}"}`);
  }

  /** The session is configured: lets the audio out. */
  release(): void {
    if (this.#state !== 'holding') return;
    this.#state = 'draining';
    this.#drain();
  }

  #hold(payload: string): void {
    const bytes = Buffer.from(payload, 'base64');
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    while (this.#heldBytes > HELD_BYTES) this.#heldBytes -= this.#held.shift()?.length ?? 0;
  }

  #drain(): void {
    const socket = this.#links.socket();
    while (this.#heldBytes > 0) {
      if (!socket) return;
      const payload = this.#takePiece().toString('base64');
      const message = `{"type":"input_audio_buffer.append","audio":"${payload}"}`;
      if (socket.bufferedBytes > SMALL_BACKLOG) {
        socket.send(message, () => this.#drain());
        return;
      }
      socket.send(message);
    }
    if (this.#state === 'flowing') return;
    this.#state = 'flowing';
    this.#links.onFlowing();
  }

  #takePiece(): Buffer {
    let bytes = 0;
    let frames = 0;
    while (frames < this.#held.length && bytes < PIECE_BYTES) {
      bytes += this.#held[frames]?.length ?? 0;
      frames += 1;
    }
    this.#heldBytes -= bytes;
    return Buffer.concat(this.#held.splice(0, frames));
  }

  #drop(): void {
    this.#droppedInRow += 1;
    if (this.#droppedInRow === TOO_MANY_DROPPED) this.#links.onBlocked();
  }
}
