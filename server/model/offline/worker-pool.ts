import { Worker } from 'node:worker_threads';
import type { Clock, Timer } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';

/** What goes to a worker and what it must answer with; `id` ties the two together. */
export interface JobMessage<Request> {
  id: number;
  request: Request;
}
export type JobAnswer<Response> = { id: number; response: Response } | { id: number; problem: string };

interface Options {
  /** Script of the worker. */
  url: URL;
  /** Most threads that ever run at once. They are started when first needed. */
  threads: number;
  /** A worker that takes longer for one job is ended and replaced. */
  jobTimeoutMs: number;
  clock: Clock;
  logger: Logger;
}

interface Job<Request, Response> {
  request: Request;
  resolve(response: Response): void;
  reject(error: AppError): void;
}

/**
 * Threads that do one job at a time each. A job is lost when its thread dies or hangs; those that wait behind it are
 * done by the thread's replacement.
 */
export class WorkerPool<Request, Response> {
  readonly #lanes: Lane<Request, Response>[];
  #closed = false;

  constructor(options: Options) {
    this.#lanes = Array.from({ length: options.threads }, () => new Lane<Request, Response>(options));
  }

  /** Rejects with `unavailable` when the thread failed at this job. Jobs with one `pin` run in order on one thread. */
  run(request: Request, pin?: number): Promise<Response> {
    const lane =
      pin === undefined
        ? this.#lanes.reduce((idlest, other) => (other.load < idlest.load ? other : idlest))
        : this.#lanes[pin % this.#lanes.length];
    if (this.#closed || !lane) return Promise.reject(new AppError('unavailable', 'Speech is shutting down.'));
    return new Promise((resolve, reject) => lane.add({ request, resolve, reject }));
  }

  /** Ends all threads; jobs that are not done are rejected. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }
}

/** One thread and what waits for it. */
class Lane<Request, Response> {
  readonly #options: Options;
  readonly #waiting: Job<Request, Response>[] = [];
  #worker: Worker | null = null;
  #running: { id: number; job: Job<Request, Response>; timer: Timer } | null = null;
  #lastId = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get load(): number {
    return this.#waiting.length + (this.#running ? 1 : 0);
  }

  add(job: Job<Request, Response>): void {
    this.#waiting.push(job);
    this.#next();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    const error = new AppError('unavailable', 'Speech is shutting down.');
    for (const job of this.#waiting.splice(0)) job.reject(error);
    this.#fail(error);
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#worker ??= this.#start();
    this.#lastId += 1;
    const { clock, jobTimeoutMs } = this.#options;
    const timer = clock.after(jobTimeoutMs, () => {
      this.#fail(new AppError('unavailable', 'Speech took too long. Try again.', { retryable: true }));
      this.#next();
    });
    this.#running = { id: this.#lastId, job, timer };
    // An idle thread does not keep the process alive, one at work does.
    this.#worker.ref();
    const message: JobMessage<Request> = { id: this.#lastId, request: job.request };
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(this.#options.url);
    const died = (cause: unknown) => {
      if (this.#worker !== worker) return;
      this.#options.logger.error({ err: cause }, 'A speech worker ended unexpectedly');
      this.#fail(new AppError('unavailable', 'Speech failed. Try again.', { retryable: true, cause }));
      this.#next();
    };
    worker.on('error', died);
    worker.on('exit', died);
    worker.on('message', (answer: JobAnswer<Response>) => {
      if (this.#worker !== worker || answer.id !== this.#running?.id) return;
      const { job, timer } = this.#running;
      timer.cancel();
      this.#running = null;
      worker.unref();
      if ('response' in answer) job.resolve(answer.response);
      else job.reject(new AppError('unavailable', answer.problem));
      this.#next();
    });
    return worker;
  }

  /** Gives up the thread and the job it is at. */
  #fail(error: AppError): void {
    const running = this.#running;
    const worker = this.#worker;
    this.#running = null;
    this.#worker = null;
    running?.timer.cancel();
    running?.job.reject(error);
    void worker?.terminate();
  }
}
