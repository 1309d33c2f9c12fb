import { FRAME_BYTES } from '../../server/contracts/mulaw.ts';

/** One sample is one mu-law byte: 160 samples are 20 ms. */
const FRAME_SAMPLES = FRAME_BYTES;

/** Cuts audio of any length into frames of 20 ms, as 16-bit samples. */
export class FrameCutter {
  readonly #emit: (frame: Int16Array) => void;
  #frame = new Int16Array(FRAME_SAMPLES);
  #filled = 0;

  constructor(emit: (frame: Int16Array) => void) {
    this.#emit = emit;
  }

  /** Takes `length` samples of -1 to 1; without `input`, silence, so that frames keep their pace. */
  push(input: Float32Array | undefined, length: number): void {
    for (let index = 0; index < length; index += 1) {
      const sample = Math.max(-1, Math.min(1, input?.[index] ?? 0));
      this.#frame[this.#filled] = Math.round(sample * 32_767);
      this.#filled += 1;
      if (this.#filled === FRAME_SAMPLES) this.#pass();
    }
  }

  #pass(): void {
    this.#emit(this.#frame);
    this.#frame = new Int16Array(FRAME_SAMPLES);
    this.#filled = 0;
  }
}
