import { FRAME_BYTES, MULAW_SILENCE } from '../../contracts/mulaw.ts';

/** Sound of any length in, frames out. */
export class Frames {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  push(sound: Uint8Array): void {
    if (sound.length === 0) return;
    this.#chunks.push(sound);
    this.#bytes += sound.length;
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }

  /**
   * Takes the next frame, with `code` before it. `null` when there is none; what is too short for one is filled up with
   * silence if it is the `last`, and else waits for more.
   */
  take(code: number, last: boolean): Uint8Array | null {
    if (this.#bytes === 0 || (this.#bytes < FRAME_BYTES && !last)) return null;
    const frame = Buffer.alloc(1 + FRAME_BYTES, MULAW_SILENCE);
    frame[0] = code;
    let at = 1;
    while (at < frame.length) {
      const [chunk] = this.#chunks;
      if (!chunk) break;
      const part = chunk.subarray(0, frame.length - at);
      frame.set(part, at);
      at += part.length;
      if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
    this.#bytes -= at - 1;
    return frame;
  }
}
