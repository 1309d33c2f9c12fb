import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Addresses of the panel itself, which a link on another page may lead to. Of `/api/`, however it is written, none is. */
const PAGE = /^\/(?!api\/)[^%?]*(\?|$)/;

/** Who may use the control listener: the holder of its token, from a page of its own. */
export interface Access {
  /** `null` when the request may go on, else the status to refuse it with. */
  refusal(request: Pick<IncomingMessage, 'headers' | 'url'>): 401 | 403 | null;
  isToken(given: string | undefined): boolean;
  /** Value of a `Set-Cookie` header that logs the panel in. */
  cookie(): string;
}

/**
 * Host and Origin must name this loopback listener, and what the browser says of the asking page too, so that neither
 * another web page nor a rebound name reaches it; then the token must come along as a bearer, or what is derived of it in
 * the panel's cookie. `port` is known once it listens.
 */
export function createAccess(token: string, port: () => number): Access {
  const isToken = (given: string | undefined): boolean => isSame(given, token);
  // Browsers send cookies to every server of this computer, whatever its port: so the name tells whose it is, and the value
  // is no token that whoever gets it could go on with elsewhere.
  const cookieName = (): string => `ringhouse_control_${port()}`;
  const session = createHmac('sha256', token).update('session of the panel').digest('base64url');
  return {
    isToken,
    refusal({ headers, url = '' }) {
      const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`, `[::1]:${port()}`];
      if (!headers.host || !hosts.includes(headers.host)) return 403;
      if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
        return 403;
      if (isForeign(headers, url)) return 403;
      const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
      const mayUse =
        bearer === undefined ? isSame(cookieOf(headers.cookie, cookieName()), session) : isToken(bearer);
      return mayUse ? null : 401;
    },
    cookie: () => `${cookieName()}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`,
  };
}

/** Whether a page of another site or another port asks, for anything but to be led to the panel. */
function isForeign(headers: IncomingHttpHeaders, url: string): boolean {
  const from = headers['sec-fetch-site'];
  if (from !== 'same-site' && from !== 'cross-site') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || !PAGE.test(url);
}

/** Takes as long whatever was given. */
function isSame(given: string | undefined, right: string): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieOf(header: string | undefined, wanted: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, ...value] = part.trim().split('=');
    if (name === wanted) return value.join('=');
  }
  return undefined;
}
