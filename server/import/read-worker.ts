import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../platform/errors.ts';
import { type Known, planImport } from './plan.ts';

const port = parentPort;
if (!port) throw new AppError('misconfigured', 'This file only runs as a worker thread.');
// What `read-files.ts` gives to the thread.
const { files, known } = workerData as { files: { name: string; bytes: Uint8Array }[]; known: Known };
port.postMessage(planImport(files, known));
