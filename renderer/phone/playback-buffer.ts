/** 60 ms at 8 kHz gathered before sound starts, so that small delays of the network are not heard. */
const GATHER_SAMPLES = 480;
/** Above 400 ms the two clocks have drifted apart; the oldest samples are dropped. */
const MOST_SAMPLES = 3200;

/** What waits to be played: 16-bit samples in, floating-point quanta out. Silent until enough has been gathered. */
export class PlaybackBuffer {
  readonly #samples = new Int16Array(MOST_SAMPLES);
  #start = 0;
  #length = 0;
  #playing = false;

  push(samples: Int16Array): void {
    for (const sample of samples) {
      if (this.#length === MOST_SAMPLES) this.#drop(1);
      this.#samples[(this.#start + this.#length) % MOST_SAMPLES] = sample;
      this.#length += 1;
    }
    if (this.#length >= GATHER_SAMPLES) this.#playing = true;
  }

  /** Drops all that has not been played. */
  clear(): void {
    this.#drop(this.#length);
    this.#playing = false;
  }

  /** Fills `output` with what comes next, silence where there is nothing. */
  read(output: Float32Array): void {
    output.fill(0);
    if (!this.#playing) return;
    const ready = Math.min(output.length, this.#length);
    for (let index = 0; index < ready; index += 1)
      output[index] = (this.#samples[(this.#start + index) % MOST_SAMPLES] ?? 0) / 32_768;
    this.#drop(ready);
    if (this.#length === 0) this.#playing = false;
  }

  #drop(samples: number): void {
    this.#start = (this.#start + samples) % MOST_SAMPLES;
    this.#length -= samples;
  }
}
