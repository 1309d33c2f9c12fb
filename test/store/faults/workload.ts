import type { JsonStore } from '../../../server/store/json/index.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import type { DocumentStore } from '../../../server/store/store.ts';
import { noteKind } from '../kinds.ts';
import { noteOf, PLACES, type Witness } from './ledger.ts';
import type { Chance } from './random.ts';

const WRITERS = 16;

interface Work {
  store: JsonStore;
  /** The store's documents, or a mutant of them. */
  documents: DocumentStore;
  witness: Witness;
  chance: Chance;
  /** Told each rejection; answers whether to go on. */
  onRefused: (error: unknown) => boolean;
}

/** 16 writers at once, each doing `steps` things to shared documents and to journals of their own. */
export async function runWriters(work: Work, life: number, steps: number): Promise<void> {
  await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => runWriter(work, `w${life}-${writer}`, steps)),
  );
}

async function runWriter(work: Work, name: string, steps: number): Promise<void> {
  const { store, witness, chance, onRefused } = work;
  let goesOn = true;
  const attempt = async (step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      goesOn = onRefused(error);
    }
  };
  for (let part = 0; part < 2 && goesOn; part += 1) {
    const journalId = `${name}-${part}`;
    await attempt(async () => {
      const journal = await store.journals.open(journalId);
      for (let step = 0; step < steps && goesOn; step += 1)
        await attempt(async () => {
          const kind = chance.next();
          if (kind < 0.55) await changeDocument(work);
          else if (kind < 0.65) await audit(work, name);
          else await Promise.all([0, 1].map(() => appendTo(journal, journalId, witness)));
        });
      if (part > 0 || !goesOn) return;
      const acknowledge = witness.askRemoval(journalId);
      await journal.remove();
      acknowledge();
    });
  }
}

async function changeDocument({ documents, witness, chance }: Work): Promise<void> {
  const place = chance.of(PLACES);
  const removes = chance.next() < 0.15;
  await documents.transact(tenantScope(place.tenantId), async (writer) => {
    const count = removes ? null : witness.nextCount(place);
    const acknowledge = witness.ask(place, count);
    if (count === null) await writer.remove(noteKind, place.key);
    else await writer.put(noteKind, place.key, noteOf(count));
    acknowledge();
  });
}

async function audit({ store, witness }: Work, by: string): Promise<void> {
  const acknowledge = witness.askAudit();
  const { sequence } = await store.audit.append({ by, action: 'note.changed', tenantId: 1, detail: {} });
  acknowledge(sequence);
}

async function appendTo(
  journal: Awaited<ReturnType<JsonStore['journals']['open']>>,
  journalId: string,
  witness: Witness,
): Promise<void> {
  const { entry, acknowledge } = witness.askEntry(journalId);
  await journal.append(entry);
  acknowledge();
}
