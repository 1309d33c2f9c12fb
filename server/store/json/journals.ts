import { AppError, systemCode } from '../../platform/errors.ts';
import { tryEach } from '../../platform/try-each.ts';
import type { Journal, Journals, RecoveredJournal } from '../store.ts';
import { AppendFile } from './append-file.ts';
import type { DataFolder } from './data-folder.ts';
import { ifThere } from './file-system.ts';
import { splitLines } from './lines.ts';
import { isSafeName, safeName } from './names.ts';
import { seal, unseal } from './seal.ts';
import { guarded } from './storage-errors.ts';

const FOLDER = 'journals';
const ENDING = '.jsonl';

/** The entries before the first damaged line, and whether whole ones come after it. */
function wholeEntries(bytes: Uint8Array): { entries: unknown[]; lostAny: boolean } {
  const lines = splitLines(bytes).map(unseal);
  const damagedAt = lines.indexOf(undefined);
  const whole = damagedAt === -1 ? lines : lines.slice(0, damagedAt);
  const lostAny = damagedAt !== -1 && lines.slice(damagedAt).some((line) => line !== undefined);
  return { entries: whole.map((line) => line?.entry), lostAny };
}

/** Journals as files of sealed lines in `journals/`. */
export class JsonJournals implements Journals {
  readonly #folder: DataFolder;
  readonly #open = new Map<string, AppendFile>();

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  async open(journalId: string): Promise<Journal> {
    const id = safeName(journalId);
    const file = await this.#folder.saving(() => this.#create(id));
    this.#open.set(id, file);
    return {
      append: async (entry) => {
        if (this.#open.get(id) !== file)
          throw new AppError('unavailable', 'A journal was written to after it had been closed.');
        await file.append(seal({ entry: entry === undefined ? null : entry }));
      },
      remove: async () => {
        if (this.#open.get(id) === file) await this.#release(id, file);
        await this.#remove(id);
      },
    };
  }

  async recover(): Promise<RecoveredJournal[]> {
    const names = await guarded('not read', () => this.#folder.list(FOLDER));
    const found: RecoveredJournal[] = [];
    for (const name of names.sort()) {
      const journalId = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : '';
      if (!isSafeName(journalId) || this.#open.has(journalId)) continue;
      const entries = await this.#entries(`${FOLDER}/${name}`);
      if (entries) found.push({ journalId, entries, remove: () => this.#remove(journalId) });
    }
    return found;
  }

  /** Closes the files and leaves them, to be recovered at the next start. */
  async close(): Promise<void> {
    await tryEach([...this.#open], ([id, file]) => this.#release(id, file));
  }

  async #create(id: string): Promise<AppendFile> {
    const { fs } = this.#folder;
    await this.#folder.ensure(FOLDER);
    const file = await AppendFile.create(this.#folder, this.#path(id)).catch((error) => {
      if (systemCode(error) !== 'EEXIST') throw error;
      throw new AppError(
        'conflict',
        'There is a journal of this name already. Remove it before opening it anew.',
      );
    });
    try {
      await fs.syncFolder(this.#folder.path(FOLDER));
      return file;
    } catch (error) {
      await file.close();
      await fs.unlink(this.#folder.path(this.#path(id)));
      throw error;
    }
  }

  async #release(id: string, file: AppendFile): Promise<void> {
    this.#open.delete(id);
    await guarded('not saved', () => file.close());
  }

  async #remove(id: string): Promise<void> {
    await this.#folder.saving(async () => {
      await ifThere(this.#folder.fs.unlink(this.#folder.path(this.#path(id))));
      await this.#folder.fs.syncFolder(this.#folder.path(FOLDER));
    });
  }

  /** `undefined` where the disk can't read the file: it stays for the next start and does not hold up the others. */
  async #entries(path: string): Promise<unknown[] | undefined> {
    try {
      const { entries, lostAny } = wholeEntries(await this.#folder.fs.readFile(this.#folder.path(path)));
      if (lostAny) this.#folder.report({ path, recovered: true });
      return entries;
    } catch {
      this.#folder.report({ path, recovered: false });
      return undefined;
    }
  }

  #path(id: string): string {
    return `${FOLDER}/${id}${ENDING}`;
  }
}
