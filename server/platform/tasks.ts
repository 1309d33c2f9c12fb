import type { Task } from '../contracts/task.ts';
import { AppError, messageOf } from './errors.ts';
import type { Ids } from './ids.ts';
import type { Logger } from './logger.ts';

const KEPT = 50;

/** How far something has come; `total` is `null` while it is not known. */
export type Progress = (done: number, total: number | null) => void;

interface TasksParts {
  ids: Ids;
  logger: Logger;
  /** Told of the beginning, of each step and of the end. */
  onChanged(task: Task): void;
}

/** What takes a while and goes on behind the request that began it. The latest fifty are remembered. */
export class Tasks {
  readonly #parts: TasksParts;
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: TasksParts) {
    this.#parts = parts;
  }

  /** Newest first. */
  list(): Task[] {
    return [...this.#tasks.values()].reverse();
  }

  /** Rejects with `not-found` for one that is not remembered. */
  get(id: string): Task {
    const task = this.#tasks.get(id);
    if (!task) throw new AppError('not-found', 'Nothing of this is known any more.');
    return task;
  }

  /**
   * Begins `run` and returns at once. What it throws becomes the task's problem: an `AppError` in its own words.
   * `subject`: what it works on, as the contract says.
   */
  start(title: string, run: (progress: Progress) => Promise<void>, subject: string | null = null): Task {
    const { ids, logger } = this.#parts;
    const id = ids.sid('T');
    const begun: Task = { id, title, subject, state: 'running', done: 0, total: null, problem: null };
    this.#set(begun);
    const change = (step: Partial<Task>): void => this.#set({ ...this.get(begun.id), ...step });
    const running = run((done, total) => change({ done, total })).then(
      () => change({ state: 'done' }),
      (error: unknown) => {
        logger.error({ task: title, error: messageOf(error) }, 'A task failed');
        const problem = error instanceof AppError ? error.message : 'It failed inside. The log says more.';
        change({ state: 'failed', problem });
      },
    );
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
    return begun;
  }

  /** The same, for work on what can do only one thing at a time: it is busy from now until the end. */
  startOn(
    one: { isBusy: boolean },
    title: string,
    run: (progress: Progress) => Promise<void>,
    subject: string | null,
  ): Task {
    one.isBusy = true;
    const freed = async (progress: Progress): Promise<void> => {
      try {
        await run(progress);
      } finally {
        one.isBusy = false;
      }
    };
    return this.start(title, freed, subject);
  }

  /** Resolves once nothing is running any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #set(task: Task): void {
    this.#tasks.set(task.id, task);
    for (const [id, { state }] of this.#tasks) {
      if (this.#tasks.size <= KEPT) break;
      if (state !== 'running') this.#tasks.delete(id);
    }
    this.#parts.onChanged(task);
  }
}
