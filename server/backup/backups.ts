import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  type BackupAbout,
  type BackupEntry,
  type BackupList,
  backupName,
  type RestoreCheck,
} from '../contracts/backup.ts';
import type { Task } from '../contracts/task.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError, messageOf, systemCode } from '../platform/errors.ts';
import type { Tasks } from '../platform/tasks.ts';
import type { AuditLog } from '../store/audit-log.ts';
import type { DataBackups } from '../store/backups.ts';
import type { BackupPlace } from './place.ts';

export interface BackupsParts {
  files: DataBackups;
  place: BackupPlace;
  tasks: Tasks;
  audit: AuditLog;
  clock: Clock;
  version: string;
  /** Who the tenants are now. */
  tenants(): { id: number; businessName: string }[];
  /** Calls that began after a moment (ISO 8601). */
  callsSince(at: string): number;
  /** When callers were forgotten, of all tenants (ISO 8601). */
  forgottenAt(): Promise<string[]>;
  liveCalls(): number;
  /** Ends this server and starts it again, at the same addresses. */
  restart(): void;
}

/** A check stands as long as its file is the one that was read. */
interface Checked {
  stamp: string;
  report: RestoreCheck;
}

/**
 * Backups of everything, and the way back to one. One thing at a time: the others are refused with `conflict`, and so is
 * everything once other data has been decided on, until the server has started with it.
 */
export class Backups {
  readonly #parts: BackupsParts;
  readonly #checked = new Map<string, Checked>();
  readonly #work = { isBusy: false };
  #isLeaving = false;
  #erasing: Promise<void> = Promise.resolve();

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  async list(): Promise<BackupList> {
    const { place, files } = this.#parts;
    const folder = await place.current();
    const aside = await files.aside();
    const shown = { folder, defaultFolder: place.usual, problem: null, backups: [], aside };
    let names: string[];
    try {
      names = (await readdir(folder)).filter((name) => backupName.safeParse(name).success);
    } catch (error) {
      const isMissing = systemCode(error) === 'ENOENT';
      if (isMissing && folder === place.usual) return shown;
      const problem = isMissing
        ? 'The folder is not there. Is the disk connected? Connect it, or choose another folder.'
        : 'The folder can’t be read. Give this user access to it, or choose another.';
      return { ...shown, problem };
    }
    const forgottenAt = await this.#parts.forgottenAt();
    const backups = await Promise.all(names.map((name) => this.#entry(folder, name, forgottenAt)));
    const byAge = (a: BackupEntry, b: BackupEntry): number =>
      (b.about?.at ?? '').localeCompare(a.about?.at ?? '') || b.name.localeCompare(a.name);
    return { ...shown, backups: backups.filter((one) => one !== null).sort(byAge) };
  }

  /** Begins a backup. It is in the list once its task is done. */
  async create(withRecordings: boolean, by: string): Promise<Task> {
    const { clock, files, place, version, audit } = this.#parts;
    const at = isoNow(clock);
    const name = `ringhouse-${at.slice(0, 19).replaceAll(':', '-')}Z.tar.gz`;
    const file = join(await place.current(), name);
    return this.#alone('Backing up', 'backups', async (progress) => {
      const { about, damaged } = await files.write(file, { version, at, withRecordings }, progress);
      const { documents } = about.contents;
      const detail = { name, documents, withRecordings, damaged: damaged.length };
      await audit.append({ by, action: 'backup.made', tenantId: null, detail });
      if (damaged.length > 0)
        throw new AppError(
          'storage-damaged',
          `The backup was made, without ${damaged.length} damaged documents: ${[...new Set(damaged)].slice(0, 3).join(', ')}. An earlier backup may hold them.`,
        );
    });
  }

  /** The bytes of a backup, for taking them elsewhere. Rejects with `not-found`. */
  async fetch(name: string, by: string): Promise<{ stream: Readable; sizeBytes: number }> {
    const file = await this.#file(name);
    const { size } = await stat(file);
    await this.#parts.audit.append({ by, action: 'backup.downloaded', tenantId: null, detail: { name } });
    return { stream: createReadStream(file), sizeBytes: size };
  }

  async delete(name: string, by: string): Promise<void> {
    await rm(await this.#file(name));
    this.#checked.delete(name);
    await this.#parts.audit.append({ by, action: 'backup.deleted', tenantId: null, detail: { name } });
  }

  /** Begins to read all of a backup; `checked` then tells what was found. */
  async check(name: string): Promise<Task> {
    const file = await this.#file(name);
    return this.#alone('Checking the backup', name, async (progress) => {
      const stamp = await stampOf(file);
      const found = await this.#parts.files.check(file, progress);
      const report = { name, ...found, ...(await this.#compared(found.about, found.audit.entries)) };
      this.#checked.set(name, { stamp, report });
    });
  }

  /** What the last check of this file found; `not-found` where it was not checked, or has changed since. */
  async checked(name: string): Promise<RestoreCheck> {
    const known = this.#checked.get(name);
    if (known?.stamp !== (await stampOf(await this.#file(name))))
      throw new AppError('not-found', 'This backup has not been checked. Check it first.');
    return known.report;
  }

  /**
   * Begins to put a checked backup in the place of the present data, which is kept aside; then the server starts again.
   * Rejects with `conflict` while calls are live, or when the backup has not been checked.
   */
  async restore(name: string, by: string): Promise<Task> {
    const file = await this.#file(name);
    await this.checked(name).catch(() => {
      throw new AppError('conflict', 'Check this backup first; then it can be restored.');
    });
    this.#assertQuiet();
    return this.#alone('Restoring the backup', null, async (progress) => {
      await this.#parts.audit.append({ by, action: 'backup.restoring', tenantId: null, detail: { name } });
      await this.#parts.files.stage(file, progress, () => this.#assertQuiet());
      this.#leave();
    });
  }

  /** Begins to bring back the data that the last restore put aside; what is present now is put aside in turn. */
  async switchBack(by: string): Promise<Task> {
    this.#assertQuiet();
    if (!(await this.#parts.files.aside()))
      throw new AppError('not-found', 'There is no earlier data any more.');
    return this.#alone('Switching back', null, async () => {
      await this.#parts.audit.append({ by, action: 'data.switching-back', tenantId: null, detail: {} });
      await this.#parts.files.switchBack();
      this.#leave();
    });
  }

  async dropAside(by: string): Promise<void> {
    this.#assertFree();
    this.#work.isBusy = true;
    const erased = this.#parts.files.dropAside().finally(() => {
      this.#work.isBusy = false;
    });
    this.#erasing = erased.catch(() => undefined);
    await erased;
    await this.#parts.audit.append({ by, action: 'data.aside-erased', tenantId: null, detail: {} });
  }

  async choosePlace(folder: string | null, by: string): Promise<void> {
    await this.#parts.place.choose(folder);
    this.#checked.clear();
    await this.#parts.audit.append({ by, action: 'backup.place-chosen', tenantId: null, detail: {} });
  }

  /** Resolves once nothing is being erased any more; the rest are tasks. */
  async close(): Promise<void> {
    await this.#erasing;
  }

  #alone(title: string, subject: string | null, run: Parameters<Tasks['start']>[1]): Task {
    this.#assertFree();
    return this.#parts.tasks.startOn(this.#work, title, run, subject);
  }

  /** The server still answers for a while: from now on nothing here may touch what was decided. */
  #leave(): void {
    this.#isLeaving = true;
    this.#parts.restart();
  }

  #assertFree(): void {
    if (this.#work.isBusy)
      throw new AppError('conflict', 'A backup or a restore is under way. Wait until it is done.');
    if (this.#isLeaving)
      throw new AppError('conflict', 'The server is about to start with other data. Wait until it has.');
  }

  #assertQuiet(): void {
    const live = this.#parts.liveCalls();
    if (live === 0) return;
    const calls = live === 1 ? 'A call is' : `${live} calls are`;
    throw new AppError(
      'conflict',
      `${calls} on the line now, and restoring would end them. Try again once all have ended.`,
    );
  }

  async #entry(folder: string, name: string, forgottenAt: readonly string[]): Promise<BackupEntry | null> {
    const file = join(folder, name);
    const facts = await stat(file).catch(() => undefined);
    if (!facts?.isFile()) return null;
    const entry = { name, sizeBytes: facts.size, about: null, problem: null, forgottenSince: 0 };
    try {
      const about = await this.#parts.files.about(file);
      return { ...entry, about, forgottenSince: since(about.at, forgottenAt) };
    } catch (error) {
      return { ...entry, problem: error instanceof AppError ? error.message : messageOf(error) };
    }
  }

  async #compared(
    { at, contents }: BackupAbout,
    entries: number,
  ): Promise<Pick<RestoreCheck, 'lost' | 'returning' | 'forgottenSince'>> {
    const { audit, callsSince, forgottenAt } = this.#parts;
    const now = this.#parts.tenants();
    const held = new Set(contents.tenants.map(({ id }) => id));
    const present = new Set(now.map(({ id }) => id));
    const { entries: all } = await audit.verify();
    return {
      lost: {
        calls: callsSince(at),
        auditEntries: Math.max(0, all - entries),
        tenants: now.filter(({ id }) => !held.has(id)).map(({ businessName }) => businessName),
      },
      returning: contents.tenants
        .filter(({ id }) => !present.has(id))
        .map(({ businessName }) => businessName),
      forgottenSince: since(at, await forgottenAt()),
    };
  }

  /** The path of a backup that is there; names have no folders in them. */
  async #file(name: string): Promise<string> {
    const file = join(await this.#parts.place.current(), backupName.parse(name));
    const facts = await stat(file).catch(() => undefined);
    if (!facts?.isFile()) throw new AppError('not-found', 'There is no such backup any more.');
    return file;
  }
}

const since = (at: string, moments: readonly string[]): number =>
  moments.filter((moment) => Date.parse(moment) > Date.parse(at)).length;

async function stampOf(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file);
  return `${ino} ${size} ${mtimeMs}`;
}
