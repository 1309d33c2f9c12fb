import { describe, expect, it } from 'vitest';
import { FrameCutter } from '../../renderer/phone/frame-cutter.ts';
import { IDLE, type Phone, type PhoneEvent, phoneAfter } from '../../renderer/phone/phone-state.ts';
import { PlaybackBuffer } from '../../renderer/phone/playback-buffer.ts';

const samples = (length: number, value: number) => new Int16Array(length).fill(value);

function read(buffer: PlaybackBuffer, length: number): Float32Array {
  const output = new Float32Array(length).fill(9);
  buffer.read(output);
  return output;
}

describe('what waits to be played', () => {
  it('stays silent until 60 ms have been gathered, then plays all of it in order', () => {
    const buffer = new PlaybackBuffer();
    buffer.push(samples(160, 16_384));
    buffer.push(samples(160, 16_384));
    expect(read(buffer, 128).every((sample) => sample === 0)).toBe(true);
    buffer.push(samples(160, -16_384));
    expect(read(buffer, 320).every((sample) => sample === 0.5)).toBe(true);
    expect(read(buffer, 160).every((sample) => sample === -0.5)).toBe(true);
  });

  it('fills up with silence when it runs dry, and gathers anew', () => {
    const buffer = new PlaybackBuffer();
    buffer.push(samples(480, 16_384));
    const output = read(buffer, 500);
    expect([...output.slice(478, 482)]).toEqual([0.5, 0.5, 0, 0]);
    buffer.push(samples(160, 16_384));
    expect(read(buffer, 128).every((sample) => sample === 0)).toBe(true);
  });

  it('plays nothing of what was dropped', () => {
    const buffer = new PlaybackBuffer();
    buffer.push(samples(960, 16_384));
    buffer.clear();
    buffer.push(samples(480, -16_384));
    expect(read(buffer, 480).every((sample) => sample === -0.5)).toBe(true);
  });

  it('drops the oldest when it holds more than 400 ms', () => {
    const buffer = new PlaybackBuffer();
    buffer.push(samples(800, 16_384));
    buffer.push(samples(3200, -16_384));
    expect(read(buffer, 3200).every((sample) => sample === -0.5)).toBe(true);
  });
});

describe('the microphone', () => {
  it('is cut into frames of 160 samples, whatever pieces it comes in', () => {
    const frames: Int16Array[] = [];
    const cutter = new FrameCutter((frame) => frames.push(frame));
    for (let piece = 0; piece < 5; piece += 1) cutter.push(new Float32Array(128).fill(0.5), 128);
    expect(frames.map(({ length }) => length)).toEqual([160, 160, 160, 160]);
    expect(frames.every((frame) => frame.every((sample) => sample === 16_384))).toBe(true);
  });

  it('sends silence at the same pace when there is none, and never overflows', () => {
    const frames: Int16Array[] = [];
    const cutter = new FrameCutter((frame) => frames.push(frame));
    cutter.push(undefined, 160);
    cutter.push(new Float32Array(160).fill(3), 160);
    expect(frames[0]?.every((sample) => sample === 0)).toBe(true);
    expect(frames[1]?.every((sample) => sample === 32_767)).toBe(true);
  });
});

describe('the practice phone', () => {
  const after = (...events: PhoneEvent[]): Phone => events.reduce(phoneAfter, IDLE);
  const dial: PhoneEvent = { type: 'dial', tenantId: 1, scripted: false };
  const rings: PhoneEvent = { type: 'rings', callSid: 'CA1', microphone: 'none' };

  it('goes from dialling over ringing to the call and its end', () => {
    expect(after(dial).phase).toBe('starting');
    expect(after(dial, rings).phase).toBe('ringing');
    expect(after(dial, rings, { type: 'connected', atMs: 5 })).toMatchObject({
      phase: 'connected',
      connectedMs: 5,
    });
    expect(after(dial, rings, { type: 'ended' }).phase).toBe('ended');
    expect(after(dial, rings, { type: 'ended' }, { type: 'reset' })).toEqual(IDLE);
  });

  it('says why a call could not be made', () => {
    expect(after(dial, { type: 'failed', problem: 'Suspended.' })).toEqual({
      phase: 'idle',
      problem: 'Suspended.',
    });
  });

  it('stays over when news of the call come late, and counts from the first connection', () => {
    const over = after(dial, rings, { type: 'ended' }, { type: 'connected', atMs: 9 });
    expect(over.phase).toBe('ended');
    const twice = after(dial, rings, { type: 'connected', atMs: 5 }, { type: 'connected', atMs: 9 });
    expect(twice).toMatchObject({ connectedMs: 5 });
  });
});
