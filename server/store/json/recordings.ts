import { AppError, systemCode } from '../../platform/errors.ts';
import { tryEach } from '../../platform/try-each.ts';
import {
  type OpenRecording,
  RECORDING_CHANNELS,
  type RecordingFacts,
  type Recordings,
} from '../recordings.ts';
import type { TenantScope } from '../scope.ts';
import type { DataFolder } from './data-folder.ts';
import { ifThere } from './file-system.ts';
import { isSafeName, safeName, scopeFolder } from './names.ts';
import { RecordingFile } from './recording-file.ts';
import { guarded } from './storage-errors.ts';
import { WAVE_HEADER_BYTES } from './wave-header.ts';

const ENDING = '.wav';
const DAY_MS = 24 * 60 * 60_000;
const READ_BYTES = 64 * 1024;

/** Recordings as WAV files in `tenants/<id>/recording/`, which any player opens. */
export class JsonRecordings implements Recordings {
  readonly #folder: DataFolder;
  readonly #open = new Map<string, RecordingFile>();

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  async open(scope: TenantScope, key: string): Promise<OpenRecording> {
    const path = this.#path(scope, key);
    if (this.#open.has(path)) throw new AppError('conflict', 'This call is being recorded already.');
    const release = () => void this.#open.delete(path);
    const file = new RecordingFile(this.#folder, path, release);
    this.#open.set(path, file);
    try {
      await this.#folder.saving(async () => {
        await this.#folder.ensure(folderOf(scope));
        await file.begin();
      });
    } catch (error) {
      release();
      throw error;
    }
    return file;
  }

  find(scope: TenantScope, key: string): Promise<RecordingFacts | undefined> {
    const path = this.#path(scope, key);
    return guarded('not read', async () => {
      const facts = await ifThere(this.#folder.fs.facts(this.#folder.path(path)));
      if (!facts) return undefined;
      const bytes = Math.max(0, facts.sizeBytes - WAVE_HEADER_BYTES);
      // A crash can leave half a sample.
      return { key, soundBytes: bytes - (bytes % RECORDING_CHANNELS), changedMs: facts.modifiedMs };
    });
  }

  async *read(scope: TenantScope, key: string, fromByte: number, toByte: number): AsyncIterable<Uint8Array> {
    const path = this.#folder.path(this.#path(scope, key));
    const file = await guarded('not read', () => ifThere(this.#folder.fs.open(path, 'read')));
    if (!file) throw new AppError('not-found', 'There is no recording of this call.');
    try {
      for (let at = fromByte; at < toByte; ) {
        const into = new Uint8Array(Math.min(READ_BYTES, toByte - at));
        const count = await guarded('not read', () => file.read(into, WAVE_HEADER_BYTES + at));
        if (count === 0) return;
        yield into.subarray(0, count);
        at += count;
      }
    } finally {
      await file.close();
    }
  }

  async list(scope: TenantScope): Promise<RecordingFacts[]> {
    const names = await guarded('not read', () => this.#folder.list(folderOf(scope)));
    const keys = names.flatMap((name) => (name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : []));
    const found = await Promise.all(
      keys
        .filter(isSafeName)
        .sort()
        .map((key) => this.find(scope, key)),
    );
    return found.filter((facts) => facts !== undefined);
  }

  async remove(scope: TenantScope, key: string): Promise<boolean> {
    const path = this.#path(scope, key);
    await this.#open.get(path)?.abandon();
    return this.#folder.saving(async () => {
      try {
        await this.#folder.fs.unlink(this.#folder.path(path));
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return false;
        throw error;
      }
      await this.#folder.fs.syncFolder(this.#folder.path(folderOf(scope)));
      return true;
    });
  }

  async expire(scope: TenantScope, keepDays: number, nowMs: number): Promise<void> {
    await tryEach(await this.list(scope), async ({ key, changedMs }) => {
      const isOld = changedMs < nowMs - keepDays * DAY_MS;
      if (isOld && !this.#open.has(this.#path(scope, key))) await this.remove(scope, key);
    });
  }

  async removeAll(scope: TenantScope): Promise<void> {
    await tryEach(await this.list(scope), ({ key }) => this.remove(scope, key));
  }

  /** Makes whole what is being recorded. */
  async close(): Promise<void> {
    await tryEach([...this.#open.values()], (file) => file.finish());
  }

  #path(scope: TenantScope, key: string): string {
    return `${folderOf(scope)}/${safeName(key)}${ENDING}`;
  }
}

const folderOf = (scope: TenantScope) => `${scopeFolder(scope)}/recording`;
