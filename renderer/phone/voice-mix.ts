import { PlaybackBuffer } from './playback-buffer.ts';

/** Several voices played together, each after its own pace. */
export class VoiceMix {
  readonly #buffers = new Map<number, PlaybackBuffer>();
  #part = new Float32Array(0);

  push(voice: number, samples: Int16Array): void {
    const buffer = this.#buffers.get(voice) ?? new PlaybackBuffer();
    this.#buffers.set(voice, buffer);
    buffer.push(samples);
  }

  /** Drops all that has not been played. */
  clear(): void {
    for (const buffer of this.#buffers.values()) buffer.clear();
  }

  /** Fills `output` with the sum of all voices, silence where there are none. */
  read(output: Float32Array): void {
    output.fill(0);
    if (this.#part.length !== output.length) this.#part = new Float32Array(output.length);
    for (const buffer of this.#buffers.values()) {
      buffer.read(this.#part);
      for (let index = 0; index < output.length; index += 1)
        output[index] = Math.max(-1, Math.min(1, (output[index] ?? 0) + (this.#part[index] ?? 0)));
    }
  }
}
