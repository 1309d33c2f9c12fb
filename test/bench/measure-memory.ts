import { setTimeout as sleep } from 'node:timers/promises';
import { duringCalls } from './calls.ts';
import type { EchoModel } from './echo-model.ts';
import { Stopwatch } from './statistics.ts';
import { NUMBERS, type Subject } from './subjects.ts';

export interface MemoryFigures {
  idleMiB: number;
  fewMiB: number;
  manyMiB: number;
  /** What a call more costs, between `few` and `many`. */
  perCallKiB: number;
}

const MIB = 1024 * 1024;

/** Resident memory without calls, with few and with many. The process must not have carried more calls than that before. */
export async function measureMemory(
  subject: Subject,
  model: EchoModel,
  counts: { few: number; many: number; seconds: number },
): Promise<MemoryFigures> {
  const options = { subject, to: NUMBERS.kept, heard: new Stopwatch() };
  model.settings.pieceMs = 100;
  const withCalls = (count: number): Promise<number> =>
    duringCalls(count, options, async () => {
      await sleep(counts.seconds * 1000);
      return subject.ask('rssBytes');
    });
  // What is loaded and compiled with the first calls is no call's own.
  await withCalls(counts.few);
  const idle = await subject.ask('rssBytes');
  const few = await withCalls(counts.few);
  const many = await withCalls(counts.many);
  return {
    idleMiB: idle / MIB,
    fewMiB: few / MIB,
    manyMiB: many / MIB,
    perCallKiB: (many - few) / 1024 / (counts.many - counts.few),
  };
}
