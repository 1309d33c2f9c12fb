import { encodeSample, FRAME_BYTES, MULAW_SILENCE } from '../../contracts/mulaw.ts';

const RATIO = 3;
const TAPS = 72;
const CUTOFF_HZ = 3500;
const INPUT_HZ = 24_000;

/** Windowed sinc (Blackman): flat to 3 kHz, more than 60 dB down where 24 kHz sound would fold into the 8 kHz band. */
const FILTER = makeFilter();

function makeFilter(): Float64Array {
  const middle = (TAPS - 1) / 2;
  const taps = Float64Array.from({ length: TAPS }, (_, tap) => {
    const x = 2 * (CUTOFF_HZ / INPUT_HZ) * (tap - middle);
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const turn = (2 * Math.PI * tap) / (TAPS - 1);
    return sinc * (0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** Turns a stream of 24 kHz 16-bit little-endian PCM into mu-law at 8 kHz, in whole frames of 20 ms. */
export class Downsampler {
  /** The last samples that the filter still reaches back to, then those not yet used. */
  #samples: number[] = new Array<number>(TAPS - RATIO).fill(0);
  #oddByte: number | null = null;
  #mulaw: number[] = [];

  /** Takes bytes cut anywhere, also within a sample; returns the frames that are full. */
  push(bytes: Uint8Array): Uint8Array {
    let at = 0;
    if (this.#oddByte !== null && bytes.length > 0) {
      this.#samples.push(toSample(this.#oddByte, bytes[0] ?? 0));
      this.#oddByte = null;
      at = 1;
    }
    for (; at + 1 < bytes.length; at += 2) this.#samples.push(toSample(bytes[at] ?? 0, bytes[at + 1] ?? 0));
    if (at < bytes.length) this.#oddByte = bytes[at] ?? null;
    this.#filter();
    return this.#take(this.#mulaw.length - (this.#mulaw.length % FRAME_BYTES));
  }

  /** The rest, its last frame filled up with silence. */
  flush(): Uint8Array {
    for (let tap = 0; tap < TAPS / 2; tap += 1) this.#samples.push(0);
    this.#filter();
    while (this.#mulaw.length % FRAME_BYTES !== 0) this.#mulaw.push(MULAW_SILENCE);
    return this.#take(this.#mulaw.length);
  }

  /** Filters and keeps one sample of three in one go: only the kept ones are computed. */
  #filter(): void {
    const samples = this.#samples;
    let start = 0;
    for (; start + TAPS <= samples.length; start += RATIO) {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap += 1) sum += (FILTER[tap] ?? 0) * (samples[start + tap] ?? 0);
      this.#mulaw.push(encodeSample(Math.round(sum)));
    }
    this.#samples = samples.slice(start);
  }

  #take(count: number): Uint8Array {
    return Uint8Array.from(this.#mulaw.splice(0, count));
  }
}

function toSample(low: number, high: number): number {
  return ((high << 24) >> 16) | low;
}
