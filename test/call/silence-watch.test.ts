import { describe, expect, it } from 'vitest';
import { silenceWords } from '../../server/agent/silence-words.ts';
import { SilenceWatch } from '../../server/call/silence-watch.ts';

const english = silenceWords('en');

/** A watch with 9 s of patience, looked at every half second; `busy` tells when something is under way. */
function line(busy: (nowMs: number) => boolean = () => false) {
  const watch = new SilenceWatch(9, 0);
  const steps: [atMs: number, step: string, words: string][] = [];
  let nowMs = 0;
  return {
    watch,
    steps,
    /** Moves on to a moment. */
    until(endMs: number, language = 'en') {
      for (; nowMs < endMs; ) {
        nowMs += 500;
        const step = watch.look({ nowMs, isBusy: busy(nowMs), language });
        if (step) steps.push([nowMs, step.step, step.words]);
      }
    },
  };
}

describe('a silent caller', () => {
  it('is asked twice in other words, then let go, and again where that came to nothing', () => {
    const { steps, until } = line();
    until(36_000);
    expect(steps).toEqual([
      [9_000, 'ask', english.asks[0]],
      [18_000, 'ask', english.asks[1]],
      [27_000, 'end', english.goodbye],
      [36_000, 'end', english.goodbye],
    ]);
  });

  it('is not counted as silent while anything is under way', () => {
    const { steps, until } = line((nowMs) => nowMs <= 60_000);
    until(68_500);
    expect(steps).toEqual([]);
    until(69_000);
    expect(steps).toEqual([[69_000, 'ask', english.asks[0]]]);
  });

  it('has the same time after each question, from when it was said', () => {
    const { steps, until } = line((nowMs) => nowMs > 9_000 && nowMs <= 11_000);
    until(20_000);
    expect(steps.map(([atMs]) => atMs)).toEqual([9_000, 20_000]);
  });

  it('who gives a sign of life is asked from the beginning', () => {
    const { watch, steps, until } = line();
    until(18_000);
    watch.heard(20_000);
    until(28_500);
    expect(steps).toHaveLength(2);
    until(55_500);
    expect(steps.slice(2).map(([atMs, step]) => [atMs, step])).toEqual([
      [29_000, 'ask'],
      [38_000, 'ask'],
      [47_000, 'end'],
    ]);
  });

  it('is asked in the language that is spoken now', () => {
    const { steps, until } = line();
    until(10_000, 'es-MX');
    until(20_000, 'xx');
    expect(steps.map(([, , words]) => words)).toEqual([silenceWords('es').asks[0], english.asks[1]]);
  });

  it('hears other words in each language', () => {
    const all = ['en', 'es', 'fr', 'de', 'it', 'pt', 'nl'].map(silenceWords);
    const said = all.flatMap(({ asks, goodbye }) => [...asks, goodbye]);
    expect(new Set(said).size).toBe(21);
    for (const { asks } of all) for (const ask of asks) expect(ask).toMatch(/\?$/);
  });
});
