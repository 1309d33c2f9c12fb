/**
 * Half-band filter between 8 and 16 kHz: flat to 3.4 kHz, more than 50 dB down from 4.3 kHz on, so that nothing folds
 * back into the telephone band or is mirrored above it.
 */
const TAPS = 95;
const CENTRE = (TAPS - 1) / 2;
const KERNEL = windowedSinc(3850 / 16_000);

/** Low-pass by a sinc under a Blackman window, with unit gain at 0 Hz. `cutoff` is a share of the sampling rate. */
function windowedSinc(cutoff: number): Float32Array {
  const raw = Float32Array.from({ length: TAPS }, (_, index) => {
    const offset = index - CENTRE;
    const sinc = offset === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * offset) / (Math.PI * offset);
    const phase = (2 * Math.PI * index) / (TAPS - 1);
    return sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
  });
  const gain = raw.reduce((sum, tap) => sum + tap, 0);
  return raw.map((tap) => tap / gain);
}

/** 16 kHz samples to 8 kHz: filtered, then every second one. No delay. */
export function halveRate(samples: Int16Array): Int16Array {
  const output = new Int16Array(samples.length >> 1);
  for (let index = 0; index < output.length; index += 1) {
    const start = 2 * index - CENTRE;
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1) sum += (KERNEL[tap] ?? 0) * (samples[start + tap] ?? 0);
    output[index] = Math.max(-32768, Math.min(32767, Math.round(sum)));
  }
  return output;
}

/** 8 kHz samples to 16 kHz in -1..1: zeros in between, then filtered. No delay. */
export function doubleRate(samples: Int16Array): Float32Array {
  const output = new Float32Array(samples.length * 2);
  for (let index = 0; index < output.length; index += 1) {
    const start = index - CENTRE;
    let sum = 0;
    // Only taps that meet a given sample count; those between meet the zeros.
    for (let tap = start & 1; tap < TAPS; tap += 2)
      sum += (KERNEL[tap] ?? 0) * (samples[(start + tap) >> 1] ?? 0);
    output[index] = (2 * sum) / 32768;
  }
  return output;
}
