/** What the agent may only say to be done when a tool has proven it. The same words as the receipts of tools. */
export type ClaimKind = 'message' | 'booked' | 'sent' | 'transferred' | 'forgotten';

/** Something the agent said to be done, or to be happening. */
export interface Claim {
  kind: ClaimKind;
  /** The sentence it stands in. */
  sentence: string;
  /** "I am putting you through": is true as soon as a tool has begun it, and to be judged when the answer is over. */
  ongoing: boolean;
  /** Language it was said in, without region. */
  language: string;
}

/** How one language claims things. Texts are matched clause by clause, with straight apostrophes. */
export interface ClaimWords {
  language: string;
  /** Before a claim in its clause, these make it an offer, a plan, a condition or a denial. */
  guard: RegExp;
  /** Within a claim, these deny it. */
  denial: RegExp;
  /** At the beginning of a sentence, these make all of it a condition. */
  condition: RegExp;
  done: Record<ClaimKind, RegExp>;
  ongoing: Partial<Record<ClaimKind, RegExp>>;
}

/** Whole words only, whatever their case. */
export function words(...alternatives: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

/** The same at the beginning alone. */
export function atStart(...alternatives: string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

/** Up to so many words between two others. */
export const gap = (most: number) => `(?: \\S+){0,${most}}?`;
