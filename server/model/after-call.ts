import type { Turn, Usage } from '../contracts/call.ts';
import type { CallLearnings } from '../contracts/memory.ts';

export interface FinishedConversation {
  transcript: Turn[];
  language: string;
  /** What was remembered before the call, so that nothing is learnt twice. */
  knownName: string | null;
  knownFacts: string[];
}

/** Reads a finished call and says what is worth remembering. */
export interface CallReader {
  /** Rejects when the engine can't be reached; the caller then uses a rule. */
  read(conversation: FinishedConversation): Promise<{ learnings: CallLearnings; usage: Partial<Usage> }>;
}
