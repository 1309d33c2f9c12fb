import { z } from 'zod';
import type { ModelFailure } from '../engine.ts';

/** Why a conversation is over, with a sentence for the operator. */
export interface Failure {
  failure: ModelFailure;
  message: string;
}

const WRONG_KEY = 'OpenAI refused the key. Check the OpenAI key in the settings.';
const NO_QUOTA = 'The OpenAI account has no quota left. Check its billing, then call again.';
const NO_MODEL =
  'OpenAI does not know the model, or this key may not use it. Check the models in the settings.';

/** Error codes after which nothing more comes of the conversation. All others refuse one request only. */
const FATAL: Readonly<Record<string, Failure>> = {
  session_expired: { failure: 'expired', message: 'The session reached its longest duration.' },
  invalid_api_key: { failure: 'refused', message: WRONG_KEY },
  incorrect_api_key: { failure: 'refused', message: WRONG_KEY },
  invalid_authentication: { failure: 'refused', message: WRONG_KEY },
  account_deactivated: { failure: 'refused', message: WRONG_KEY },
  unsupported_country_region_territory: {
    failure: 'refused',
    message: 'OpenAI does not serve the country of this connection.',
  },
  model_not_found: { failure: 'refused', message: NO_MODEL },
  invalid_model: { failure: 'refused', message: NO_MODEL },
  insufficient_quota: { failure: 'quota', message: NO_QUOTA },
  billing_hard_limit_reached: { failure: 'quota', message: NO_QUOTA },
};

/** The failure that an error code means, or `null` when the conversation goes on. */
export function failureOfCode(code: string): Failure | null {
  return Object.hasOwn(FATAL, code) ? (FATAL[code] ?? null) : null;
}

const BUSY: Failure = {
  failure: 'unreachable',
  message: 'OpenAI takes no more from this account just now (rate limit). Try again later.',
};

/** What a refused upgrade means. `body` is what came with the status, as far as it could be read. */
export function failureOfUpgrade(status: number, body: string): Failure {
  const code = codeIn(body);
  if (status === 429 && code.startsWith('rate_limit')) return BUSY;
  return failureOfCode(code) ?? failureOfStatus(status);
}

const refusal = z.object({ error: z.object({ code: z.string() }) });

function codeIn(body: string): string {
  try {
    return refusal.parse(JSON.parse(body)).error.code;
  } catch {
    // A proxy on the way, or half a body: the status has to do.
    return '';
  }
}

/** What a refused upgrade without a name, or the refusal of a REST request, means. */
export function failureOfStatus(status: number): Failure {
  if (status === 401 || status === 403) return { failure: 'refused', message: WRONG_KEY };
  if (status === 429) return { failure: 'quota', message: NO_QUOTA };
  if (status === 404) return { failure: 'refused', message: NO_MODEL };
  if (status >= 400 && status < 500)
    return { failure: 'refused', message: `OpenAI refused the connection with status ${status}.` };
  return { failure: 'unreachable', message: `OpenAI answered with status ${status}. Try again later.` };
}

const SESSION_LIMIT_MS = 60 * 60_000;
/** How much earlier than the limit a "going away" still counts as the limit, as both clocks may differ. */
const LIMIT_SLACK_MS = 60_000;

/** What the end of an open socket means. `ageMs` is how long it was open. */
export function failureOfClose(code: number, reason: string, ageMs: number): Failure {
  const named = failureOfCode(reason.slice(reason.lastIndexOf('.') + 1));
  if (named) return named;
  if (code === 1001 && ageMs >= SESSION_LIMIT_MS - LIMIT_SLACK_MS)
    return { failure: 'expired', message: 'The session reached its longest duration.' };
  return { failure: 'dropped', message: `The connection to OpenAI was lost (code ${code}).` };
}
