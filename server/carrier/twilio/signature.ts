import { timingSafeEqual } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

/** Somebody who may call us: the carrier's account, or the practice line. */
export interface Trunk {
  /** Origin that the other side knows us by, such as `https://phone.example.com`, without a slash at the end. */
  origin: string;
  /** Shared secret. An empty one lets nobody in. */
  authToken: string;
  practice: boolean;
}

/** Form parameters of a webhook. A parameter that came more than once is a list. */
export type FormParams = Readonly<Record<string, unknown>>;

export interface SignatureCheck {
  /** Whose signature is on this webhook; `null` when it is nobody's. `path` is the request target with its query. */
  webhook(path: string, params: FormParams, signature: string | undefined): Trunk | null;
  /** Whose signature is on this WebSocket upgrade; `null` when it is nobody's. */
  upgrade(path: string, signature: string | undefined): Trunk | null;
}

/** HMAC-SHA1 in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;

/**
 * Checks `X-Twilio-Signature`. The signed URL is built from the trunk's own origin and never from what the request says
 * about its host. `trunks` is asked each time, because addresses and keys change while the server runs.
 */
export function createSignatureCheck(trunks: () => readonly Trunk[]): SignatureCheck {
  function find(
    path: string,
    params: FormParams,
    signature: string | undefined,
    urlsOf: (origin: string) => string[],
  ): Trunk | null {
    if (signature === undefined || !SIGNATURE.test(signature)) return null;
    if (!path.startsWith('/') || !areFormValues(params)) return null;
    const given = Buffer.from(signature);
    const signed = (trunk: Trunk, url: string) =>
      timingSafeEqual(given, Buffer.from(getExpectedTwilioSignature(trunk.authToken, url, params)));
    for (const trunk of trunks()) {
      if (trunk.authToken.trim() === '') continue;
      if (urlsOf(trunk.origin).some((url) => signed(trunk, url))) return trunk;
    }
    return null;
  }

  return {
    webhook: (path, params, signature) =>
      find(path, params, signature, (origin) => urlVariants([origin], path)),
    upgrade: (path, signature) =>
      find(path, {}, signature, (origin) => urlVariants([socketOrigin(origin), origin], path)),
  };
}

/** `https://host` as `wss://host`, `http://host` as `ws://host`. */
export function socketOrigin(origin: string): string {
  return origin.replace(/^http/, 'ws');
}

/** The spellings of one URL that Twilio signs: default port told or not, path with a slash at the end or without. */
function urlVariants(origins: string[], path: string): string[] {
  const query = path.indexOf('?');
  const bare = query < 0 ? path : path.slice(0, query);
  const rest = query < 0 ? '' : path.slice(query);
  const toggled = bare.endsWith('/') ? bare.slice(0, -1) : `${bare}/`;
  return origins.flatMap((origin) =>
    portVariants(origin).flatMap((start) => [`${start}${path}`, `${start}${toggled}${rest}`]),
  );
}

function portVariants(origin: string): string[] {
  const defaultPort = /^(https|wss):/.test(origin) ? ':443' : ':80';
  if (origin.endsWith(defaultPort)) return [origin, origin.slice(0, -defaultPort.length)];
  const hasPort = /:[0-9]+$/.test(origin);
  return hasPort ? [origin] : [origin, origin + defaultPort];
}

function areFormValues(params: FormParams): boolean {
  return Object.values(params).every(
    (value) =>
      typeof value === 'string' || (Array.isArray(value) && value.every((part) => typeof part === 'string')),
  );
}
