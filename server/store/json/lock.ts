import { DatabaseSync } from 'node:sqlite';
import type { FolderLock } from './file-system.ts';

const SQLITE_BUSY = 5;
/** Without some patience, two that try at the same instant could both be turned away. */
const CONTENTION_MS = 40;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

/**
 * Takes an exclusive lock by holding a transaction open in an empty SQLite file, or returns `undefined` while
 * another holds it, in this process or another. The system frees it when the process ends, however it ends, so no
 * stale lock can stay behind. No other code may open the file: closing any handle on it frees the lock on POSIX.
 */
export function takeLock(path: string): FolderLock | undefined {
  const database = new DatabaseSync(path, { timeout: CONTENTION_MS });
  try {
    // Nothing is ever written, so that the file stays empty and can't be damaged.
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}
