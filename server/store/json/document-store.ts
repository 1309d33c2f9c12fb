import { AppError } from '../../platform/errors.ts';
import { tryEach } from '../../platform/try-each.ts';
import type { Scope } from '../scope.ts';
import type { DocumentKind, DocumentReader, DocumentStore, DocumentWriter } from '../store.ts';
import type { DataFolder } from './data-folder.ts';
import { Document, DurableAdapter } from './document.ts';
import { DocumentCache } from './document-cache.ts';
import { Lease } from './lease.ts';
import { isSafeName, kindFolder, safeName, scopeFolder, tenantIdOf } from './names.ts';
import { guarded } from './storage-errors.ts';

/** A current generation, or a previous one that stands in for it. */
const DOCUMENT_FILE = /^([^.]+)\.json(?:\.old)?$/;

function keyOf(fileName: string): string | undefined {
  const key = DOCUMENT_FILE.exec(fileName)?.[1];
  return isSafeName(key) ? key : undefined;
}

/** The body as it will be read back, or throws `invalid` when that would not fit the schema. */
function checkedBody<T>(kind: DocumentKind<T>, body: T): T {
  const text = JSON.stringify(body);
  const parsed = kind.schema.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid',
    `A document of kind ${kind.name} can't be kept: it does not fit its schema.`,
    {
      fields: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
    },
  );
}

/** Documents as files, one lowdb document each, in `tenants/<id>/<kind>/<key>.json` and `appliance/<kind>/<key>.json`. */
export class JsonDocumentStore implements DocumentStore {
  readonly #folder: DataFolder;
  readonly #cache: DocumentCache;
  /** By scope, the end of the last transaction in line. */
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #leases = new Set<Lease>();
  #closed = false;

  /** `cachedDocuments`: how many documents memory holds. */
  constructor(folder: DataFolder, cachedDocuments: number) {
    this.#folder = folder;
    this.#cache = new DocumentCache(cachedDocuments);
  }

  async read<R>(scope: Scope, use: (reader: DocumentReader) => Promise<R>): Promise<R> {
    this.#refuseWhenClosed();
    scopeFolder(scope);
    return this.#lend((lease) => use(this.#reader(scope, lease)));
  }

  /** Must not be called for a scope from within a transaction of the same scope: it would wait for itself. */
  async transact<R>(scope: Scope, use: (writer: DocumentWriter) => Promise<R>): Promise<R> {
    this.#refuseWhenClosed();
    const line = scopeFolder(scope);
    const before = this.#queues.get(line);
    const run = async () => {
      await before?.catch(() => undefined);
      return this.#lend((lease) => use(this.#writer(scope, lease)));
    };
    const result = run();
    this.#queues.set(line, result);
    try {
      return await result;
    } finally {
      if (this.#queues.get(line) === result) this.#queues.delete(line);
    }
  }

  async tenantIds(): Promise<number[]> {
    this.#refuseWhenClosed();
    return guarded('not read', async () => {
      const ids: number[] = [];
      for (const name of await this.#folder.list('tenants')) {
        const id = tenantIdOf(name);
        if (id !== undefined && (await this.#hasDocuments(`tenants/${name}`))) ids.push(id);
      }
      return ids.sort((a, b) => a - b);
    });
  }

  /**
   * Waits for what is under way; anything later is refused with `unavailable`. Rejects with `storage-failed` where
   * a change that was refused could not be undone on the disk.
   */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#queues.values(), ...[...this.#leases].map((lease) => lease.ended)]);
    await tryEach(this.#cache.held(), (document) => document.settle());
  }

  #reader(scope: Scope, lease: Lease): DocumentReader {
    return {
      get: (kind, key) => lease.use(() => this.#get(scope, kind, key)),
      keys: (kind) => lease.use(() => this.#keys(scope, kind)),
    };
  }

  #writer(scope: Scope, lease: Lease): DocumentWriter {
    return {
      ...this.#reader(scope, lease),
      put: (kind, key, body) => lease.useInOrder(() => this.#put(scope, kind, key, body)),
      remove: (kind, key) => lease.useInOrder(() => this.#remove(scope, kind, key)),
      scrub: (kind, key) => lease.useInOrder(() => this.#scrub(scope, kind, key)),
    };
  }

  async #get<T>(scope: Scope, kind: DocumentKind<T>, key: string): Promise<T | undefined> {
    const document = this.#document(scope, kind, key);
    await document.load();
    // The body came out of this kind's own schema, at `put` or when it was loaded.
    return document.body as T | undefined;
  }

  async #keys(scope: Scope, kind: DocumentKind<unknown>): Promise<string[]> {
    const folder = kindFolder(scope, kind);
    const names = await guarded('not read', () => this.#folder.list(folder));
    const keys = names.map(keyOf).filter((key) => key !== undefined);
    return [...new Set(keys)].sort();
  }

  async #put<T>(scope: Scope, kind: DocumentKind<T>, key: string, body: T): Promise<void> {
    const document = this.#document(scope, kind, key);
    const checked = checkedBody(kind, body);
    // What is there must be known first: a damaged or newer document is never written over.
    await document.load();
    await document.write(checked);
  }

  async #remove(scope: Scope, kind: DocumentKind<unknown>, key: string): Promise<void> {
    const document = this.#document(scope, kind, key);
    const file = `${kindFolder(scope, kind)}/${key}.json`;
    // First, so that a removal that was refused leaves the document.
    await guarded('not saved', () => this.#folder.emptyQuarantine(file));
    await document.remove();
  }

  async #scrub(scope: Scope, kind: DocumentKind<unknown>, key: string): Promise<void> {
    const document = this.#document(scope, kind, key);
    await guarded('not saved', () => this.#folder.emptyQuarantine(`${kindFolder(scope, kind)}/${key}.json`));
    await document.removePrevious();
  }

  #document(scope: Scope, kind: DocumentKind<unknown>, key: string): Document {
    const name = `${kindFolder(scope, kind)}/${safeName(key)}`;
    return this.#cache.use(name, () => new Document(new DurableAdapter(this.#folder, kind, name)));
  }

  async #hasDocuments(folder: string): Promise<boolean> {
    for (const kind of await this.#folder.list(folder)) {
      if (!isSafeName(kind)) continue;
      if ((await this.#folder.list(`${folder}/${kind}`)).some(keyOf)) return true;
    }
    return false;
  }

  async #lend<R>(use: (lease: Lease) => Promise<R>): Promise<R> {
    const lease = new Lease();
    this.#leases.add(lease);
    try {
      return await use(lease);
    } finally {
      await lease.end();
      this.#leases.delete(lease);
    }
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new AppError('unavailable', 'The store is closed. Start the app again.');
  }
}
