import { Worker } from 'node:worker_threads';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { workerUrl } from '../platform/worker-files.ts';
import type { PdfReader } from './upload.ts';

export type PdfAnswer = { text: string } | { problem: string };

const LONGEST_MS = 30_000;
const MOST_MEMORY_MB = 512;
/** How often it is looked at what the whole process takes up: unpacked streams lie outside of what a thread can be given. */
const LOOK_MS = 50;
const TOO_MUCH =
  'The PDF takes too long or too much memory to read. Save a simpler copy of it, split it, or copy its text into a .txt file.';

/**
 * Reads PDFs, one after the other, each in a thread of its own: a hostile one costs a thread half a minute, and live
 * calls nothing. Rejects with `invalid` and what to do for a file that can't be read.
 */
export function createPdfReader(clock: Clock): PdfReader {
  const url = workerUrl(import.meta.url, 'pdf-worker.ts', 'pdf-worker.js');
  let line: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    const turn = line.then(() => readInThread(url, bytes, clock));
    line = turn.catch(() => undefined);
    return turn;
  };
}

async function readInThread(url: URL, bytes: Uint8Array, clock: Clock): Promise<string> {
  const worker = new Worker(url, {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    // What a PDF makes its reader complain about is nobody's business here.
    stdout: true,
    stderr: true,
  });
  const { promise, resolve } = Promise.withResolvers<PdfAnswer>();
  const tooMuch = (): void => resolve({ problem: TOO_MUCH });
  const timer = clock.after(LONGEST_MS, tooMuch);
  const before = process.memoryUsage.rss();
  const look = clock.every(LOOK_MS, () => {
    if (process.memoryUsage.rss() - before > MOST_MEMORY_MB * 1024 * 1024) tooMuch();
  });
  worker.on('message', resolve);
  // Out of memory, most likely.
  worker.on('error', tooMuch);
  worker.on('exit', tooMuch);
  const answer = await promise;
  timer.cancel();
  look.cancel();
  await worker.terminate();
  if ('text' in answer) return answer.text;
  throw new AppError('invalid', answer.problem, { fields: { content: answer.problem } });
}
