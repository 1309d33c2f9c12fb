import { describe, expect, it } from 'vitest';
import { LiveSound } from '../../../server/call/operator/live-sound.ts';
import { VOICE_CODE } from '../../../server/contracts/live.ts';
import { FRAME_BYTES, MULAW_SILENCE } from '../../../server/contracts/mulaw.ts';
import { ManualClock } from '../../manual-clock.ts';

/** Sound in which each frame's bytes are its number, from `first` on. */
const numbered = (frames: number, first = 1): Buffer =>
  Buffer.concat(Array.from({ length: frames }, (_, index) => Buffer.alloc(FRAME_BYTES, first + index)));
const base64 = (sound: Uint8Array): string => Buffer.from(sound).toString('base64');

function open() {
  const clock = new ManualClock();
  const sound = new LiveSound(clock);
  const listen = () => {
    const heard: Buffer[] = [];
    const listener = (frame: Uint8Array): void => void heard.push(Buffer.from(frame));
    return { heard, listener, stop: sound.listen(listener) };
  };
  return { clock, sound, listen };
}
/** The numbers of the frames of one voice. */
const numbers = (heard: Buffer[], code: number): (number | undefined)[] =>
  heard.filter((frame) => frame[0] === code).map((frame) => frame[1]);

describe('what a listener hears of a call', () => {
  it('is the caller at once and the agent in real time, however fast that was sent', () => {
    const { clock, sound, listen } = open();
    const { heard } = listen();
    sound.agent(base64(numbered(50)));
    sound.caller(base64(numbered(1, 200)));
    expect(numbers(heard, VOICE_CODE.caller)).toEqual([200]);
    expect(numbers(heard, VOICE_CODE.agent)).toEqual([]);
    clock.advance(100);
    expect(numbers(heard, VOICE_CODE.agent)).toEqual([1, 2, 3, 4, 5]);
    clock.advance(10_000);
    expect(numbers(heard, VOICE_CODE.agent)).toHaveLength(50);
    expect(heard.every((frame) => frame.length === 1 + FRAME_BYTES)).toBe(true);
  });

  it('is cut into frames whatever the pieces, and filled up at the end', () => {
    const { clock, sound, listen } = open();
    const { heard } = listen();
    sound.agent(base64(numbered(1).subarray(0, 100)));
    sound.agent(base64(numbered(2).subarray(100)));
    sound.agent(base64(Buffer.alloc(40, 9)));
    clock.advance(200);
    expect(heard).toHaveLength(3);
    expect(Buffer.concat(heard.map((frame) => frame.subarray(1)))).toEqual(
      Buffer.concat([numbered(2), Buffer.alloc(40, 9), Buffer.alloc(120, MULAW_SILENCE)]),
    );
    sound.caller(base64(Buffer.alloc(100, 7)));
    sound.caller(base64(Buffer.alloc(300, 7)));
    expect(numbers(heard, VOICE_CODE.caller)).toEqual([7, 7]);
  });

  it('begins in the middle of a sentence for one who comes then', () => {
    const { clock, sound, listen } = open();
    sound.agent(base64(numbered(5)));
    sound.agent(base64(numbered(5, 6)));
    clock.advance(130);
    const { heard } = listen();
    clock.advance(60);
    // The caller is in the middle of the seventh frame.
    expect(heard.map((frame) => [frame[1], frame[80], frame[81], frame[160]])).toEqual([
      [7, 7, 8, 8],
      [8, 8, 9, 9],
      [9, 9, 10, 10],
    ]);
  });

  it('stops when the agent is interrupted', () => {
    const { clock, sound, listen } = open();
    const { heard } = listen();
    sound.agent(base64(numbered(50)));
    clock.advance(40);
    sound.clear();
    clock.advance(500);
    expect(heard).toHaveLength(2);
    sound.agent(base64(numbered(1, 99)));
    clock.advance(20);
    expect(numbers(heard, VOICE_CODE.agent)).toEqual([1, 2, 99]);
    const late = listen();
    clock.advance(100);
    expect(late.heard).toEqual([]);
  });

  it('is the same for several, and lasts for one when the other goes', () => {
    const { clock, sound, listen } = open();
    const [one, two] = [listen(), listen()];
    sound.agent(base64(numbered(10)));
    clock.advance(40);
    expect(two.heard).toEqual(one.heard);
    one.stop();
    one.stop();
    clock.advance(40);
    expect(one.heard).toHaveLength(2);
    expect(two.heard).toHaveLength(4);
  });

  it('holds an operator for all but the operator', () => {
    const { sound, listen } = open();
    const [one, two] = [listen(), listen()];
    sound.operator(numbered(1, 5), one.listener);
    expect(one.heard).toEqual([]);
    expect(numbers(two.heard, VOICE_CODE.agent)).toEqual([5]);
  });

  it('costs no timer when nobody is left', () => {
    const { clock, sound, listen } = open();
    expect(clock.pending).toBe(0);
    const { heard, stop } = listen();
    expect(clock.pending).toBe(1);
    stop();
    expect(clock.pending).toBe(0);
    sound.caller(base64(numbered(1)));
    expect(heard).toEqual([]);
  });
});
