import { AppError, systemCode } from '../../platform/errors.ts';

const WHAT_TO_DO: Record<string, string> = {
  ENOSPC: 'The disk is full. Free some space and try again.',
  EDQUOT: 'The disk quota is used up. Free some space and try again.',
  EROFS: 'The disk can only be read. Make the data folder writable and try again.',
  EACCES: 'Access to the data folder was denied. Give this user access to it and try again.',
  EPERM: 'Access to the data folder was denied. Give this user access to it and try again.',
  EMFILE: 'Too many files are open on this computer. Close other programs and try again.',
  ENFILE: 'Too many files are open on this computer. Close other programs and try again.',
  EIO: 'The disk reported an error. Check the disk and make a backup before going on.',
};
const OTHERWISE = 'The disk refused. Check that the data folder is there and can be written, and try again.';

/** An error of a disk as `storage-failed`, saying what to do; an `AppError` passes unchanged. */
export function storageFailed(error: unknown, outcome: 'not saved' | 'not read'): AppError {
  if (error instanceof AppError) return error;
  const advice = WHAT_TO_DO[systemCode(error) ?? ''] ?? OTHERWISE;
  const happened = outcome === 'not saved' ? 'The change was not saved.' : 'The data could not be read.';
  return new AppError('storage-failed', `${happened} ${advice}`, { retryable: true, cause: error });
}

/** Runs disk work; what it throws becomes `storage-failed`. */
export async function guarded<T>(outcome: 'not saved' | 'not read', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageFailed(error, outcome);
  }
}
