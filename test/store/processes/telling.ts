import type { Ledger, Place, Witness } from '../faults/ledger.ts';

/** What a writing process tells the one that survives it. */
export type Told =
  | { id: number; document: Place; count: number | null }
  | { id: number; entryOf: string }
  | { id: number; removalOf: string }
  | { id: number; audit: true }
  | { acknowledged: number; sequence?: number };

/** A witness that passes everything on. */
export class TellingWitness implements Witness {
  readonly #tell: (told: Told) => void;
  readonly #entries = new Map<string, number>();
  #lastCount: number;
  #lastId = 0;

  constructor(tell: (told: Told) => void, life: number) {
    this.#tell = tell;
    this.#lastCount = life * 1_000_000;
  }

  nextCount(): number {
    this.#lastCount += 1;
    return this.#lastCount;
  }

  ask(document: Place, count: number | null): () => void {
    const id = this.#nextId();
    this.#tell({ id, document, count });
    return () => this.#tell({ acknowledged: id });
  }

  askEntry(entryOf: string): { entry: number; acknowledge: () => void } {
    const id = this.#nextId();
    const entry = this.#entries.get(entryOf) ?? 0;
    this.#entries.set(entryOf, entry + 1);
    this.#tell({ id, entryOf });
    return { entry, acknowledge: () => this.#tell({ acknowledged: id }) };
  }

  askRemoval(removalOf: string): () => void {
    const id = this.#nextId();
    this.#tell({ id, removalOf });
    return () => this.#tell({ acknowledged: id });
  }

  askAudit(): (sequence: number) => void {
    const id = this.#nextId();
    this.#tell({ id, audit: true });
    return (sequence) => this.#tell({ acknowledged: id, sequence });
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

/** Enters into a ledger what one writing process tells. */
export function enterInto(ledger: Ledger): (told: Told) => void {
  const waiting = new Map<number, (sequence: number) => void>();
  return (told) => {
    if ('acknowledged' in told) waiting.get(told.acknowledged)?.(told.sequence ?? 0);
    else if ('document' in told) waiting.set(told.id, ledger.ask(told.document, told.count));
    else if ('entryOf' in told) waiting.set(told.id, ledger.askEntry(told.entryOf).acknowledge);
    else if ('removalOf' in told) waiting.set(told.id, ledger.askRemoval(told.removalOf));
    else waiting.set(told.id, ledger.askAudit());
  };
}
