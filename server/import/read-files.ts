import { Worker } from 'node:worker_threads';
import { AppError } from '../platform/errors.ts';
import { workerUrl } from '../platform/worker-files.ts';
import type { Known, Planned } from './plan.ts';

const MOST_MEMORY_MB = 2_048;

/**
 * Plans an import in a thread of its own, so that live calls go on undisturbed however large the files are. Rejects with
 * `invalid` where they take more memory than there is for them.
 */
export async function readFiles(
  files: readonly { name: string; bytes: Uint8Array }[],
  known: Known,
): Promise<Planned> {
  const url = workerUrl(import.meta.url, 'read-worker.ts', 'read-worker.js');
  const worker = new Worker(url, {
    workerData: { files, known },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Planned>();
  worker.once('message', resolve);
  worker.once('error', (cause) =>
    reject(
      new AppError(
        'invalid',
        'These files could not be read: they are too large or too deep. Split them, and import the parts.',
        { cause },
      ),
    ),
  );
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}
