import { type Adapter, Low } from 'lowdb';
import { AppError } from '../../platform/errors.ts';
import type { DocumentKind } from '../store.ts';
import type { DataFolder } from './data-folder.ts';
import { type Decoded, decodeDocument, encodeDocument, type Stored } from './document-format.ts';
import { DurableFile, type Generation } from './durable-file.ts';
import { guarded } from './storage-errors.ts';

type Looked = Decoded | { state: 'absent' };

/** lowdb's door to the disk: whole files, durable when acknowledged, checked when read. */
export class DurableAdapter implements Adapter<Stored | null> {
  readonly file: DurableFile;
  readonly #folder: DataFolder;
  readonly #kind: DocumentKind<unknown>;
  readonly #name: string;

  /** `name` is the path of the document in the data folder, without an ending. */
  constructor(folder: DataFolder, kind: DocumentKind<unknown>, name: string) {
    this.#folder = folder;
    this.#kind = kind;
    this.#name = name;
    this.file = new DurableFile(folder, `${name}.json`);
  }

  /**
   * Resolves with the last good generation, or `null` when there is none at all. A damaged current generation
   * goes to the quarantine when the previous one is good; when neither is, both stay where they are, so that the
   * document is never taken for an absent one.
   */
  async read(): Promise<Stored | null> {
    await this.file.settle();
    const current = await this.#look('current');
    if (current.state === 'good') return current.stored;
    const previous = await this.#look('previous');
    if (current.state === 'absent' && previous.state === 'absent') return null;
    if (previous.state !== 'good') throw this.#lost();
    if (current.state === 'damaged') {
      await this.#folder.quarantine(this.file.path);
      this.#folder.report({ path: this.file.path, recovered: true });
    }
    return previous.stored;
  }

  async write(data: Stored | null): Promise<void> {
    if (!data) return;
    const bytes = encodeDocument(this.#kind, this.#name, data.body);
    await this.#folder.saving(() => this.file.write(bytes));
  }

  /** Removes all generations, durably. */
  async remove(): Promise<void> {
    await this.#folder.saving(() => this.file.remove());
  }

  /** Durably removes the previous generation, unless the current one is not good. */
  async removePrevious(): Promise<void> {
    await this.#folder.saving(async () => {
      await this.file.settle();
      if ((await this.#look('current')).state === 'good') await this.file.removePrevious();
    });
  }

  async #look(generation: Generation): Promise<Looked> {
    const bytes = await this.file.read(generation);
    if (!bytes) return { state: 'absent' };
    const decoded = decodeDocument(this.#kind, this.#name, bytes);
    if (decoded.state !== 'newer') return decoded;
    throw new AppError(
      'storage-damaged',
      `A document of kind ${this.#kind.name} was written by a newer version of the app. Update the app; the document was left untouched.`,
    );
  }

  #lost(): AppError {
    this.#folder.report({ path: this.file.path, recovered: false });
    return new AppError(
      'storage-damaged',
      `A document of kind ${this.#kind.name} is damaged and no good copy of it is left. Restore it from a backup, or delete it.`,
    );
  }
}

/** One document in memory. Reads see what is durable only; writes come one after the other. */
export class Document {
  readonly #adapter: DurableAdapter;
  readonly #low: Low<Stored | null>;
  #durable: Stored | null = null;
  #load: Promise<void> | undefined;
  #working = 0;

  constructor(adapter: DurableAdapter) {
    this.#adapter = adapter;
    this.#low = new Low<Stored | null>(adapter, null);
  }

  /** Whether memory may forget it: nothing is under way and the disk agrees with it. */
  get isIdle(): boolean {
    return this.#working === 0 && !this.#adapter.file.inDoubt;
  }

  /** A copy of the body, or `undefined` when the document is absent. */
  get body(): unknown {
    return this.#durable ? structuredClone(this.#durable.body) : undefined;
  }

  /** Reads the disk once. Rejects with `storage-damaged` or `storage-failed`; the next call tries again. */
  load(): Promise<void> {
    this.#load ??= this.#busy(() => guarded('not read', () => this.#low.read())).then(
      () => {
        this.#durable = this.#low.data;
      },
      (error) => {
        this.#load = undefined;
        throw error;
      },
    );
    return this.#load;
  }

  /** To be called when loaded. When it rejects with `storage-failed`, the body stands as before. */
  async write(body: unknown): Promise<void> {
    this.#low.data = { body };
    try {
      await this.#busy(() => this.#low.write());
      this.#durable = this.#low.data;
    } catch (error) {
      this.#low.data = this.#durable;
      throw error;
    }
  }

  /** Removes all generations, loaded or not. */
  async remove(): Promise<void> {
    await this.#busy(() => this.#adapter.remove());
    this.#low.data = null;
    this.#durable = null;
    this.#load = Promise.resolve();
  }

  /** Removes earlier generations, loaded or not. */
  async removePrevious(): Promise<void> {
    await this.#busy(() => this.#adapter.removePrevious());
  }

  /** Undoes on the disk what a failed change left there. */
  settle(): Promise<void> {
    return guarded('not saved', () => this.#adapter.file.settle());
  }

  async #busy(work: () => Promise<void>): Promise<void> {
    this.#working += 1;
    try {
      await work();
    } finally {
      this.#working -= 1;
    }
  }
}
