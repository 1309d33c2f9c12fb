import { parentPort } from 'node:worker_threads';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { JobAnswer, JobMessage } from './worker-pool.ts';

/** The thread's end of a `WorkerPool`: does jobs in the order they come. A job that throws is answered with why. */
export function serveJobs<Request, Response>(work: (request: Request) => Promise<Response>): void {
  const port = parentPort;
  if (!port) throw new AppError('misconfigured', 'This file only runs as a worker thread.');
  port.on('message', ({ id, request }: JobMessage<Request>) => {
    work(request).then(
      (response) => port.postMessage({ id, response } satisfies JobAnswer<Response>),
      (error: unknown) => port.postMessage({ id, problem: messageOf(error) } satisfies JobAnswer<Response>),
    );
  });
}
