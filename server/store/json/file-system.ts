import { systemCode } from '../../platform/errors.ts';

/** One open file. Positions and lengths are bytes. Every method rejects with Node's system errors (`ENOSPC`, `EIO` …). */
export interface OpenFile {
  /** Resolves with how many bytes were written, which may be fewer than given. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Fills `into`; resolves with how many bytes were there to read. */
  read(into: Uint8Array, position: number): Promise<number>;
  truncate(sizeBytes: number): Promise<void>;
  size(): Promise<number>;
  /** Resolves once the content and the size are on the disk itself. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileFacts {
  sizeBytes: number;
  modifiedMs: number;
  isFolder: boolean;
}

export interface FolderLock {
  release(): void;
}

/**
 * What the store asks of a disk. Kept this small so that one that fails on demand can take its place. Everything
 * made through it can be read by its owner only.
 */
export interface FileSystem {
  /** `create` refuses a file that exists, `replace` empties it, `change` and `read` want it to exist. */
  open(path: string, how: 'create' | 'replace' | 'change' | 'read'): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array>;
  /** Replaces what is at `to`. */
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Names in a folder, in no order. */
  list(folder: string): Promise<string[]>;
  facts(path: string): Promise<FileFacts>;
  /** One folder; one that exists is no error. */
  makeFolder(path: string): Promise<void>;
  /** One folder that is empty. */
  removeFolder(path: string): Promise<void>;
  /** Resolves once the names in a folder (new, moved, removed files) are on the disk itself. */
  syncFolder(path: string): Promise<void>;
  /** An exclusive lock on a folder that ends with this process, or `undefined` while another holder has it. */
  lock(folder: string): FolderLock | undefined;
}

/** Resolves with `undefined` where a file or folder is not there; other errors pass. */
export async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes all bytes from `position` on, however little the disk takes at once. */
export async function writeFully(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written <= 0) throw new Error(`The disk took ${done} of ${bytes.length} bytes.`);
    done += written;
  }
}
