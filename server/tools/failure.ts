import { AppError, messageOf } from '../platform/errors.ts';
import type { ToolAnswer } from './external-tool.ts';

const APOLOGISE = 'Tell the caller so and offer to take a message.';
/** What is wrong with the set-up is the operator's business, not the caller's. */
const NOT_DONE = `It was not done: the tool does not work at present. ${APOLOGISE}`;
const NOT_KNOWN = `It is not known whether it worked: there was no whole answer. Do not try it again. ${APOLOGISE}`;

/** A use that never came to a request. `problem` is for the operator. */
export function notDone(problem: string, forModel: string = NOT_DONE): ToolAnswer {
  return { ok: false, status: null, output: { error: forModel }, problem };
}

/** What a request that failed means. */
export function failureOf(error: unknown): ToolAnswer {
  if (!(error instanceof AppError)) return notDone(`It failed: ${messageOf(error)}`);
  const wasSent = error.code === 'upstream-failed' || error.code === 'unavailable';
  return notDone(error.message, wasSent ? NOT_KNOWN : NOT_DONE);
}
