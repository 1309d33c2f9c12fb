import { describe, expect, it } from 'vitest';
import { usual } from '../../renderer/pages/live/live-words.ts';
import {
  type Listening,
  type ListeningEvent,
  listeningAfter,
  SILENT,
} from '../../renderer/phone/listening-state.ts';
import { VoiceLevels } from '../../renderer/phone/voice-levels.ts';
import { VoiceMix } from '../../renderer/phone/voice-mix.ts';
import { encodeMulaw } from '../../server/contracts/mulaw.ts';

const after = (...events: ListeningEvent[]): Listening => events.reduce(listeningAfter, SILENT);
const listen: ListeningEvent = { type: 'listen', callSid: 'CA1' };
const opened: ListeningEvent = { type: 'opened' };
const asked: ListeningEvent = { type: 'asked' };
const yours: ListeningEvent = { type: 'taken-over', byYou: true };

describe('what a panel hears of a call', () => {
  it('goes from listening to speaking and back', () => {
    expect(after(listen)).toMatchObject({ phase: 'opening', floor: 'agent' });
    expect(after(listen, opened, asked)).toMatchObject({ phase: 'on', floor: 'asking' });
    expect(after(listen, opened, asked, yours)).toMatchObject({ floor: 'yours', muted: false });
    expect(after(listen, opened, asked, yours, { type: 'handed-back' })).toMatchObject({
      phase: 'on',
      floor: 'agent',
    });
    expect(after(listen, opened, { type: 'stopped' })).toEqual(SILENT);
  });

  it('is never muted when speaking begins', () => {
    const muted: ListeningEvent = { type: 'muted', muted: true };
    expect(after(listen, opened, asked, yours, muted)).toMatchObject({ muted: true });
    expect(after(listen, opened, muted, asked, yours)).toMatchObject({ muted: false });
  });

  it('says of which call something was refused, and goes on listening', () => {
    const refused = after(listen, opened, asked, { type: 'refused', message: 'Another speaks.' });
    expect(refused).toMatchObject({
      phase: 'on',
      floor: 'agent',
      problem: { callSid: 'CA1', text: 'Another speaks.' },
    });
    expect(listeningAfter(refused, asked).problem).toBeNull();
  });

  it('knows when the operator at another panel speaks', () => {
    expect(after(listen, opened, { type: 'taken-over', byYou: false })).toMatchObject({ floor: 'other' });
  });

  it('ends with a reason when it is lost, and hears nothing that comes late', () => {
    const lost = after(listen, opened, yours, { type: 'failed', callSid: 'CA1', message: 'Lost.' });
    expect(lost).toEqual({ phase: 'off', problem: { callSid: 'CA1', text: 'Lost.' } });
    expect(listeningAfter(lost, yours)).toEqual(lost);
  });
});

describe('two voices', () => {
  const samples = (value: number) => new Int16Array(480).fill(value);

  it('sound together, and never louder than loud', () => {
    const mix = new VoiceMix();
    mix.push(0, samples(8_192));
    mix.push(1, samples(16_384));
    const output = new Float32Array(240).fill(9);
    mix.read(output);
    expect(output.every((sample) => sample === 0.75)).toBe(true);
    mix.push(0, samples(32_767));
    mix.push(1, samples(32_767));
    const loud = new Float32Array(700);
    mix.read(loud);
    expect(Math.max(...loud)).toBe(1);
  });

  it('fall silent when what waits is dropped', () => {
    const mix = new VoiceMix();
    mix.push(0, samples(8_192));
    mix.clear();
    const output = new Float32Array(128).fill(9);
    mix.read(output);
    expect(output.every((sample) => sample === 0)).toBe(true);
  });

  it('are as loud as their loudest since they were last looked at, each for itself', () => {
    const levels = new VoiceLevels();
    levels.note(0, encodeMulaw(samples(16_000)));
    levels.note(0, encodeMulaw(samples(1_000)));
    levels.note(1, encodeMulaw(samples(0)));
    expect(levels.take(0)).toBeCloseTo(16_000 / 32_768, 1);
    expect(levels.take(0)).toBe(0);
    expect(levels.take(1)).toBe(0);
  });
});

describe('the usual answer time', () => {
  it.each([
    [[], null],
    [[900], 900],
    [[900, 100, 500], 500],
    [[900, 100], 100],
  ])('of %j is %s', (values, middle) => expect(usual(values)).toBe(middle));
});
