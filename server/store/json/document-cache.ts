import type { Document } from './document.ts';

/** The documents used last, up to a number of them. One that is being read or written is never dropped. */
export class DocumentCache {
  readonly #limit: number;
  readonly #byName = new Map<string, Document>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The document of that name, made where it is not held. */
  use(name: string, make: () => Document): Document {
    const document = this.#byName.get(name) ?? make();
    // Taken out and put back, so that the map's order is the order of use.
    this.#byName.delete(name);
    this.#byName.set(name, document);
    if (this.#byName.size > this.#limit) this.#dropOldest(document);
    return document;
  }

  held(): Iterable<Document> {
    return this.#byName.values();
  }

  #dropOldest(except: Document): void {
    for (const [name, document] of this.#byName) {
      if (this.#byName.size <= this.#limit) return;
      if (document !== except && document.isIdle) this.#byName.delete(name);
    }
  }
}
