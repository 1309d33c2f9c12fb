import { nameGiven } from './caller-name.ts';
import { type Intent, NO_MATTER, RULES } from './intents.ts';
import type { Urgency } from './state.ts';

export type { Intent } from './intents.ts';

export interface Meaning {
  /** As it was said or typed. */
  text: string;
  intents: ReadonlySet<Intent>;
  /** The name the caller gave, as it would be written. */
  name: string | null;
  /** It asks for something to be told. */
  isQuestion: boolean;
}

const QUESTION =
  /^(?:what|when|where|who|which|why|how|do|does|did|are|is|can|could|will|would|have|has|may|should)\b|\b(?:know|tell me|wondering|ask) (?:if|whether|what|when|where|who|which|why|how)\b/;

/**
 * Finds by rules what a sentence is about; for what was heard as for what was typed.
 *
 * @param text In any case, with or without punctuation.
 * @param knownNames Names that callers may have besides the usual ones.
 */
export function understand(text: string, knownNames: readonly string[] = []): Meaning {
  const words = text
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[^a-z0-9' ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = words
    .replace(/^(?:(?:um|uh|oh|well|so|hi|hello|hey|hi there) )+(?=\w)/, '')
    .replace(/ please$/, '');
  const intents = new Set(
    RULES.filter(([, rule]) => rule.test(bare) || rule.test(words)).map(([intent]) => intent),
  );
  if (NO_MATTER.some((intent) => intents.has(intent))) intents.delete('matter');
  if (intents.has('not-urgent')) intents.delete('urgent');
  const isQuestion = text.trim().endsWith('?') || QUESTION.test(bare);
  return { text: text.trim(), intents, name: nameGiven(text, knownNames), isQuestion };
}

/** How urgent a sentence says something is; `null` when it does not say. */
export function urgencyOf({ intents }: Meaning): Urgency | null {
  return intents.has('not-urgent') ? 'low' : intents.has('urgent') ? 'urgent' : null;
}

/** True when a sentence says that something is urgent, or not, and nothing else. */
export function isOnlyUrgency(text: string): boolean {
  return /^(?:\W|\b(?:yes|no|and|but|it|it's|its|is|this|that's|isn't|not|an|a|very|really|quite|so|that|please|there's|there|hurry|rush|in|urgent|emergency)\b)+$/i.test(
    text,
  );
}
