import { describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from './faults/mutants.ts';
import { failingDiskTrial, flippedByteTrial, powerCutTrial, scriptedTrial } from './faults/trials.ts';

const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** What went wrong in any of the trials, each with the seed to repeat it by. */
async function violationsOf(trial: (seed: number) => Promise<string[]>, count: number): Promise<string[]> {
  const found: string[] = [];
  for (const seed of seeds(count))
    for (const violation of await trial(seed)) found.push(`seed ${seed}: ${violation}`);
  return found;
}

describe('every acknowledged write is there', () => {
  it('after the power was cut at any moment', async () => {
    expect(await violationsOf((seed) => powerCutTrial(seed), 120)).toEqual([]);
  });

  it.each([false, true])(
    'after each operation of the disk in turn failed (and all later ones: %s)',
    async (forGood) => {
      const violations: string[] = [];
      let operation = 0;
      for (let reached = true; reached; ) {
        operation += 1;
        const trial = await scriptedTrial(operation, forGood);
        violations.push(...trial.violations);
        reached = trial.reached;
      }
      expect(violations).toEqual([]);
      expect(operation).toBeGreaterThan(60);
    },
  );

  it.each([false, true])(
    'after an operation failed under many writers (and all later ones: %s)',
    async (forGood) => {
      const trial = (seed: number) => failingDiskTrial(seed, { operation: seed * 21, forGood });
      expect(await violationsOf(trial, 60)).toEqual([]);
    },
  );

  it('after the disk was full at any byte', async () => {
    expect(await violationsOf((seed) => failingDiskTrial(seed, { freeBytes: seed * 97 }), 120)).toEqual([]);
  });

  it('or its damage is told, when a byte of it has flipped', async () => {
    expect(await violationsOf((seed) => flippedByteTrial(seed), 300)).toEqual([]);
  });
});

describe('these trials catch a store with', () => {
  const caught = async (mutant: Mutant) => {
    for (const seed of seeds(300))
      if ((await flippedByteTrial(seed, mutant).catch(String)).length > 0) return true;
    for (const seed of seeds(120))
      if ((await powerCutTrial(seed, mutant).catch(String)).length > 0) return true;
    return false;
  };

  it.each(Object.keys(MUTANTS))('%s', async (name) => {
    expect(await caught(MUTANTS[name] ?? {})).toBe(true);
  });
});
