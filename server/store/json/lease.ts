import { AppError } from '../../platform/errors.ts';

/** The time during which a reader or writer may be used: that of the callback it was handed to. */
export class Lease {
  #isOver = false;
  #lastOrdered: Promise<unknown> = Promise.resolve();
  readonly #ending = Promise.withResolvers<void>();

  /** Settles when the lease has ended. */
  get ended(): Promise<void> {
    return this.#ending.promise;
  }

  async use<R>(work: () => Promise<R>): Promise<R> {
    if (this.#isOver)
      throw new AppError(
        'unavailable',
        'A reader or writer of the store was used after its callback had ended.',
      );
    return work();
  }

  /** Like `use`, one after the other in the order of the calls. One that fails does not hinder the next. */
  useInOrder<R>(work: () => Promise<R>): Promise<R> {
    return this.use(() => {
      const result = this.#lastOrdered.then(work);
      this.#lastOrdered = result.catch(() => undefined);
      return result;
    });
  }

  /** Refuses further use and waits for ordered work that nobody waited for. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#lastOrdered;
    this.#ending.resolve();
  }
}
