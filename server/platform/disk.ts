import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alerts } from './alerts.ts';
import type { Clock, Timer } from './clock.ts';
import type { Logger } from './logger.ts';

/** With less the disk counts as nearly full. */
const LOW_BYTES = 2_000_000_000;
const LOOK_EVERY_MS = 5 * 60_000;
/** Counting every file takes a while; the size of much data changes slowly. */
const COUNTED_FOR_MS = 10 * 60_000;

export interface Room {
  freeBytes: number;
  totalBytes: number;
  /** It will soon be full. */
  low: boolean;
}

interface WatchLinks {
  alerts: Alerts;
  clock: Clock;
  logger: Logger;
}

/** Raises the alert `disk-low` while little room is left. Looks at once, then every five minutes until it is cancelled. */
export function watchRoom(disk: Pick<DiskSpace, 'room'>, { alerts, clock, logger }: WatchLinks): Timer {
  const look = async (): Promise<void> => {
    try {
      const { freeBytes, low } = await disk.room();
      if (low) alerts.raise({ key: 'disk-low', level: 'warning', message: diskLowWords(freeBytes) });
      else alerts.resolve('disk-low');
    } catch (error) {
      logger.warn({ error }, 'The room on the disk could not be read');
    }
  };
  void look();
  return clock.every(LOOK_EVERY_MS, () => void look());
}

/** What a nearly full disk means, for the operator. */
export function diskLowWords(freeBytes: number): string {
  const left = `${Math.floor(freeBytes / 1_000_000)} MB`;
  return `The disk is nearly full: ${left} are left. Once it is full, no call can be kept.`;
}

/** The room that the data folder has, and takes. All in bytes. */
export class DiskSpace {
  readonly dir: string;
  readonly #clock: Clock;
  #counted: { atMs: number; bytes: Promise<number> } | null = null;

  constructor(dir: string, clock: Clock) {
    this.dir = dir;
    this.#clock = clock;
  }

  /** What is left for this account on the disk of the data folder, how large that disk is, and whether little is left. */
  async room(): Promise<Room> {
    const { bavail, blocks, bsize } = await statfs(this.dir);
    const freeBytes = bavail * bsize;
    return { freeBytes, totalBytes: blocks * bsize, low: freeBytes < LOW_BYTES };
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
