import { AppError } from '../../platform/errors.ts';
import { RehearsalTalk } from './talk.ts';

type Links = ConstructorParameters<typeof RehearsalTalk>[0];

/** Rehearsals take the computer, and cost money, beside the calls of real callers. */
const MOST_AT_ONCE = 4;

/** Where conversations are held that no caller hears: a few at once, and none once it is closed. */
export class RehearsalStage {
  readonly #talks = new Set<RehearsalTalk>();
  #taken = 0;
  #closed = false;

  /** Throws `unavailable` while all places are taken. */
  assertRoom(): void {
    if (this.#closed) throw new AppError('unavailable', 'Ringhouse is stopping. Try again once it runs.');
    if (this.#taken >= MOST_AT_ONCE)
      throw new AppError(
        'unavailable',
        'Enough is being tried out at this moment. Try again when one of the others has ended.',
        { retryable: true },
      );
  }

  /** Lends a place for as long as `use` takes. Rejects with `unavailable` while all are taken. */
  async perform<T>(use: (open: (links: Links) => RehearsalTalk) => Promise<T>): Promise<T> {
    this.assertRoom();
    this.#taken += 1;
    const opened: RehearsalTalk[] = [];
    try {
      return await use((links) => {
        const talk = new RehearsalTalk(links);
        opened.push(talk);
        this.#talks.add(talk);
        if (this.#closed) talk.close();
        return talk;
      });
    } finally {
      for (const talk of opened) {
        talk.close();
        this.#talks.delete(talk);
      }
      this.#taken -= 1;
    }
  }

  /** Ends all conversations. */
  close(): void {
    this.#closed = true;
    for (const talk of this.#talks) talk.close();
  }
}
