import { createContext, Script } from 'node:vm';

const script = new Script('work()');

/** Synchronous work that took longer than it may. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/**
 * Runs synchronous work that others have shaped (patterns, schemas) and stops it after `limitMs`, even in the midst of
 * one regular expression. Throws `TooSlow`, or what the work throws.
 */
export function runBounded<T>(limitMs: number, work: () => T): T {
  try {
    // What the script returns is what `work` returns.
    return script.runInContext(createContext({ work }), { timeout: limitMs }) as T;
  } catch (error) {
    if (isTimeout(error)) throw new TooSlow(`Work was stopped after ${limitMs} ms.`);
    throw error;
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
