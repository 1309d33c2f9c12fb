import type { Turn } from '../../contracts/call.ts';
import { NO_USAGE } from '../../contracts/call.ts';
import type { CallReader, FinishedConversation } from '../after-call.ts';
import { nameAnswered, nameGiven } from './dialog/caller-name.ts';
import { type Intent, understand } from './dialog/understand.ts';
import { fieldsByRule } from './rule-fields.ts';
import {
  answeredByRule,
  followUpOf,
  isWords,
  outcomeByRule,
  sentimentByRule,
  unansweredByRule,
} from './rule-reading.ts';

const MAX_FACTS = 5;
const MAX_FACT_LENGTH = 280;
const MAX_FOLLOW_UPS = 20;
/** A summary names so many, each cut to a line, so that it stays short. */
const MOST_QUESTIONS = 2;
const MAX_QUESTION_LENGTH = 120;

/** Reads a call by fixed rules: says only what the caller's own words hold, and needs no model. */
export function createRuleReader(): CallReader {
  return {
    async read(conversation) {
      const { callFields, deeds, transcript } = conversation;
      const name = nameOf(transcript) ?? conversation.knownName;
      const said = callerTurns(transcript).map(({ text }) => text);
      const unanswered = unansweredByRule(transcript);
      return {
        learnings: {
          name,
          facts: factsOf(conversation).map((text) => ({ text, replaces: null })),
          preferences: [],
          openMatters: deeds.messages.map(({ text }) => clipped(text.trim())),
          // Only people and models can tell that something is settled.
          settledMatters: [],
          summary: summaryOf(transcript, name, unanswered),
        },
        reading: {
          outcome: outcomeByRule(deeds, transcript, unanswered.length > 0),
          sentiment: sentimentByRule(said),
          followUps: deeds.messages.map(followUpOf).slice(0, MAX_FOLLOW_UPS),
          fields: fieldsByRule(callFields, said),
        },
        unanswered,
        usage: { ...NO_USAGE },
      };
    },
  };
}

const callerTurns = (transcript: Turn[]) =>
  transcript.filter((turn) => turn.role === 'caller' && isWords(turn));

/** The name the caller gave last, unasked or in answer to the question for it. */
function nameOf(transcript: Turn[]): string | null {
  let name: string | null = null;
  for (const [index, turn] of transcript.entries()) {
    if (turn.role !== 'caller' || !isWords(turn)) continue;
    const before = transcript[index - 1];
    const asked =
      before?.role === 'agent' && /\byour (?:(?:first|last|full) )*name\b[^.!]*\?/i.test(before.text);
    name = (asked ? nameAnswered(turn.text) : nameGiven(turn.text)) ?? name;
  }
  return name;
}

/** The caller's own requests, each once, without those already known. */
function factsOf({ transcript, knownFacts }: FinishedConversation): string[] {
  const known = new Set(knownFacts.map((fact) => fact.toLowerCase()));
  const facts = callerTurns(transcript)
    .filter(({ text }) => understand(text).intents.has('matter'))
    .map(({ text }) => `Said: ${clipped(text.trim())}`)
    .filter((fact) => !known.has(fact.toLowerCase()));
  return [...new Set(facts)].slice(-MAX_FACTS);
}

const TOPICS: [Intent, string][] = [
  ['hours', 'asked for the opening hours'],
  ['address', 'asked for the address'],
  ['robot', 'asked whether this is an AI'],
  ['person', 'asked to speak to a person'],
];

/** One or two plain sentences. */
function summaryOf(transcript: Turn[], name: string | null, unanswered: readonly string[]): string {
  const turns = callerTurns(transcript);
  const who = name ?? 'The caller';
  if (turns.length === 0) return `${who} said nothing that was understood.`;
  const meanings = turns.map(({ text }) => understand(text));
  const did = TOPICS.filter(([intent]) => meanings.some(({ intents }) => intents.has(intent))).map(
    ([, words]) => words,
  );
  const answered = [...new Set(answeredByRule(transcript).map(({ text }) => text.trim()))];
  did.push(
    ...answered.slice(0, MOST_QUESTIONS).map((text) => `had a question answered: "${shortened(text)}"`),
  );
  did.push(
    ...unanswered.slice(0, MOST_QUESTIONS).map((text) => `asked what was not known: "${shortened(text)}"`),
  );
  const matter = meanings.findLast(({ intents, text }) => intents.has('matter') && !answered.includes(text));
  if (matter) did.push(`said: "${clipped(matter.text.replace(/\.$/, ''))}"`);
  else if (meanings.some(({ intents }) => intents.has('leave-message')))
    did.push('wanted to leave a message');
  if (did.length === 0) did.push('called without a request that was understood');
  return `${who} ${listed(did)}.`;
}

const cut = (text: string, longest: number) =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
const clipped = (text: string) => cut(text, MAX_FACT_LENGTH);
const shortened = (text: string) => cut(text, MAX_QUESTION_LENGTH);

function listed(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
