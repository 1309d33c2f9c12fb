import { APIError } from 'openai';
import { type Failure, failureOfCode, failureOfStatus } from './failures.ts';

/**
 * What a refusal by text-to-speech means for the conversation; `null` when the next sentence may well be spoken. Without
 * its voice an agent can't go on, so a wrong key, model or an empty account end it.
 */
export function speechFailure(error: unknown): Failure | null {
  if (!(error instanceof APIError) || error.status === undefined) return null;
  const named = failureOfCode(error.code ?? '');
  if (named) return named;
  return error.status === 429 || error.status >= 500 ? null : failureOfStatus(error.status);
}
