import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordingMixer } from '../../server/call/recording-mixer.ts';
import { FRAME_MS, MULAW_BYTES_PER_MS, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';

const START_MS = 5_000;
/** So many milliseconds of one byte. */
const sound = (ms: number, byte: number) => new Uint8Array(ms * MULAW_BYTES_PER_MS).fill(byte);

/** The legs of mixed sound as runs: what byte for how many milliseconds. */
function legs(mixed: Uint8Array): { caller: string; agent: string } {
  const runs = (channel: number) => {
    const found: { byte: number; samples: number }[] = [];
    for (let at = channel; at < mixed.length; at += 2) {
      const last = found.at(-1);
      if (last && last.byte === mixed[at]) last.samples += 1;
      else found.push({ byte: mixed[at] ?? -1, samples: 1 });
    }
    return found
      .map(({ byte, samples }) => `${byte === MULAW_SILENCE ? '-' : byte}:${samples / MULAW_BYTES_PER_MS}`)
      .join(' ');
  };
  return { caller: runs(0), agent: runs(1) };
}

/** Frames of the caller, each at the moment at which it comes in. */
function frames(mixer: RecordingMixer, byte: number, ...atMs: number[]) {
  for (const ms of atMs) mixer.caller(sound(FRAME_MS, byte), START_MS + ms);
}

const every = (stepMs: number, fromMs: number, toMs: number) =>
  Array.from({ length: Math.floor((toMs - fromMs) / stepMs) }, (_, step) => fromMs + (step + 1) * stepMs);

describe('the two legs of a recording', () => {
  it('lie side by side on one clock', () => {
    const mixer = new RecordingMixer(START_MS);
    mixer.agent(sound(100, 7), START_MS + 200);
    frames(mixer, 9, ...every(20, 1_000, 1_200));
    expect(legs(mixer.takeAll(START_MS + 2_000))).toEqual({
      caller: '-:1000 9:200 -:800',
      agent: '-:200 7:100 -:1700',
    });
  });

  it('are taken piece by piece, half a second behind, without a seam', () => {
    const mixer = new RecordingMixer(START_MS);
    const pieces: Uint8Array[] = [];
    for (let ms = 20; ms <= 3_000; ms += 20) {
      frames(mixer, 9, ms);
      if (ms === 1_000) mixer.agent(sound(1_000, 7), START_MS + ms);
      if (ms % 500 === 0) pieces.push(mixer.take(START_MS + ms));
    }
    expect(pieces.map(({ length }) => length / 2 / MULAW_BYTES_PER_MS)).toEqual([0, 500, 500, 500, 500, 500]);
    expect(legs(Buffer.concat([...pieces, mixer.takeAll(START_MS + 3_000)]))).toEqual({
      caller: '9:3000',
      agent: '-:1000 7:1000 -:1000',
    });
  });
});

describe('the agent in a recording', () => {
  it('plays in real time what was sent at once, one piece behind the other', () => {
    const mixer = new RecordingMixer(START_MS);
    for (const byte of [1, 2, 3]) mixer.agent(sound(400, byte), START_MS + 100);
    mixer.agent(sound(100, 4), START_MS + 2_000);
    expect(legs(mixer.takeAll(START_MS + 3_000)).agent).toBe('-:100 1:400 2:400 3:400 -:700 4:100 -:900');
  });

  it('is cut where it was cleared, and goes on when it speaks again', () => {
    const mixer = new RecordingMixer(START_MS);
    mixer.agent(sound(5_000, 1), START_MS);
    mixer.cleared(START_MS + 1_200);
    mixer.agent(sound(300, 2), START_MS + 2_000);
    expect(legs(mixer.takeAll(START_MS + 3_000)).agent).toBe('1:1200 -:800 2:300 -:700');
  });

  it('was not heard with what it had still to say at the end', () => {
    const mixer = new RecordingMixer(START_MS);
    mixer.agent(sound(5_000, 1), START_MS);
    expect(legs(mixer.takeAll(START_MS + 800)).agent).toBe('1:800');
  });
});

describe('the caller in a recording', () => {
  it('is not torn by frames that come unevenly', () => {
    const mixer = new RecordingMixer(START_MS);
    frames(mixer, 9, 20, 45, 60, 60, 190, 190, 190, 190, 190);
    expect(legs(mixer.takeAll(START_MS + 200)).caller).toBe('9:180 -:20');
  });

  it('is silent where frames are missing', () => {
    const mixer = new RecordingMixer(START_MS);
    frames(mixer, 9, 20, 40, 1_060, 1_080);
    expect(legs(mixer.takeAll(START_MS + 1_080)).caller).toBe('9:40 -:1000 9:40');
  });

  it('does not run ahead when frames come too many', () => {
    const mixer = new RecordingMixer(START_MS);
    frames(mixer, 9, ...Array.from({ length: 500 }, () => 20));
    expect(legs(mixer.takeAll(START_MS + 1_000)).caller).toBe('9:240 -:760');
  });

  it.each([20.002, 19.998, 20.2, 19.8])('keeps to the clock over two hours, a frame each %f ms', (stepMs) => {
    const mixer = new RecordingMixer(START_MS);
    const endMs = 2 * 60 * 60_000;
    const markedMs = endMs - 2_000;
    const samples: number[] = [];
    let marked = -1;
    const keep = (mixed: Uint8Array) => {
      const at = mixed.indexOf(1);
      const before = samples.reduce((sum, count) => sum + count, 0);
      if (marked < 0 && at >= 0) marked = before + at / 2;
      samples.push(mixed.length / 2);
    };
    for (let step = 1; step * stepMs <= endMs; step += 1) {
      const atMs = step * stepMs;
      mixer.caller(sound(FRAME_MS, atMs > markedMs ? 1 : 9), START_MS + atMs);
      if (step % 500 === 0 || atMs > markedMs) keep(mixer.take(START_MS + atMs));
    }
    keep(mixer.takeAll(START_MS + endMs));
    expect(samples.reduce((sum, count) => sum + count, 0)).toBe(endMs * MULAW_BYTES_PER_MS);
    // What was said two seconds before the end lies there, as near as jitter is told from loss.
    expect(Math.abs(markedMs - marked / MULAW_BYTES_PER_MS)).toBeLessThanOrEqual(250);
  });
});

describe('a recording that pauses', () => {
  it('leaves the time out, and what was still to be said', () => {
    const mixer = new RecordingMixer(START_MS);
    mixer.agent(sound(2_000, 1), START_MS);
    mixer.pause(START_MS + 1_000);
    frames(mixer, 9, 1_500);
    mixer.agent(sound(100, 2), START_MS + 1_500);
    expect(legs(mixer.takeAll(START_MS + 60_000)).agent).toBe('1:1000');
    mixer.resume(START_MS + 60_000);
    mixer.agent(sound(100, 3), START_MS + 60_200);
    expect(legs(mixer.takeAll(START_MS + 60_500)).agent).toBe('-:200 3:100 -:200');
  });
});

describe('any recording', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('caller'), ms: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ kind: fc.constant('agent'), ms: fc.integer({ min: 0, max: 3_000 }) }),
    fc.record({ kind: fc.constantFrom('cleared', 'pause', 'resume', 'take'), ms: fc.constant(0) }),
  );
  const step = fc.tuple(fc.integer({ min: 0, max: 900 }), event);

  it('is as long as the time it was on, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const mixer = new RecordingMixer(START_MS);
        let nowMs = START_MS;
        let onMs = 0;
        let isPaused = false;
        let bytes = 0;
        for (const [waitMs, { kind, ms }] of steps) {
          nowMs += waitMs;
          if (!isPaused) onMs += waitMs;
          if (kind === 'caller') mixer.caller(sound(ms, 9), nowMs);
          if (kind === 'agent') mixer.agent(sound(ms, 7), nowMs);
          if (kind === 'cleared') mixer.cleared(nowMs);
          if (kind === 'take') bytes += mixer.take(nowMs).length;
          if (kind === 'pause') mixer.pause(nowMs);
          if (kind === 'resume') mixer.resume(nowMs);
          if (kind === 'pause') isPaused = true;
          if (kind === 'resume') isPaused = false;
        }
        bytes += mixer.takeAll(nowMs).length;
        expect(bytes).toBe(2 * onMs * MULAW_BYTES_PER_MS);
      }),
    );
  });
});
