import { describe, expect, it } from 'vitest';
import { doubleRate, halveRate } from '../../../server/model/offline/low-pass.ts';

const tone = (hertz: number, rate: number, count: number) =>
  Int16Array.from({ length: count }, (_, index) => 10_000 * Math.sin((2 * Math.PI * hertz * index) / rate));

/** Root mean square away from the edges, where the filter has all its taps. */
function level(samples: Int16Array | Float32Array): number {
  const inner = samples.subarray(200, -200);
  let sum = 0;
  for (const sample of inner) sum += sample * sample;
  return Math.sqrt(sum / inner.length);
}

const FULL = 10_000 / Math.SQRT2;
const decibels = (ratio: number) => 20 * Math.log10(ratio);

describe('halveRate', () => {
  it.each([100, 1000, 3000, 3400])('keeps %i Hz', (hertz) => {
    expect(Math.abs(decibels(level(halveRate(tone(hertz, 16_000, 4000))) / FULL))).toBeLessThan(0.5);
  });

  it.each([4600, 5000, 6500, 7900])('does not fold %i Hz into the telephone band', (hertz) => {
    expect(decibels(level(halveRate(tone(hertz, 16_000, 4000))) / FULL)).toBeLessThan(-50);
  });
});

describe('doubleRate', () => {
  it('keeps tones and makes no mirror image of them', () => {
    const doubled = doubleRate(tone(1000, 8000, 4000));
    const expected = tone(1000, 16_000, 8000);
    const difference = doubled.map((sample, index) => sample - (expected[index] ?? 0) / 32768);
    expect(doubled.length).toBe(8000);
    expect(decibels(level(difference) / (FULL / 32768))).toBeLessThan(-45);
  });
});
