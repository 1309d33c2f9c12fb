import { randomBytes } from 'node:crypto';

/** Names that we make; randomness is passed in, so that a test can know them. */
export interface Ids {
  /** Unguessable, 256 bits, URL-safe. */
  token(): string;
  /** `prefix` and 32 hex digits, as carriers name things (`CA…`, `MZ…`). */
  sid(prefix: string): string;
}

export const randomIds: Ids = {
  token: () => randomBytes(32).toString('base64url'),
  sid: (prefix) => prefix + randomBytes(16).toString('hex'),
};
