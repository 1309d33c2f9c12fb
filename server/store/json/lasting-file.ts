import { z } from 'zod';
import { erasureAsker } from '../../contracts/memory.ts';
import type { ForgottenMark, LastingNotes } from '../lasting.ts';
import type { DataFolder } from './data-folder.ts';
import { DurableFile } from './durable-file.ts';
import { seal, unseal } from './seal.ts';
import { guarded } from './storage-errors.ts';

const FILE = 'lasting.json';
const notes = z.object({
  lastTenantId: z.number().int().nonnegative(),
  forgotten: z.array(
    z.object({
      tenantId: z.number().int().min(1),
      at: z.iso.datetime(),
      by: erasureAsker,
      mark: z.string().min(1),
    }),
  ),
});
type Notes = z.infer<typeof notes>;

/** The lasting notes in a file beside the parts of the data folder that a restore replaces. */
export class LastingFile implements LastingNotes {
  readonly #folder: DataFolder;
  readonly #file: DurableFile;
  #notes: Notes;
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(folder: DataFolder, file: DurableFile, held: Notes) {
    this.#folder = folder;
    this.#file = file;
    this.#notes = held;
  }

  /** Reads the notes. Where no good generation is left, the damage is reported and they begin anew. */
  static async open(folder: DataFolder): Promise<LastingFile> {
    const file = new DurableFile(folder, FILE);
    return guarded('not read', async () => {
      await file.removeTemporary();
      return new LastingFile(folder, file, await readNotes(folder, file));
    });
  }

  get lastTenantId(): number {
    return this.#notes.lastTenantId;
  }

  get forgotten(): readonly ForgottenMark[] {
    return this.#notes.forgotten;
  }

  noteTenantId(id: number): Promise<void> {
    return this.#change((held) => (id <= held.lastTenantId ? held : { ...held, lastTenantId: id }));
  }

  noteForgotten(marks: readonly ForgottenMark[]): Promise<void> {
    return this.#change((held) =>
      marks.length === 0 ? held : { ...held, forgotten: [...held.forgotten, ...marks] },
    );
  }

  /** Waits for what is being noted. */
  async close(): Promise<void> {
    await this.#lastChange;
    await guarded('not saved', () => this.#file.settle());
  }

  #change(change: (held: Notes) => Notes): Promise<void> {
    const done = this.#lastChange.then(async () => {
      const next = change(this.#notes);
      if (next === this.#notes) return;
      await this.#folder.saving(() => this.#file.write(seal(next)));
      this.#notes = next;
    });
    this.#lastChange = done.catch(() => undefined);
    return done;
  }
}

async function readNotes(folder: DataFolder, file: DurableFile): Promise<Notes> {
  const current = await file.read('current');
  const fromCurrent = decode(current);
  if (fromCurrent) return fromCurrent;
  const previous = await file.read('previous');
  const fromPrevious = decode(previous);
  if (current) await folder.quarantine(file.pathOf('current'));
  if (current || previous) folder.report({ path: FILE, recovered: fromPrevious !== undefined });
  return fromPrevious ?? { lastTenantId: 0, forgotten: [] };
}

function decode(bytes: Uint8Array | undefined): Notes | undefined {
  return bytes && notes.safeParse(unseal(bytes)).data;
}
