import { messageOf } from '../platform/errors.ts';
import type { Journal, Journals } from '../store/store.ts';
import type { JournalEntry } from './record.ts';

/** Writes one call's journal in order, out of the way of its audio. */
export interface CallScribe {
  /** Resolves with whether the entry is durable. Never rejects. */
  write(entry: JournalEntry): Promise<boolean>;
  /** After all that was written, removes the journal. Never rejects. */
  discard(): Promise<void>;
}

/** Opens the journal behind the scenes, so that a webhook need not wait for the disk. */
export function createScribe(
  journals: Journals,
  journalId: string,
  onFailure: (message: string) => void,
): CallScribe {
  const opening: Promise<Journal | null> = journals.open(journalId).catch((error: unknown) => {
    onFailure(messageOf(error));
    return null;
  });
  let last: Promise<unknown> = opening;
  const write = async (entry: JournalEntry): Promise<boolean> => {
    const journal = await opening;
    if (!journal) return false;
    try {
      await journal.append(entry);
      return true;
    } catch (error) {
      onFailure(messageOf(error));
      return false;
    }
  };
  return {
    write(entry) {
      // The journal takes entries in the order of the calls and may sync many at once.
      const written = write(entry);
      last = Promise.allSettled([last, written]);
      return written;
    },
    async discard() {
      await last;
      const journal = await opening;
      await journal?.remove().catch((error: unknown) => onFailure(messageOf(error)));
    },
  };
}
