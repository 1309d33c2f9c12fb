import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const COOKIE = 'ringhouse_control';

/** Who may use the control listener: the holder of its token, from a page of its own. */
export interface Access {
  /** `null` when the request may go on, else the status to refuse it with. */
  refusal(request: Pick<IncomingMessage, 'headers'>): 401 | 403 | null;
  isToken(given: string | undefined): boolean;
  /** Value of a `Set-Cookie` header that logs the panel in. */
  cookie(): string;
}

/**
 * Host and Origin must name this loopback listener, so that neither another web page nor a rebound name reaches it;
 * then the token must come along, as a bearer or in the panel's cookie. `port` is known once it listens.
 */
export function createAccess(token: string, port: () => number): Access {
  const isToken = (given: string | undefined): boolean =>
    given !== undefined && timingSafeEqual(digest(given), digest(token));
  return {
    isToken,
    refusal({ headers }) {
      const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`, `[::1]:${port()}`];
      if (!headers.host || !hosts.includes(headers.host)) return 403;
      if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
        return 403;
      const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
      return isToken(bearer ?? cookieOf(headers.cookie)) ? null : 401;
    },
    cookie: () => `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieOf(header: string | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, ...value] = part.trim().split('=');
    if (name === COOKIE) return value.join('=');
  }
  return undefined;
}
