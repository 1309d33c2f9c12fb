import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Clock } from '../../platform/clock.ts';
import { AppError, messageOf } from '../../platform/errors.ts';

/** Signs a URL with its form parameters; a WebSocket upgrade has none. */
export type Sign = (url: string, params: Record<string, string>) => string;

/** Signs as Twilio does with an account's auth token. */
export function signWith(authToken: string): Sign {
  return (url, params) => getExpectedTwilioSignature(authToken, url, params);
}

/** Twilio's own limit for a webhook. */
const ANSWER_DEADLINE_MS = 15_000;

export interface CarrierPost {
  url: string;
  params: Record<string, string>;
  sign: Sign;
  clock: Clock;
  /** Gives up early, when the caller has hung up. */
  signal: AbortSignal;
}

/** Posts a signed form as a carrier does. Resolves with the body; rejects with `AppError` unless the answer is 2xx. */
export async function postSigned({ url, params, sign, clock, signal }: CarrierPost): Promise<string> {
  const late = new AbortController();
  const deadline = clock.after(ANSWER_DEADLINE_MS, () => late.abort());
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': sign(url, params) },
      body: new URLSearchParams(params),
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
    });
    const body = await answer.text();
    if (answer.ok) return body;
    throw new AppError('upstream-failed', `The server answered ${answer.status} instead of TwiML.`);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const why = late.signal.aborted ? 'it took longer than 15 seconds' : messageOf(error);
    throw new AppError('upstream-failed', `The server did not answer: ${why}.`, { cause: error });
  } finally {
    deadline.cancel();
  }
}
