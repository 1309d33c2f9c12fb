import { createContext, Script } from 'node:vm';

const script = new Script('work()');

/** Synchronous work that took longer than it may. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** How long the processor has worked for this thread so far, in milliseconds. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How often work is begun that the computer gives no time. */
const MOST_TRIES = 4;

/**
 * Runs synchronous work that others have shaped (patterns, schemas) and stops it after `limitMs`, even in the midst of
 * one regular expression. Work that was stopped because the computer was busy with something else is begun anew, so it
 * must not matter how often it begins. `cpuMs` tells how long the processor has worked for this thread. Throws `TooSlow`, or
 * what the work throws.
 */
export function runBounded<T>(limitMs: number, work: () => T, cpuMs = threadCpuMs): T {
  const beganMs = cpuMs();
  for (let tries = 1; ; tries += 1) {
    try {
      // What the script returns is what `work` returns.
      return script.runInContext(createContext({ work }), { timeout: limitMs }) as T;
    } catch (error) {
      if (!isTimeout(error)) throw error;
      if (cpuMs() - beganMs > limitMs / 2 || tries === MOST_TRIES)
        throw new TooSlow(`Work was stopped after ${limitMs} ms.`);
    }
  }
}

/** It may be an error of the context's own kind, which is no instance of ours. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
