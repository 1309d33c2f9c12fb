import { createReadStream } from 'node:fs';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { AsideData, BackupAbout } from '../../../contracts/backup.ts';
import { type Clock, isoNow } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Ids } from '../../../platform/ids.ts';
import { makeFolders } from '../../../platform/make-folders.ts';
import { type ArchiveWriter, readArchive, wholly, writeArchive } from '../../../platform/tar.ts';
import type { CheckedBackup, DataBackups, Progress } from '../../backups.ts';
import type { DocumentKind } from '../../store.ts';
import type { DataFolder } from '../data-folder.ts';
import { writeFully } from '../file-system.ts';
import { shownPath } from '../names.ts';
import { guarded, storageFailed } from '../storage-errors.ts';
import { countAll, type Found, findAll, openSound, readDocument, readLines } from './collect.ts';
import { ABOUT, END } from './places.ts';
import { hashed, proveBackup, readAbout, Tally } from './prove.ts';
import { decideSwitch, findAside, INCOMING, removeAside, removeTree } from './switch.ts';

/** What must stay free on the disk whatever a file unpacks to. */
const SPARE_BYTES = 256 * 1024 * 1024;

interface Parts {
  folder: DataFolder;
  clock: Clock;
  ids: Ids;
  /** What can be kept, so that a copy is proven to be of use. */
  kinds: readonly DocumentKind<unknown>[];
}

/** Backups of the data folder as archives (tar with gzip), readable by their owner only. */
export class JsonBackups implements DataBackups {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async write(
    file: string,
    given: Pick<BackupAbout, 'version' | 'at' | 'withRecordings'>,
    progress: Progress,
  ): Promise<{ about: BackupAbout; damaged: string[] }> {
    const { folder } = this.#parts;
    const partial = `${file}.partial`;
    try {
      await makeFolders(dirname(file));
      const found = await findAll(folder, given.withRecordings);
      const about: BackupAbout = { format: 1, ...given, contents: await countAll(folder, found) };
      // Written once and read once.
      const total = found.length * 2;
      const damaged = await this.#pack(partial, about, found, (done) => progress(done, total));
      await this.check(partial, (done) => progress(Math.min(total, found.length + done), total));
      await rename(partial, file);
      await folder.fs.syncFolder(dirname(file));
      return { about, damaged };
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      if (error instanceof AppError && error.code === 'invalid')
        throw new AppError(
          'storage-failed',
          'The backup could not be read again after it was written. Check the disk, and back up to another.',
          { cause: error },
        );
      throw storageFailed(error, 'not saved');
    }
  }

  async about(file: string): Promise<BackupAbout> {
    const source = createReadStream(file);
    const heard = Promise.withResolvers<BackupAbout>();
    const read = readArchive(source, {
      limitBytes: Number.POSITIVE_INFINITY,
      async visit(first) {
        heard.resolve(await readAbout(first));
        // The rest is not of interest here.
        source.destroy();
      },
    });
    const nothing = read.then(() => {
      throw new AppError('invalid', 'This is not a backup of Ringhouse.');
    });
    try {
      return await Promise.race([heard.promise, nothing]);
    } finally {
      source.destroy();
    }
  }

  async check(file: string, progress: Progress): Promise<CheckedBackup> {
    return this.#prove(file, progress, async (_path, chunks) => {
      for await (const _ of chunks);
    });
  }

  async stage(file: string, progress: Progress, mayDecide: () => void): Promise<void> {
    const { folder, clock, ids } = this.#parts;
    const folders = new Set<string>([INCOMING]);
    let dataAt: string;
    await guarded('not saved', () => removeTree(folder, INCOMING));
    try {
      await guarded('not saved', () => folder.fs.makeFolder(folder.path(INCOMING)));
      const { about } = await this.#prove(file, progress, async (path, chunks) => {
        await this.#unpack(`${INCOMING}/${path}`, chunks, folders);
      });
      dataAt = about.at;
      await guarded('not saved', async () => {
        for (const made of folders) await folder.fs.syncFolder(folder.path(made));
        await folder.fs.syncFolder(folder.root);
      });
      mayDecide();
    } catch (error) {
      await removeTree(folder, INCOMING).catch(() => undefined);
      throw error;
    }
    const given = { id: switchId(ids), at: isoNow(clock), failure: null };
    const decided = { ...given, source: INCOMING, backup: basename(file), dataAt };
    // Where this fails, what was unpacked stays until the next start, which knows whether it was decided.
    await guarded('not saved', () => decideSwitch(folder, decided));
  }

  async switchBack(): Promise<void> {
    const { folder, clock, ids } = this.#parts;
    const aside = await guarded('not read', () => findAside(folder));
    if (!aside) throw new AppError('not-found', 'There is no earlier data to switch back to.');
    const given = { id: switchId(ids), at: isoNow(clock), failure: null };
    await guarded('not saved', () =>
      decideSwitch(folder, { ...given, source: aside.source, backup: null, dataAt: aside.at }),
    );
  }

  async aside(): Promise<AsideData | null> {
    const aside = await guarded('not read', () => findAside(this.#parts.folder));
    return aside && { at: aside.at, replacedBy: aside.replacedBy };
  }

  dropAside(): Promise<void> {
    return guarded('not saved', () => removeAside(this.#parts.folder));
  }

  async #pack(
    partial: string,
    about: BackupAbout,
    found: readonly Found[],
    onFile: (done: number) => void,
  ): Promise<string[]> {
    const tally = new Tally();
    const damaged: string[] = [];
    await writeArchive(partial, async (archive) => {
      await archive.addText(ABOUT, JSON.stringify(about));
      for (const [index, one] of found.entries()) {
        if (!(await this.#packOne(archive, tally, one)) && one.place.sort === 'document')
          damaged.push(one.path);
        onFile(index + 1);
      }
      await archive.addText(END, JSON.stringify(tally.sum()));
    });
    return (await this.#stillDamaged(damaged)).map(shownPath);
  }

  /** Whether there was anything to put in: what goes on meanwhile may have removed it. */
  async #packOne(archive: ArchiveWriter, tally: Tally, { path, place }: Found): Promise<boolean> {
    const { folder } = this.#parts;
    const note = (sha256: string): void => tally.add(path, sha256);
    if (place.sort === 'recording') {
      const sound = await openSound(folder, path);
      if (sound) await archive.add(path, sound.sizeBytes, hashed(sound.chunks, note));
      return sound !== undefined;
    }
    const bytes =
      place.sort === 'document' ? await readDocument(folder, path) : await readLines(folder, path);
    if (bytes) await archive.add(path, bytes.length, hashed(wholly(bytes), note));
    return bytes !== undefined;
  }

  /** Of documents that could not be read, those that are still there: the others were removed meanwhile. */
  async #stillDamaged(paths: readonly string[]): Promise<string[]> {
    const { folder } = this.#parts;
    const there: string[] = [];
    for (const path of paths)
      if (await folder.fs.facts(folder.path(path)).catch(() => undefined)) there.push(path);
    return there;
  }

  async #prove(
    file: string,
    progress: Progress,
    keep: (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<CheckedBackup> {
    await this.#assertThere(file);
    const { bavail, bsize } = await statfs(this.#parts.folder.root);
    const limitBytes = Math.max(SPARE_BYTES, bavail * bsize - SPARE_BYTES);
    const source = createReadStream(file);
    try {
      const { kinds } = this.#parts;
      return await proveBackup(source, { kinds, limitBytes, keep, onFile: progress });
    } finally {
      source.destroy();
    }
  }

  async #assertThere(file: string): Promise<void> {
    const facts = await stat(file).catch(() => undefined);
    if (!facts?.isFile()) throw new AppError('not-found', 'There is no such backup any more.');
    // Where it can't be opened, say so in terms of the disk.
    await guarded('not read', async () => (await open(file)).close());
  }

  async #unpack(path: string, chunks: AsyncIterable<Uint8Array>, folders: Set<string>): Promise<void> {
    const { fs } = this.#parts.folder;
    const parts = path.split('/').slice(0, -1);
    for (let depth = 2; depth <= parts.length; depth += 1) {
      const parent = parts.slice(0, depth).join('/');
      if (folders.has(parent)) continue;
      await guarded('not saved', () => fs.makeFolder(this.#parts.folder.path(parent)));
      folders.add(parent);
    }
    const file = await guarded('not saved', () => fs.open(this.#parts.folder.path(path), 'create'));
    try {
      let at = 0;
      for await (const chunk of chunks) {
        const begin = at;
        await guarded('not saved', () => writeFully(file, chunk, begin));
        at += chunk.length;
      }
      await guarded('not saved', () => file.sync());
    } finally {
      await file.close();
    }
  }
}

/** A name for one switch of the data: lower case, fit for a folder on any system. */
export const switchId = (ids: Ids): string => ids.sid('d').slice(0, 33).toLowerCase();
