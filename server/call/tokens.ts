import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';

/** How long a caller's media stream may take to arrive after the webhook. */
export const TOKEN_LIFE_MS = 60_000;

interface Issued {
  callSid: string;
  expiresMs: number;
}

/** One-use tokens that let a media stream join the call it was minted for. */
export class StreamTokens {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #issued = new Map<string, Issued>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  mint(callSid: string): string {
    const token = this.#ids.token();
    this.#issued.set(token, { callSid, expiresMs: this.#clock.monotonic() + TOKEN_LIFE_MS });
    return token;
  }

  /** Spends a token, whoever it belongs to. Returns whether it was good for this call, now, for the first time. */
  redeem(token: string, callSid: string): boolean {
    const issued = this.#issued.get(token);
    this.#issued.delete(token);
    return issued !== undefined && issued.callSid === callSid && this.#clock.monotonic() < issued.expiresMs;
  }

  /** For a call that nobody joins any more. */
  revoke(token: string): void {
    this.#issued.delete(token);
  }
}
