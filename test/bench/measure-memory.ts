import { setTimeout as sleep } from 'node:timers/promises';
import { duringCalls } from './calls.ts';
import type { EchoModel } from './echo-model.ts';
import { Stopwatch } from './statistics.ts';
import { NUMBERS, type Subject } from './subjects.ts';

export interface MemoryFigures {
  /** Resident, without calls, with few and with many. */
  idleMiB: number;
  fewMiB: number;
  manyMiB: number;
  /** In use for a call more, between `few` and `many`. */
  perCallKiB: number;
}

const MIB = 1024 * 1024;

/** Memory without calls, with few and with many. The process must not have carried more calls than that before. */
export async function measureMemory(
  subject: Subject,
  model: EchoModel,
  counts: { few: number; many: number; seconds: number },
): Promise<MemoryFigures> {
  const options = { subject, to: NUMBERS.kept, heard: new Stopwatch() };
  model.settings.pieceMs = 100;
  const withCalls = (count: number): Promise<Memory> =>
    duringCalls(count, options, async () => {
      await sleep(counts.seconds * 1000);
      return memoryOf(subject);
    });
  // What is loaded and compiled with the first calls is no call's own.
  await withCalls(counts.few);
  const idle = await memoryOf(subject);
  const few = await withCalls(counts.few);
  const many = await withCalls(counts.many);
  return {
    idleMiB: idle.rssBytes / MIB,
    fewMiB: few.rssBytes / MIB,
    manyMiB: many.rssBytes / MIB,
    perCallKiB: (many.liveBytes - few.liveBytes) / 1024 / (counts.many - counts.few),
  };
}

interface Memory {
  rssBytes: number;
  liveBytes: number;
}

async function memoryOf(subject: Subject): Promise<Memory> {
  return { rssBytes: await subject.ask('rssBytes'), liveBytes: await subject.ask('liveBytes') };
}
