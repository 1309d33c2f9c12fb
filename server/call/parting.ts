/** So long nobody speaks after both have said goodbye before the call is ended. */
const PARTED_MS = 3_000;

/** Words of parting in the languages they are most often needed in, by what they end with or hold. */
const GOODBYE =
  /\b(?:good ?bye|bye|see you|have a (?:nice|good|great|lovely|wonderful) \w+|adi[oó]s|hasta (?:luego|pronto)|au revoir|bonne (?:journ[ée]e|soir[ée]e)|auf wieder(?:h[öo]ren|sehen)|tsch[üu]ss|arrivederci|buona giornata|adeus|at[ée] logo|tot ziens|dag hoor)(?!\p{L})/iu;

/** Whether somebody takes their leave with these words. */
function saysGoodbye(text: string): boolean {
  return GOODBYE.test(text);
}

/** Notices that both have said goodbye, for a model that then forgets to hang up. */
export class Parting {
  #agent = false;
  #caller = false;
  #quietSinceMs: number | null = null;

  agentSaid(text: string): void {
    this.#agent = saysGoodbye(text);
  }

  callerSaid(text: string): void {
    this.#caller = saysGoodbye(text);
    if (!this.#caller) this.#agent = false;
  }

  /** `quiet`: neither speaks nor is about to. Returns whether the call is to be ended now. */
  tick(nowMs: number, quiet: boolean): boolean {
    if (!this.#agent || !this.#caller || !quiet) {
      this.#quietSinceMs = null;
      return false;
    }
    this.#quietSinceMs ??= nowMs;
    return nowMs - this.#quietSinceMs >= PARTED_MS;
  }
}
