import type { AgentSettings } from '../contracts/agent.ts';
import type { CallRecord, Turn, Usage } from '../contracts/call.ts';
import type { CallerMemory, CallLearnings } from '../contracts/memory.ts';
import type { CallerMessage } from '../contracts/message.ts';
import type { CallFields, CallOutcome, CallReading } from '../contracts/reading.ts';

/** What a call is proven to have done, whatever was said in it. */
export interface Deeds {
  messages: CallerMessage[];
  /** A tool that books has confirmed it. */
  booked: boolean;
  /** A person took the call over. */
  transferred: boolean;
}

export interface FinishedConversation {
  transcript: Turn[];
  /** Language tag to write the summary in. */
  language: string;
  /** What was remembered before the call, so that nothing is learnt twice. */
  knownName: string | null;
  knownFacts: string[];
  knownMatters: string[];
  /** What else the tenant wants noted. */
  callFields: CallFields;
  deeds: Deeds;
}

/** What a call taught, and what it came to. */
export interface CallInsight {
  learnings: CallLearnings;
  reading: CallReading;
  /** Questions about the business that the agent could not answer. */
  unanswered: string[];
  usage: Partial<Usage>;
}

/** Reads a finished call: what is worth remembering, how it went, and what the tenant wants noted. */
export interface CallReader {
  /** Rejects when the engine can't be reached; the caller then uses a rule. */
  read(conversation: FinishedConversation): Promise<CallInsight>;
}

/** Names of tools that prove a booking when they succeed. */
function bookingTools({ httpTools, mcpServers }: AgentSettings): Set<string> {
  const own = httpTools.filter(({ receipt }) => receipt === 'booked').map(({ name }) => name);
  const served = mcpServers.flatMap(({ name: server, tools }) =>
    // Servers name tools more freely than models take it.
    tools
      .filter(({ receipt }) => receipt === 'booked')
      .map(({ name }) => `${server}_${name}`.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 64)),
  );
  return new Set([...own, ...served]);
}

/** A record as a reader gets it. */
export function finishedConversation(
  record: CallRecord,
  settings: AgentSettings,
  memory: CallerMemory | null,
): FinishedConversation {
  const booking = bookingTools(settings);
  return {
    transcript: record.transcript,
    language: settings.language,
    knownName: memory?.profile.name ?? null,
    knownFacts: memory?.facts.map(({ text }) => text) ?? [],
    knownMatters: memory?.openMatters.map(({ text }) => text) ?? [],
    callFields: settings.callFields,
    deeds: {
      messages: record.messages,
      booked: record.tools.some(({ name, ok }) => ok && booking.has(name)),
      transferred: record.transfers.some(({ outcome }) => outcome === 'accepted'),
    },
  };
}

/** What the call came to by its deeds alone; `null` where it did nothing that leaves a proof. */
export function outcomeByDeeds({ booked, messages, transferred }: Deeds): CallOutcome | null {
  if (booked) return 'booked';
  if (transferred) return 'transferred';
  if (messages.some(({ kind }) => kind === 'appointment')) return 'appointment-requested';
  return messages.length > 0 ? 'message-taken' : null;
}

/** What a model says the call came to, unless that would need a deed that was not done. */
export function provenOutcome(claimed: CallOutcome, deeds: Deeds): CallOutcome {
  const isProven =
    (claimed !== 'booked' || deeds.booked) &&
    (claimed !== 'transferred' || deeds.transferred) &&
    (claimed !== 'message-taken' || deeds.messages.length > 0) &&
    (claimed !== 'appointment-requested' || deeds.messages.some(({ kind }) => kind === 'appointment'));
  return isProven ? claimed : (outcomeByDeeds(deeds) ?? 'not-helped');
}
