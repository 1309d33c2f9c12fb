/** A session lasts 60 minutes. From the first age on the next one is opened in a pause, at the second in any case. */
const FROM_MS = 50 * 60_000;
const AT_LATEST_MS = 59 * 60_000;
/** After a pause that was too short for it. */
const BETWEEN_TRIES_MS = 5_000;

/** Decides when the next session is opened. Pure. */
export class RollOver {
  #triedMs = Number.NEGATIVE_INFINITY;

  /** `prepare`: open the next one beside the old. `now`: do without the old. */
  due(ageMs: number, nowMs: number, busy: boolean): 'prepare' | 'now' | null {
    if (ageMs >= AT_LATEST_MS) return 'now';
    if (ageMs < FROM_MS || busy || nowMs - this.#triedMs < BETWEEN_TRIES_MS) return null;
    this.#triedMs = nowMs;
    return 'prepare';
  }
}
