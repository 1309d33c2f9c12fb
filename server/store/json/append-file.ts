import type { DataFolder } from './data-folder.ts';
import type { OpenFile } from './file-system.ts';
import { writeFully } from './file-system.ts';

interface Waiting {
  line: Uint8Array;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A file that only grows. Lines that come while a sync is under way share the next one. */
export class AppendFile {
  readonly #folder: DataFolder;
  readonly #file: OpenFile;
  /** Up to here, in bytes, the content is durable. */
  #sizeBytes: number;
  /** Whether there may be bytes of a failed write beyond `#sizeBytes`. */
  #hasLeftovers = false;
  #waiting: Waiting[] = [];
  #flush: Promise<void> | undefined;

  private constructor(folder: DataFolder, file: OpenFile, sizeBytes: number) {
    this.#folder = folder;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  /** A new, empty file; rejects with `EEXIST` when there is one. Its name is not yet durable. */
  static async create(folder: DataFolder, path: string): Promise<AppendFile> {
    return new AppendFile(folder, await folder.fs.open(folder.path(path), 'create'), 0);
  }

  /** An existing file, cut to its first `sizeBytes`, durably. */
  static async resume(folder: DataFolder, path: string, sizeBytes: number): Promise<AppendFile> {
    const file = await folder.fs.open(folder.path(path), 'change');
    try {
      await file.truncate(sizeBytes);
      await file.sync();
    } catch (error) {
      await file.close();
      throw error;
    }
    return new AppendFile(folder, file, sizeBytes);
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Resolves once the line is durable; rejects with `storage-failed`, and then it is not in the file. */
  append(line: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      this.#flush ??= this.#flushAll();
    });
  }

  /** Bytes from one place up to another, both within `sizeBytes`. */
  async read(fromBytes: number, toBytes: number): Promise<Buffer> {
    const into = Buffer.alloc(toBytes - fromBytes);
    let done = 0;
    while (done < into.length) {
      const count = await this.#file.read(into.subarray(done), fromBytes + done);
      if (count === 0) break;
      done += count;
    }
    return into.subarray(0, done);
  }

  /** Waits for what was appended, then closes the file. */
  async close(): Promise<void> {
    await this.#flush;
    await this.#file.close();
  }

  async #flushAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#folder.saving(() => this.#write(Buffer.concat(batch.map(({ line }) => line))));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#flush = undefined;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#cutLeftovers();
    this.#hasLeftovers = true;
    try {
      await writeFully(this.#file, bytes, this.#sizeBytes);
      const sizeBytes = this.#sizeBytes + bytes.length;
      if ((await this.#file.size()) !== sizeBytes)
        throw new Error('The disk kept fewer bytes than were written.');
      await this.#file.sync();
      this.#sizeBytes = sizeBytes;
      this.#hasLeftovers = false;
    } catch (error) {
      // What can't be cut off now is cut off before the next write.
      await this.#cutLeftovers().catch(() => undefined);
      throw error;
    }
  }

  async #cutLeftovers(): Promise<void> {
    if (!this.#hasLeftovers) return;
    await this.#file.truncate(this.#sizeBytes);
    this.#hasLeftovers = false;
  }
}
