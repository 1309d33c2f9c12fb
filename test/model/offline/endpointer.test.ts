import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeMulaw, encodeMulaw, FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import { Endpointer } from '../../../server/model/offline/hearing/endpointer.ts';
import { createLocalSpeech } from '../../../server/model/offline/speech/local-speech.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { noise } from './caller.ts';

const speech = createLocalSpeech({
  clock: systemClock,
  logger: createLogger({ level: 'silent' }),
  threads: 1,
});
let words = new Int16Array(0);
beforeAll(async () => {
  words = new Int16Array(decodeMulaw(await speech.speak('Where are you located?', 'rms')));
});
afterAll(() => speech.close());

/** A line with noise of that peak, and sounds from given milliseconds on. */
function line(
  lengthMs: number,
  noisePeak: number,
  sounds: [atMs: number, samples: Int16Array][],
): Uint8Array {
  const samples = Int16Array.from({ length: lengthMs * 8 }, (_, index) => noisePeak * noise(index));
  for (const [atMs, sound] of sounds)
    for (const [index, sample] of sound.entries())
      samples[atMs * 8 + index] = Math.max(
        -32768,
        Math.min(32767, (samples[atMs * 8 + index] ?? 0) + sample),
      );
  return encodeMulaw(samples);
}

/** Events with the end of the frame in which they came. */
function listen(audio: Uint8Array) {
  const endpointer = new Endpointer();
  const events: { type: string; atMs: number; bytes: number }[] = [];
  for (let at = 0; at < audio.length; at += FRAME_BYTES)
    for (const event of endpointer.push(audio.subarray(at, at + FRAME_BYTES)))
      events.push({
        type: event.type,
        atMs: (at + FRAME_BYTES) / 8,
        bytes: 'audio' in event ? event.audio.length : 0,
      });
  return events.filter(({ type }) => type === 'start' || type === 'end');
}

describe('Endpointer', () => {
  it.each([0, 60, 300, 800])('finds one utterance over noise of peak %i', (peak) => {
    const startMs = 2000;
    const endMs = startMs + words.length / 8;
    const [start, end, ...more] = listen(line(5000, peak, [[startMs, words]]));
    expect(more).toEqual([]);
    expect(start?.type).toBe('start');
    expect(start?.atMs).toBeGreaterThan(startMs);
    expect(start?.atMs).toBeLessThan(startMs + 320);
    expect(end?.atMs).toBeGreaterThan(endMs);
    expect(end?.atMs).toBeLessThan(endMs + 700);
    expect(end?.bytes).toBeGreaterThan(words.length);
  });

  it('does not take clicks, knocks or steady noise for speech', () => {
    const click = Int16Array.from({ length: 160 }, (_, index) => 20_000 * noise(index));
    const knock = Int16Array.from({ length: 640 }, (_, index) => 15_000 * noise(index));
    expect(
      listen(
        line(6000, 0, [
          [1000, click],
          [2000, knock],
          [3000, click],
          [3400, click],
        ]),
      ),
    ).toEqual([]);
    expect(listen(line(10_000, 250, []))).toEqual([]);
  });

  it('does not take the line for speech where missing frames were filled with silence', () => {
    const audio = line(8000, 700, []);
    for (let at = 16_000; at < 24_000; at += FRAME_BYTES * 3) audio.fill(MULAW_SILENCE, at, at + FRAME_BYTES);
    expect(listen(audio)).toEqual([]);
  });

  it('ends speech that does not end by itself', () => {
    const long = Int16Array.from({ length: 8 * 20_000 }, (_, index) => 8000 * Math.sin(index / 3));
    const types = listen(line(21_000, 0, [[500, long]])).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['start', 'end']);
  });

  it('hears the same whether audio comes in frames or in pieces of any size', () => {
    const audio = line(4000, 60, [[1000, words]]);
    const whole = new Endpointer().push(audio).map(({ type }) => type);
    const pieces = new Endpointer();
    const types: string[] = [];
    for (let at = 0; at < audio.length; at += 37)
      for (const { type } of pieces.push(audio.subarray(at, at + 37))) types.push(type);
    expect(types).toEqual(whole);
    expect(new Endpointer().push(new Uint8Array(8000).fill(MULAW_SILENCE))).toEqual([]);
  });
});
