import { dirname, join } from 'node:path';
import type { AppError } from '../../platform/errors.ts';
import { type FileSystem, ifThere } from './file-system.ts';
import { storageFailed } from './storage-errors.ts';

/** A damaged file was found. `recovered`: its last good generation, or its whole part, is used instead. */
export interface Damage {
  /** Relative to the data folder, with `/`. */
  path: string;
  recovered: boolean;
}

/** What the operator must be told of the disk. */
export interface DiskReports {
  /** Called for each damaged file that is met. */
  onDamage: (damage: Damage) => void;
  /** Called with each change that the disk refused, and with `null` once it takes changes again. */
  onSaving?: (problem: AppError | null) => void;
}

/** The folder everything is kept in. Paths are relative to it, with `/`. */
export class DataFolder {
  readonly fs: FileSystem;
  readonly root: string;
  readonly #reports: DiskReports;
  #isRefusing = false;
  /** Folders whose own names are known to be on the disk itself. */
  readonly #durable = new Set<string>();

  constructor(fs: FileSystem, root: string, reports: DiskReports) {
    this.fs = fs;
    this.root = root;
    this.#reports = reports;
  }

  path(relative: string): string {
    return join(this.root, ...relative.split('/'));
  }

  report(damage: Damage): void {
    this.#reports.onDamage(damage);
  }

  /** Runs a change of what is kept; one that the disk refuses is told, and rejects with `storage-failed`. */
  async saving<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      if (this.#isRefusing) this.#reports.onSaving?.(null);
      this.#isRefusing = false;
      return result;
    } catch (error) {
      const failed = storageFailed(error, 'not saved');
      if (failed.code === 'storage-failed') {
        this.#isRefusing = true;
        this.#reports.onSaving?.(failed);
      }
      throw failed;
    }
  }

  /** Makes a folder and those above it. Resolves once their names are durable. */
  async ensure(relative: string): Promise<void> {
    let folder = '';
    for (const part of relative.split('/')) {
      folder = folder ? `${folder}/${part}` : part;
      if (this.#durable.has(folder)) continue;
      await this.fs.makeFolder(this.path(folder));
      // Also when it was there: a process that was killed may have made it without syncing.
      await this.fs.syncFolder(dirname(this.path(folder)));
      this.#durable.add(folder);
    }
  }

  /** Names in a folder; none when it is not there. */
  async list(relative: string): Promise<string[]> {
    return (await ifThere(this.fs.list(this.path(relative)))) ?? [];
  }

  /** Moves a file away into the quarantine, where it can be examined. */
  async quarantine(relative: string): Promise<void> {
    await this.fs.rename(this.path(relative), this.path(await this.quarantinePlace(relative)));
    await this.fs.syncFolder(dirname(this.path(relative)));
  }

  /** A free place in the quarantine for something taken from a file; its folder is there. */
  async quarantinePlace(relative: string): Promise<string> {
    const place = `quarantine/${relative}`;
    const folder = dirname(place);
    await this.ensure(folder);
    const taken = new Set((await this.list(folder)).map((name) => `${folder}/${name}`));
    let number = 1;
    while (taken.has(`${place}.${number}`)) number += 1;
    return `${place}.${number}`;
  }

  /** Durably removes what the quarantine holds of a file. */
  async emptyQuarantine(relative: string): Promise<void> {
    const folder = dirname(`quarantine/${relative}`);
    const prefix = relative.slice(relative.lastIndexOf('/') + 1);
    const held = (await this.list(folder)).filter((name) => name.startsWith(`${prefix}.`));
    if (held.length === 0) return;
    for (const name of held) await this.fs.unlink(this.path(`${folder}/${name}`));
    await this.fs.syncFolder(this.path(folder));
  }

  /** Removes temporary files that a crash left behind, in a folder and those below it. */
  async sweep(relative: string): Promise<void> {
    for (const name of await this.list(relative)) {
      const path = `${relative}/${name}`;
      if (name.endsWith('.tmp')) await this.fs.unlink(this.path(path));
      else if ((await this.fs.facts(this.path(path))).isFolder) await this.sweep(path);
    }
  }
}
