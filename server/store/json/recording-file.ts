import { dirname } from 'node:path';
import { AppError, systemCode } from '../../platform/errors.ts';
import { type OpenRecording, RECORDING_CHANNELS } from '../recordings.ts';
import type { DataFolder } from './data-folder.ts';
import { ifThere, type OpenFile, writeFully } from './file-system.ts';
import { WAVE_HEADER_BYTES, waveHeader } from './wave-header.ts';

/** What players take for "up to the end". */
const UNKNOWN_SIZE = 0xffff_ffff;

/**
 * One WAV file being written. Its header tells the size only once it is finished; until then readers go by the size of
 * the file.
 */
export class RecordingFile implements OpenRecording {
  readonly #folder: DataFolder;
  /** Relative to the data folder. */
  readonly #path: string;
  readonly #onClosed: () => void;
  #file: OpenFile | null = null;
  #soundBytes = 0;
  /** The last write in line. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: DataFolder, path: string, onClosed: () => void) {
    this.#folder = folder;
    this.#path = path;
    this.#onClosed = onClosed;
  }

  /** Makes the file, or goes on with one that is there. Rejects with the disk's own errors. */
  async begin(): Promise<void> {
    const { fs } = this.#folder;
    const path = this.#folder.path(this.#path);
    const file = await fs.open(path, 'create').catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
      return fs.open(path, 'change');
    });
    try {
      const bytes = Math.max(0, (await file.size()) - WAVE_HEADER_BYTES);
      this.#soundBytes = bytes - (bytes % RECORDING_CHANNELS);
      await writeFully(file, waveHeader(UNKNOWN_SIZE), 0);
    } catch (error) {
      await file.close();
      throw error;
    }
    this.#file = file;
  }

  append(sound: Uint8Array): Promise<void> {
    return this.#inLine(async (file) => {
      await writeFully(file, sound, WAVE_HEADER_BYTES + this.#soundBytes);
      this.#soundBytes += sound.length;
    });
  }

  async finish(): Promise<number> {
    try {
      await this.#inLine(async (file) => {
        // A write that failed half way leaves bytes that are no sound.
        await file.truncate(WAVE_HEADER_BYTES + this.#soundBytes);
        await writeFully(file, waveHeader(this.#soundBytes), 0);
        await file.sync();
      });
    } finally {
      await this.abandon();
    }
    const { fs } = this.#folder;
    await this.#folder.saving(async () => {
      if (this.#soundBytes === 0) await ifThere(fs.unlink(this.#folder.path(this.#path)));
      await fs.syncFolder(this.#folder.path(dirname(this.#path)));
    });
    return this.#soundBytes;
  }

  /** Closes the file as it is. */
  async abandon(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await this.#last;
    await file?.close();
    this.#onClosed();
  }

  #inLine(work: (file: OpenFile) => Promise<void>): Promise<void> {
    const file = this.#file;
    if (!file)
      return Promise.reject(new AppError('unavailable', 'A recording was written to after its end.'));
    const done = this.#last.then(() => this.#folder.saving(() => work(file)));
    this.#last = done.catch(() => undefined);
    return done;
  }
}
