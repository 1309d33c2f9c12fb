import { setTimeout as sleep } from 'node:timers/promises';
import { duringCalls } from './calls.ts';
import type { EchoModel } from './echo-model.ts';
import { Stopwatch } from './statistics.ts';
import { NUMBERS, type Subject } from './subjects.ts';

export interface Load {
  calls: number;
  /** Length of the pieces of agent audio. */
  pieceMs: number;
}

export interface LoadFigures {
  /** Phone to model, one for each frame. */
  toModelMs: number[];
  /** Model to phone, one for each piece. */
  toPhoneMs: number[];
  cpuMsPerCallMinute: number;
}

/**
 * Calls in real time, with talk in both directions and about one exchange in four seconds. `settlingMs` is to be longer than
 * the way from the last call's greeting to the first exchange of all calls.
 */
export async function measureLoad(
  subject: Subject,
  model: EchoModel,
  load: Load,
  { loadSeconds, settlingMs }: { loadSeconds: number; settlingMs: number },
): Promise<LoadFigures> {
  const toPhone = new Stopwatch();
  model.settings.pieceMs = load.pieceMs;
  return duringCalls(load.calls, { subject, to: NUMBERS.kept, heard: toPhone }, async () => {
    await sleep(settlingMs);
    const cpuBeforeMs = await subject.ask('cpuMs');
    const startedMs = performance.now();
    model.heard.start();
    toPhone.start();
    await sleep(loadSeconds * 1000);
    const cpuMs = (await subject.ask('cpuMs')) - cpuBeforeMs;
    const callMinutes = (load.calls * (performance.now() - startedMs)) / 60_000;
    return {
      toModelMs: model.heard.stop(),
      toPhoneMs: toPhone.stop(),
      cpuMsPerCallMinute: cpuMs / callMinutes,
    };
  });
}
