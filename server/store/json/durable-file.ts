import { dirname } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { type FileSystem, ifThere, writeFully } from './file-system.ts';

export type Generation = 'current' | 'previous';

/** Writes a new file and resolves once its content is on the disk itself. */
async function writeWhole(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'replace');
  try {
    await writeFully(file, bytes, 0);
    const sizeBytes = await file.size();
    if (sizeBytes !== bytes.length)
      throw new Error(`The disk kept ${sizeBytes} of ${bytes.length} bytes written.`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function unlinkIfThere(fs: FileSystem, path: string): Promise<void> {
  await ifThere(fs.unlink(path));
}

/**
 * A file that is replaced as a whole and keeps its previous generation beside it. At every moment, a crash or
 * power cut included, the last acknowledged content is `current`, or `previous` with no `current`. Writes must
 * not overlap. Rejects with the disk's own errors.
 */
export class DurableFile {
  /** Relative to the data folder. */
  readonly path: string;
  readonly #folder: DataFolder;
  /** How to put the current generation back after a change that failed late, until that is done. */
  #undo: 'bring back previous' | 'bring back temporary' | 'remove current' | undefined;

  constructor(folder: DataFolder, path: string) {
    this.#folder = folder;
    this.path = path;
  }

  /** Whether the disk may hold content that was refused; then only memory knows what counts. */
  get inDoubt(): boolean {
    return this.#undo !== undefined;
  }

  /** The path of a generation, relative to the data folder. */
  pathOf(generation: Generation): string {
    return generation === 'current' ? this.path : `${this.path}.old`;
  }

  /** Resolves with the bytes, or `undefined` when there is no such generation. */
  read(generation: Generation): Promise<Uint8Array | undefined> {
    return ifThere(this.#folder.fs.readFile(this.#absolute(generation)));
  }

  /** Resolves once `bytes` are durable. When it rejects, the file stands as before. */
  async write(bytes: Uint8Array): Promise<void> {
    const { fs } = this.#folder;
    await this.settle();
    await this.#folder.ensure(dirname(this.path));
    const temporary = this.#temporary();
    try {
      await writeWhole(fs, temporary, bytes);
      this.#undo = (await this.#keepPrevious()) ? 'bring back previous' : 'remove current';
      await fs.rename(temporary, this.#absolute('current'));
      await fs.syncFolder(dirname(temporary));
      this.#undo = undefined;
    } catch (error) {
      // What can't be undone now is tried again before the next write; a temporary file is swept at the next start.
      await this.settle().catch(() => undefined);
      await unlinkIfThere(fs, temporary).catch(() => undefined);
      throw error;
    }
  }

  /** Durably removes the previous generation only. */
  async removePrevious(): Promise<void> {
    await unlinkIfThere(this.#folder.fs, this.#absolute('previous'));
    await this.#folder.fs.syncFolder(dirname(this.#absolute('current')));
  }

  /** Removes what a crash in mid-write left behind. */
  removeTemporary(): Promise<void> {
    return unlinkIfThere(this.#folder.fs, this.#temporary());
  }

  /** Resolves once all generations are durably removed. When it rejects, the current one stands as before. */
  async remove(): Promise<void> {
    const { fs } = this.#folder;
    await this.settle();
    await this.#folder.ensure(dirname(this.path));
    // One after the other, so that no power cut can leave the older generation without the newer one.
    await this.removePrevious();
    const temporary = this.#temporary();
    try {
      this.#undo = 'bring back temporary';
      await ifThere(fs.rename(this.#absolute('current'), temporary));
      await fs.syncFolder(dirname(temporary));
      // Not synced: should a power cut bring it back, it is swept at the next start like any temporary file.
      await unlinkIfThere(fs, temporary);
      this.#undo = undefined;
    } catch (error) {
      await this.settle().catch(() => undefined);
      throw error;
    }
  }

  /** Undoes on the disk what a failed change left there. Can be repeated after failing half-way. */
  async settle(): Promise<void> {
    if (!this.#undo) return;
    const { fs } = this.#folder;
    const current = this.#absolute('current');
    if (this.#undo === 'remove current') await unlinkIfThere(fs, current);
    else if (this.#undo === 'bring back previous')
      await ifThere(fs.rename(this.#absolute('previous'), current));
    else await ifThere(fs.rename(this.#temporary(), current));
    await fs.syncFolder(dirname(current));
    this.#undo = undefined;
  }

  /** Whether there was a current generation to keep. */
  async #keepPrevious(): Promise<boolean> {
    const moved = this.#folder.fs.rename(this.#absolute('current'), this.#absolute('previous'));
    return (await ifThere(moved.then(() => true))) ?? false;
  }

  #absolute(generation: Generation): string {
    return this.#folder.path(this.pathOf(generation));
  }

  #temporary(): string {
    return this.#folder.path(`${this.path}.tmp`);
  }
}
