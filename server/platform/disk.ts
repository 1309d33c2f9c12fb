import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.ts';

/** Counting every file takes a while; the size of much data changes slowly. */
const COUNTED_FOR_MS = 10 * 60_000;

/** The room that the data folder has, and takes. All in bytes. */
export class DiskSpace {
  readonly dir: string;
  readonly #clock: Clock;
  #counted: { atMs: number; bytes: Promise<number> } | null = null;

  constructor(dir: string, clock: Clock) {
    this.dir = dir;
    this.#clock = clock;
  }

  /** What is left for this account on the disk of the data folder, and how large that disk is. */
  async room(): Promise<{ freeBytes: number; totalBytes: number }> {
    const { bavail, blocks, bsize } = await statfs(this.dir);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  }

  /** Of all files in the data folder, at most ten minutes old. */
  dataBytes(): Promise<number> {
    const now = this.#clock.monotonic();
    if (this.#counted === null || now - this.#counted.atMs > COUNTED_FOR_MS)
      this.#counted = { atMs: now, bytes: bytesIn(this.dir) };
    return this.#counted.bytes;
  }
}

async function bytesIn(dir: string): Promise<number> {
  // Files come and go while they are counted; one that has gone takes no room.
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(dir, entry.name);
    bytes += entry.isDirectory()
      ? await bytesIn(path)
      : await lstat(path).then(
          ({ size }) => size,
          () => 0,
        );
  }
  return bytes;
}
