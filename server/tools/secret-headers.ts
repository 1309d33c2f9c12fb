import type { HttpTool } from '../contracts/tools.ts';
import { AppError } from '../platform/errors.ts';
import type { TenantScope } from '../store/scope.ts';
import type { SecretOf } from './external-tool.ts';

/** What makes the request itself, and is no tenant's to set. */
const OURS =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|accept-encoding|proxy-.*|idempotency-key|ringhouse-.*|mcp-.*)$/;
/** Shorter ones would be found in any text. */
const SHORTEST_HIDDEN = 4;

export interface FilledHeaders {
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Takes the secrets that were filled in out of a text, also where they were escaped for JSON or a URL. */
  hide(text: string): string;
}

/** Headers with each `{{NAME}}` replaced by that secret. Rejects with `misconfigured` for one that is not set. */
export async function fillHeaders(
  headers: HttpTool['headers'],
  scope: TenantScope,
  secretOf: SecretOf,
): Promise<FilledHeaders> {
  const used = new Map<string, string>();
  const filled: Record<string, string> = {};
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    if (OURS.test(key))
      throw new AppError(
        'misconfigured',
        `The header ${name} is set by Ringhouse itself. Remove it from the tool.`,
      );
    for (const [, secret = ''] of value.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g))
      used.set(secret, await setSecret(secret, scope, secretOf));
    filled[key] = value.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, secret: string) => used.get(secret) ?? '');
  }
  return { headers: filled, hide: hiding([...used.values()]) };
}

async function setSecret(name: string, scope: TenantScope, secretOf: SecretOf): Promise<string> {
  const value = await secretOf(scope, name);
  if (value !== undefined) return value;
  throw new AppError('misconfigured', `The secret ${name} is not set. Enter it under the tenant's secrets.`);
}

function hiding(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter(({ length }) => length >= SHORTEST_HIDDEN)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    // The longest first: one secret may hold another.
    .sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, '[secret]'), text);
}
