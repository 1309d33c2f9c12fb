import type { Claim } from '../agent/claims/claim.ts';
import { findClaims } from '../agent/claims/find.ts';
import { isProven } from '../agent/claims/prove.ts';
import type { Receipt } from './call-tool.ts';

/** A model that claims on and on is corrected so often; what it claims after that is only noted. */
const MOST_CORRECTIONS = 3;

interface GuardLinks {
  receipts: ReadonlySet<Receipt>;
  toolsAreIdle(): boolean;
  /** The agent said something to be done that no tool has proven. `correct`: the caller is to be told. */
  onUnproven(claim: Claim, correct: boolean): void;
}

/**
 * Holds what the agent says to be done against what its tools have proven. An answer is judged when it is complete and no
 * tool is at work any more: what it claims may be what it is just doing.
 */
export class ClaimGuard {
  readonly #links: GuardLinks;
  #said: string[] = [];
  #isComplete = false;
  #corrections = 0;

  constructor(links: GuardLinks) {
    this.#links = links;
  }

  /** The whole words of one spoken item. */
  said(text: string): void {
    this.#said.push(text);
    this.#isComplete = false;
  }

  /** The answer is complete. */
  answered(): void {
    this.#isComplete = true;
    this.judge();
  }

  /** To be called when no tool is at work any more, too. */
  judge(): void {
    const { onUnproven, receipts, toolsAreIdle } = this.#links;
    if (!this.#isComplete || !toolsAreIdle()) return;
    const claims = this.#said.splice(0).flatMap((text) => findClaims(text));
    const unproven = claims.find((claim) => !isProven(claim, receipts));
    if (!unproven) return;
    this.#corrections += 1;
    onUnproven(unproven, this.#corrections <= MOST_CORRECTIONS);
  }
}
