import type { Twilio } from 'twilio';
import { AppError } from '../../platform/errors.ts';

export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** Another REST endpoint than Twilio's own. */
  apiUrl: string | null;
}

const REQUEST_TIMEOUT_MS = 10_000;

/** A client of Twilio's REST API. The package is large, so it is loaded when it is first needed. */
export async function connectRest({ accountSid, authToken, apiUrl }: TwilioAccount): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const client = twilio(accountSid, authToken, { timeout: REQUEST_TIMEOUT_MS });
  if (apiUrl !== null) client.api.baseUrl = apiUrl;
  return client;
}

/** What a failed request says, and what to do about it. */
export function explainRest(error: unknown): AppError {
  const { status, code, message } = detailsOf(error);
  const fail = (text: string, retryable: boolean) =>
    new AppError('upstream-failed', text, { retryable, cause: error });
  if (status === 401)
    return fail('Twilio refused the account SID or the auth token. Enter both again in the settings.', false);
  if (status === 403)
    return fail(
      'Twilio does not allow this account to do that. Check its state in the Twilio console.',
      false,
    );
  if (status === 404)
    return fail('Twilio does not know this account. Check the account SID in the settings.', false);
  if (status === 429) return fail('Twilio had too many requests. Try again in a minute.', true);
  if (status !== undefined && status >= 500)
    return fail('Twilio has a problem. Try again in a minute.', true);
  if (status !== undefined) return fail(`Twilio refused the request: ${message} (${code ?? status}).`, false);
  if (code === undefined) return fail(`The request to Twilio could not be made: ${message}`, false);
  return fail(`Twilio could not be reached (${code}). Check the network and try again.`, true);
}

interface Details {
  /** Of the HTTP answer; absent when there was none. */
  status: number | undefined;
  code: string | number | undefined;
  message: string;
}

/** Twilio's errors and those of the network underneath are told apart by their fields; neither class is exported. */
function detailsOf(error: unknown): Details {
  if (!(error instanceof Error)) return { status: undefined, code: undefined, message: String(error) };
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? error.code
      : undefined;
  return { status, code, message: error.message };
}
