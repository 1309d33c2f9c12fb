import { FRAME_BYTES, MULAW_SILENCE } from '../../contracts/mulaw.ts';

const SILENT_FRAME = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);
/** More than this waits only when the microphone runs faster than the phone; the oldest then gives way. */
const MOST_WAITING_FRAMES = 10;

interface Speech {
  bytes: Uint8Array;
  offset: number;
  spoken: () => void;
}

/** What the caller sends: spoken lines one after the other, else the microphone, else silence. Without time. */
export class CallerVoice {
  readonly #speeches: Speech[] = [];
  readonly #microphone: Uint8Array[] = [];

  /** Speaks mu-law of any length after what is waiting. Resolves when its last frame has been taken, or it was dropped. */
  say(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#speeches.push({ bytes, offset: 0, spoken: resolve });
    });
  }

  /** One frame of 160 bytes from a live microphone. Frames of another length are passed over. */
  hear(frame: Uint8Array): void {
    if (frame.length !== FRAME_BYTES) return;
    this.#microphone.push(frame);
    if (this.#microphone.length > MOST_WAITING_FRAMES) this.#microphone.shift();
  }

  /** The 160 bytes of the next 20 ms. */
  next(): Uint8Array {
    const speech = this.#speeches[0];
    if (!speech) return this.#microphone.shift() ?? SILENT_FRAME;
    const part = speech.bytes.subarray(speech.offset, speech.offset + FRAME_BYTES);
    speech.offset += FRAME_BYTES;
    if (speech.offset >= speech.bytes.length) {
      this.#speeches.shift();
      speech.spoken();
    }
    if (part.length === FRAME_BYTES) return part;
    const frame = SILENT_FRAME.slice();
    frame.set(part);
    return frame;
  }

  /** Drops everything that waits, and lets go of whoever waits for it. */
  stop(): void {
    this.#microphone.length = 0;
    for (const speech of this.#speeches.splice(0)) speech.spoken();
  }
}
