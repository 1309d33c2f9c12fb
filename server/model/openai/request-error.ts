import { APIConnectionError, APIError } from 'openai';
import { AppError, messageOf } from '../../platform/errors.ts';
import { failureOfCode, failureOfStatus } from './failures.ts';

/** What a failed REST request means, in a sentence that says what to do. */
export function requestError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  // Of the SDK's errors a lost connection is one without a status.
  if (cause instanceof APIConnectionError)
    return new AppError('unavailable', 'OpenAI can’t be reached. Check the network and the OpenAI address.', {
      retryable: true,
      cause,
    });
  if (!(cause instanceof APIError) || cause.status === undefined)
    return new AppError('upstream-failed', `OpenAI could not be asked: ${messageOf(cause)}`, { cause });
  const { failure, message } = failureOfCode(cause.code ?? '') ?? failureOfStatus(cause.status);
  const code = failure === 'refused' ? 'misconfigured' : 'upstream-failed';
  return new AppError(code, message, { retryable: failure === 'unreachable', cause });
}
