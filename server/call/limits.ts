import type { Caps } from '../contracts/caps.ts';
import type { Spending } from '../contracts/usage.ts';
import { type Limit, reachedCallCap, reachedCap } from '../usage/reached.ts';

/** From the moment a limit is reached until the call is to be ended; with its last words, however slow, less than a minute. */
const GRACE_MS = 38_000;

/** Whose limit, and which. */
export type LimitName = `${'tenant' | 'appliance'}-${Limit}`;

interface Capped {
  caps: Caps;
  /** The call itself included. */
  spent: Spending;
}

/** How a call stands now. */
export interface Standing {
  /** Never runs backwards. */
  nowMs: number;
  /** Since the media stream began. */
  elapsedMs: number;
  costUsd: number;
  practice: boolean;
  tenant: Capped;
  appliance: Capped;
}

export type LimitVerdict =
  | { verdict: 'fine' }
  /** Time is up: the caller is to be told so once, and asked for a message. */
  | { verdict: 'warn'; limit: LimitName }
  /** Now the call is to be ended, with a goodbye of at most twenty seconds. */
  | { verdict: 'end'; limit: LimitName };

function limitReached(standing: Standing): LimitName | null {
  for (const whose of ['tenant', 'appliance'] as const) {
    const { caps, spent } = standing[whose];
    const limit = reachedCallCap(caps, standing) ?? reachedCap(caps, spent, standing.practice);
    if (limit !== null) return `${whose}-${limit}`;
  }
  return null;
}

/**
 * Watches one call: how it stands goes in, what is to be done comes out. Once a second is often enough. A limit that is
 * lifted in mid-call, or ends with the day, lets the call go on.
 */
export class LimitWatch {
  #reachedAtMs: number | null = null;

  check(standing: Standing): LimitVerdict {
    const limit = limitReached(standing);
    if (limit === null) {
      this.#reachedAtMs = null;
      return { verdict: 'fine' };
    }
    this.#reachedAtMs ??= standing.nowMs;
    return { verdict: standing.nowMs - this.#reachedAtMs < GRACE_MS ? 'warn' : 'end', limit };
  }
}
