import type { AuditLog } from '../../../server/store/audit-log.ts';
import type { Damage } from '../../../server/store/json/data-folder.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import type { DocumentReader, DocumentStore, RecoveredJournal } from '../../../server/store/store.ts';
import { type Note, noteKind } from '../kinds.ts';

/** A document that writers share. */
export interface Place {
  tenantId: number;
  key: string;
}

export const PLACES: readonly Place[] = [1, 2, 3].flatMap((tenantId) =>
  ['a', 'b', 'c'].map((key) => ({ tenantId, key })),
);

/** A body whose text tells whether it was kept whole. `count` null stands for an absent document. */
export function noteOf(count: number): Note {
  return { count, text: `${count}.`.repeat((count * 37) % 400) };
}

type Removal = 'none' | 'asked' | 'acknowledged';

interface History {
  /** What was asked for, in order; null is a removal. */
  asked: (number | null)[];
  /** Index in `asked` of what was acknowledged last. */
  acknowledged: number;
}

/** Told of each write before it is asked for; what it answers is called when the write was acknowledged. */
export interface Witness {
  /** A count that was never asked for before. */
  nextCount(place: Place): number;
  /** A document is to hold that count, or be removed. */
  ask(place: Place, count: number | null): () => void;
  askEntry(journalId: string): { entry: number; acknowledge: () => void };
  /** From here on the journal may be missing, as its content is no longer needed; acknowledged, it must be. */
  askRemoval(journalId: string): () => void;
  askAudit(): (sequence: number) => void;
}

/** What was asked of a store and what it acknowledged, kept by somebody who survives its crashes. */
export class Ledger implements Witness {
  readonly #documents = new Map<string, History>();
  readonly #journals = new Map<string, { asked: number; acknowledged: Set<number>; removal: Removal }>();
  /** The highest sequence of the audit log that was acknowledged. */
  auditAcknowledged = 0;
  violations: string[] = [];

  ask({ tenantId, key }: Place, count: number | null): () => void {
    const history = this.#history(`${tenantId}/${key}`);
    const index = history.asked.push(count) - 1;
    return () => {
      history.acknowledged = Math.max(history.acknowledged, index);
    };
  }

  nextCount({ tenantId, key }: Place): number {
    return this.#history(`${tenantId}/${key}`).asked.length;
  }

  askEntry(journalId: string): { entry: number; acknowledge: () => void } {
    const journal = this.#journal(journalId);
    const entry = journal.asked;
    journal.asked += 1;
    return { entry, acknowledge: () => void journal.acknowledged.add(entry) };
  }

  askRemoval(journalId: string): () => void {
    const journal = this.#journal(journalId);
    journal.removal = 'asked';
    return () => {
      journal.removal = 'acknowledged';
    };
  }

  askAudit(): (sequence: number) => void {
    return (sequence) => {
      this.auditAcknowledged = Math.max(this.auditAcknowledged, sequence);
    };
  }

  /** After a crash: each document is what was acknowledged last, or what was asked for since. */
  async checkDocuments(store: DocumentStore): Promise<void> {
    await this.#checkEach(store, ({ asked, acknowledged }) => asked.slice(acknowledged));
  }

  /** While the store runs: each document is exactly what was acknowledged last. */
  async checkNothingRefusedIsSeen(store: DocumentStore): Promise<void> {
    await this.#checkEach(store, ({ asked, acknowledged }) => asked.slice(acknowledged, acknowledged + 1));
  }

  checkJournals(recovered: RecoveredJournal[]): void {
    const byId = new Map(recovered.map(({ journalId, entries }) => [journalId, entries]));
    for (const [journalId, { asked, acknowledged, removal }] of this.#journals) {
      const entries = byId.get(journalId) ?? [];
      if (removal === 'acknowledged' && byId.has(journalId))
        this.violations.push(`journal ${journalId} came back`);
      if (removal !== 'none' && !byId.has(journalId)) continue;
      const missing = [...acknowledged].filter((entry) => !entries.includes(entry));
      if (missing.length > 0) this.violations.push(`journal ${journalId} lost ${missing.length} entries`);
      const inOrder = entries.every((entry, index) => {
        const before = entries[index - 1];
        return typeof entry === 'number' && entry < asked && (typeof before !== 'number' || before < entry);
      });
      if (!inOrder) this.violations.push(`journal ${journalId} holds ${JSON.stringify(entries)}`);
    }
  }

  async checkAudit(log: AuditLog): Promise<void> {
    const verdict = await log.verify();
    if (!verdict.ok) this.violations.push(`the audit chain breaks at ${verdict.brokenAt}`);
    if (verdict.entries < this.auditAcknowledged) this.violations.push('the audit log lost entries');
  }

  /** No crash may look like damage, but that the audit log may end in a torn line that was not acknowledged. */
  checkDamages(damages: Damage[]): void {
    const unexpected = damages.filter(({ path }) => path !== 'audit/audit.jsonl');
    if (unexpected.length > 0) this.violations.push(`damaged: ${JSON.stringify(unexpected)}`);
  }

  async #checkEach(store: DocumentStore, allowed: (history: History) => (number | null)[]): Promise<void> {
    for (const place of PLACES) {
      const label = `${place.tenantId}/${place.key}`;
      const read = (reader: DocumentReader) => reader.get(noteKind, place.key);
      try {
        const found = await store.read(tenantScope(place.tenantId), read);
        const choices = allowed(this.#history(label));
        if (!choices.includes(found?.count ?? null))
          this.violations.push(`${label} is ${found?.count ?? 'absent'}, not one of ${choices.join()}`);
        if (found && found.text !== noteOf(found.count).text)
          this.violations.push(`${label} has foreign text`);
      } catch (error) {
        this.violations.push(`${label} can't be read: ${error}`);
      }
    }
  }

  #history(label: string): History {
    let history = this.#documents.get(label);
    if (!history) {
      history = { asked: [null], acknowledged: 0 };
      this.#documents.set(label, history);
    }
    return history;
  }

  #journal(journalId: string) {
    let journal = this.#journals.get(journalId);
    if (!journal) {
      journal = { asked: 0, acknowledged: new Set(), removal: 'none' as const };
      this.#journals.set(journalId, journal);
    }
    return journal;
  }
}
