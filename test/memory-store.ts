import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../server/platform/errors.ts';
import type { Scope } from '../server/store/scope.ts';
import type { DocumentKind, DocumentReader, DocumentStore, DocumentWriter } from '../server/store/store.ts';

const SAFE_KEY = /^[a-z0-9_-]{1,80}$/;

/** Documents in memory, strict about the port's rules. Writes can be told to fail. */
export class MemoryStore implements DocumentStore {
  /** Counts put and remove calls that went through. */
  writes = 0;
  readonly #documents = new Map<string, unknown>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #damaged = new Set<string>();
  #writesLeft = Number.POSITIVE_INFINITY;

  /** After `count` more writes each write fails, until `recover`. */
  failAfter(count: number): void {
    this.#writesLeft = count;
  }

  recover(): void {
    this.#writesLeft = Number.POSITIVE_INFINITY;
  }

  /** From now on the document can't be read. */
  damage(scope: Scope, kind: DocumentKind<unknown>, key: string): void {
    this.#damaged.add(pathOf(scope, kind, key));
  }

  /** Every document's path and text, to look for what should not be there. */
  dump(): string[] {
    return [...this.#documents].map(([path, body]) => `${path} ${JSON.stringify(body)}`);
  }

  read<R>(scope: Scope, use: (reader: DocumentReader) => Promise<R>): Promise<R> {
    return this.#lend(scope, use);
  }

  transact<R>(scope: Scope, use: (writer: DocumentWriter) => Promise<R>): Promise<R> {
    const queue = folderOf(scope);
    const run = (this.#queues.get(queue) ?? Promise.resolve()).then(() => this.#lend(scope, use));
    this.#queues.set(
      queue,
      run.catch(() => undefined),
    );
    return run;
  }

  async tenantIds(): Promise<number[]> {
    const ids = [...this.#documents.keys()].flatMap((path) => /^tenant-(\d+)\//.exec(path)?.[1] ?? []);
    return [...new Set(ids.map(Number))].sort((a, b) => a - b);
  }

  async close(): Promise<void> {}

  async #lend<R>(scope: Scope, use: (writer: DocumentWriter) => Promise<R>): Promise<R> {
    let open = true;
    const at = async (kind: DocumentKind<unknown>, key: string) => {
      if (!open) throw new Error('A handle was used after its callback.');
      if (kind.scope !== scope.kind)
        throw new Error(`${kind.name} does not belong into a ${scope.kind} scope.`);
      if (key !== '' && !SAFE_KEY.test(key)) throw new AppError('invalid', 'That is no key.');
      await Promise.resolve();
      return pathOf(scope, kind, key);
    };
    const countWrite = () => {
      if (this.#writesLeft <= 0) throw new AppError('storage-failed', 'The disk is full.');
      this.#writesLeft -= 1;
      this.writes += 1;
    };
    const writer: DocumentWriter = {
      get: async (kind, key) => {
        const path = await at(kind, key);
        if (this.#damaged.has(path)) throw new AppError('storage-damaged', 'A document is damaged.');
        const body = this.#documents.get(path);
        return body === undefined ? undefined : kind.schema.parse(structuredClone(body));
      },
      keys: async (kind) => {
        const prefix = await at(kind, '');
        return [...this.#documents.keys()]
          .filter((path) => path.startsWith(prefix))
          .map((path) => path.slice(prefix.length))
          .sort();
      },
      put: async (kind, key, body) => {
        const path = await at(kind, key);
        const plain: unknown = JSON.parse(JSON.stringify(body));
        if (!isDeepStrictEqual(kind.schema.parse(plain), plain))
          throw new AppError('invalid', `A ${kind.name} has fields that its schema does not know.`);
        countWrite();
        this.#documents.set(path, plain);
      },
      remove: async (kind, key) => {
        const path = await at(kind, key);
        countWrite();
        this.#documents.delete(path);
        this.#damaged.delete(path);
      },
      scrub: async (kind, key) => {
        await at(kind, key);
        countWrite();
      },
    };
    try {
      return await use(writer);
    } finally {
      open = false;
    }
  }
}

function folderOf(scope: Scope): string {
  return scope.kind === 'tenant' ? `tenant-${scope.tenantId}/` : 'appliance/';
}

function pathOf(scope: Scope, kind: DocumentKind<unknown>, key: string): string {
  return `${folderOf(scope)}${kind.name}/${key}`;
}
