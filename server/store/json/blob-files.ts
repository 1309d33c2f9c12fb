import { createHash } from 'node:crypto';
import type { BlobCache } from '../store.ts';
import type { DataFolder } from './data-folder.ts';
import { ifThere, writeFully } from './file-system.ts';
import { isSafeName, safeName } from './names.ts';
import { guarded } from './storage-errors.ts';

const FOLDER = 'cache';
const ENDING = '.blob';
const DIGEST_BYTES = 32;

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Blobs as files in `cache/`, each behind its checksum. Not synced: what a power cut spoils is made again. */
export class BlobFiles implements BlobCache {
  readonly #folder: DataFolder;
  readonly #limitBytes: number;
  /** File sizes in bytes by key, the oldest first. */
  readonly #sizes: Map<string, number>;
  #totalBytes = 0;
  #lastPut: Promise<unknown> = Promise.resolve();

  private constructor(folder: DataFolder, limitBytes: number, sizes: Map<string, number>) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
    this.#sizes = sizes;
    for (const sizeBytes of sizes.values()) this.#totalBytes += sizeBytes;
  }

  /** `limitBytes`: what all files may take together. */
  static async open(folder: DataFolder, limitBytes: number): Promise<BlobFiles> {
    return guarded('not read', async () => {
      await folder.ensure(FOLDER);
      const found: { key: string; sizeBytes: number; modifiedMs: number }[] = [];
      for (const name of await folder.list(FOLDER)) {
        const key = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : '';
        if (isSafeName(key))
          found.push({ key, ...(await folder.fs.facts(folder.path(`${FOLDER}/${name}`))) });
      }
      found.sort((a, b) => a.modifiedMs - b.modifiedMs);
      return new BlobFiles(folder, limitBytes, new Map(found.map(({ key, sizeBytes }) => [key, sizeBytes])));
    });
  }

  /** `undefined` also where the file can't be read or is not what was put. Rejects only with `invalid`. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const path = this.#path(key);
    try {
      const bytes = await this.#folder.fs.readFile(path);
      const content = bytes.subarray(DIGEST_BYTES);
      return digest(content).equals(bytes.subarray(0, DIGEST_BYTES)) ? content : undefined;
    } catch {
      return undefined;
    }
  }

  /** Resolves when the blob can be read. Rejects with `storage-failed`, and then the one before stands. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.#path(key);
    const done = this.#lastPut.then(() => guarded('not saved', () => this.#put(key, path, bytes)));
    this.#lastPut = done.catch(() => undefined);
    await done;
  }

  /** Waits for blobs being put. */
  async close(): Promise<void> {
    await this.#lastPut;
  }

  async #put(key: string, path: string, bytes: Uint8Array): Promise<void> {
    const { fs } = this.#folder;
    const content = Buffer.concat([digest(bytes), bytes]);
    const file = await fs.open(`${path}.tmp`, 'replace');
    try {
      await writeFully(file, content, 0);
    } finally {
      await file.close();
    }
    await fs.rename(`${path}.tmp`, path);
    this.#totalBytes += content.length - (this.#sizes.get(key) ?? 0);
    // Taken out and put back, so that the map's order is the order of age.
    this.#sizes.delete(key);
    this.#sizes.set(key, content.length);
    await this.#dropOldest();
  }

  async #dropOldest(): Promise<void> {
    for (const [key, sizeBytes] of this.#sizes) {
      if (this.#totalBytes <= this.#limitBytes) return;
      await ifThere(this.#folder.fs.unlink(this.#path(key)));
      this.#sizes.delete(key);
      this.#totalBytes -= sizeBytes;
    }
  }

  #path(key: string): string {
    return this.#folder.path(`${FOLDER}/${safeName(key)}${ENDING}`);
  }
}
