import { FRAME_BYTES, MULAW_SILENCE } from '../../contracts/mulaw.ts';

/** What one tick of play-out did. */
export interface Played {
  /** 160 bytes of mu-law, or `null` when nothing was left to play. A short rest is filled with silence. */
  frame: Uint8Array | null;
  /** Marks whose audio has been played to the end, in order. */
  marks: string[];
}

interface PendingMark {
  name: string;
  /** Position in the stream of bytes that must be over before the mark is due. */
  afterByte: number;
}

/** A carrier's buffer of audio not yet played: bytes in order, marks between them, emptied by `clear`. Without time. */
export class PlayOut {
  #pieces: Uint8Array[] = [];
  #marks: PendingMark[] = [];
  #offset = 0;
  #addedBytes = 0;
  /** Bytes of the frames given out in earlier ticks, so played to the end by now. */
  #playedBytes = 0;

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#addedBytes += bytes.length;
  }

  mark(name: string): void {
    this.#marks.push({ name, afterByte: this.#addedBytes });
  }

  /** Drops what is not played yet. Returns the names of all pending marks. */
  clear(): string[] {
    const names = this.#marks.map((mark) => mark.name);
    this.#pieces = [];
    this.#marks = [];
    this.#offset = 0;
    this.#playedBytes = this.#addedBytes;
    return names;
  }

  /** To be called each 20 ms: marks of what was played before, and the frame that plays now. */
  tick(): Played {
    const due = this.#marks.findIndex((mark) => mark.afterByte > this.#playedBytes);
    const marks = this.#marks.splice(0, due < 0 ? this.#marks.length : due).map((mark) => mark.name);
    return { frame: this.#nextFrame(), marks };
  }

  /** Whether something is still to be played. */
  get pending(): boolean {
    return this.#pieces.length > 0;
  }

  #nextFrame(): Uint8Array | null {
    if (this.#pieces.length === 0) return null;
    const frame = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);
    let filled = 0;
    for (let piece = this.#pieces[0]; piece && filled < FRAME_BYTES; piece = this.#pieces[0]) {
      const part = piece.subarray(this.#offset, this.#offset + FRAME_BYTES - filled);
      frame.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      if (this.#offset < piece.length) break;
      this.#pieces.shift();
      this.#offset = 0;
    }
    this.#playedBytes += filled;
    return frame;
  }
}
