import { setTimeout as sleep } from 'node:timers/promises';
import type { Subject } from './subjects.ts';

const LOOK_MS = 250;
/** More than a process that waits uses in that time. */
const BUSY_CPU_MS = 10;
const PATIENCE_MS = 20_000;

/** Waits until the processes are done with what was asked of them before, so that one measurement does not weigh on the next. */
export async function untilQuiet(subjects: readonly Subject[]): Promise<void> {
  const cpuMs = async (): Promise<number> => {
    const used = await Promise.all(subjects.map((subject) => subject.ask('cpuMs')));
    return used.reduce((sum, one) => sum + one, 0);
  };
  let before = await cpuMs();
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    await sleep(LOOK_MS);
    const now = await cpuMs();
    if (now - before < BUSY_CPU_MS) return;
    before = now;
  }
}
