import { describe, expect, it } from 'vitest';
import type { Journals } from '../../../server/store/store.ts';
import { HOSTILE_KEYS } from './documents.ts';

export interface JournalPlace {
  /** Ends what was opened before, if any, as a crash would: journals stay. */
  open(): Promise<Journals>;
}

/** What every adapter of the port `Journals` does. */
export function journalContract(makePlace: () => Promise<JournalPlace>): void {
  const opened = async () => {
    const place = await makePlace();
    return { place, journals: await place.open() };
  };

  describe('journals', () => {
    it('are recovered with all entries, in order', async () => {
      const { place, journals } = await opened();
      const [first, second] = [await journals.open('ca1'), await journals.open('ca2')];
      await first.append({ text: 'one\ntwo' });
      await Promise.all(Array.from({ length: 50 }, (_, index) => second.append(index)));
      const recovered = await (await place.open()).recover();
      expect(recovered.map(({ journalId, entries }) => ({ journalId, entries }))).toEqual([
        { journalId: 'ca1', entries: [{ text: 'one\ntwo' }] },
        { journalId: 'ca2', entries: Array.from({ length: 50 }, (_, index) => index) },
      ]);
    });

    it('that are open, or were removed, are not recovered', async () => {
      const { place, journals } = await opened();
      const [first, second] = [await journals.open('ca1'), await journals.open('ca2')];
      await first.append(1);
      await second.append(2);
      expect(await journals.recover()).toEqual([]);
      await first.remove();
      const recovered = await (await place.open()).recover();
      expect(recovered.map(({ journalId }) => journalId)).toEqual(['ca2']);
      await recovered[0]?.remove();
      expect(await (await place.open()).recover()).toEqual([]);
    });

    it('without entries are recovered too', async () => {
      const { place, journals } = await opened();
      await journals.open('ca1');
      expect((await (await place.open()).recover()).map(({ entries }) => entries)).toEqual([[]]);
    });

    it('exist once', async () => {
      const { place, journals } = await opened();
      const first = await journals.open('ca1');
      await expect(journals.open('ca1')).rejects.toMatchObject({ code: 'conflict' });
      await expect((await place.open()).open('ca1')).rejects.toMatchObject({ code: 'conflict' });
      await first.remove();
      expect(await place.open().then((fresh) => fresh.open('ca1'))).toBeDefined();
    });

    it('take nothing once removed', async () => {
      const { journals } = await opened();
      const journal = await journals.open('ca1');
      await journal.remove();
      await expect(journal.append(1)).rejects.toMatchObject({ code: 'unavailable' });
      await journal.remove();
    });

    it.each(HOSTILE_KEYS)('%j is no journal', async (id) => {
      const { journals } = await opened();
      await expect(journals.open(id)).rejects.toMatchObject({ code: 'invalid' });
    });
  });
}
