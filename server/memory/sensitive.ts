import type { CallerFact, CallerMemory } from '../contracts/memory.ts';
import type { MemoryPolicy } from '../contracts/memory-policy.ts';
import { fold } from '../platform/spoken-digits.ts';

/** What is kept from the agent until the caller has passed the tenant's check. */
export interface Withheld {
  preferences: string[];
  facts: string[];
  openMatters: string[];
  summaries: string[];
}

export interface Recall {
  /** What may be told. Never holds the answer to the check. */
  memory: CallerMemory;
  /** `null`: nothing was left out. */
  withheld: Withheld | null;
}

const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** What is left of a word without the endings that inflection changes: "diagnosis" also finds "diagnoses". */
const stem = (word: string): string =>
  word.slice(0, word.length - (word.length >= 8 ? 2 : word.length >= 5 ? 1 : 0));

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;

/** A short word is found as it stands or with a plural's ending; a longer one with any. */
const finds = (part: string, word: string | undefined): boolean =>
  word?.startsWith(part) === true && (part.length > 3 || word.length <= part.length + 2);

/** Finds texts that hold one of the topics, whatever their case, accents and endings. Rather too many than too few. */
function topicFinder(topics: readonly string[]): (text: string) => boolean {
  const sought = topics.map((topic) => words(topic).map(stem)).filter((parts) => parts.length > 0);
  return (text) => {
    const said = words(text);
    return sought.some((parts) => {
      if (parts.some((part) => UNSPACED.test(part))) return said.join('').includes(parts.join(''));
      return said.some((_, at) => parts.every((part, offset) => finds(part, said[at + offset])));
    });
  };
}

/**
 * A memory as far as it may be told to somebody who has shown no more than a number, which can be forged. Left out is
 * what is marked, what is on a sensitive topic, what gives the answer to the check away, and the summary of a call that
 * a left-out thing came from.
 */
export function recallable(memory: CallerMemory, policy: MemoryPolicy): Recall {
  const { checkAnswer, preferences } = memory.profile;
  const hasTopic = topicFinder([...policy.sensitive, ...(checkAnswer === null ? [] : [checkAnswer])]);
  const isSensitive = (fact: CallerFact): boolean => fact.sensitive || hasTopic(fact.text);
  const kept = [...memory.facts, ...memory.openMatters].filter(isSensitive);
  const sources = new Set(kept.map(({ callSid }) => callSid));
  const isTelling = ({ text, callSid }: CallerMemory['summaries'][number]): boolean =>
    sources.has(callSid) || hasTopic(text);
  const textOf = ({ text }: { text: string }): string => text;
  const withheld: Withheld = {
    preferences: preferences.filter(hasTopic),
    facts: memory.facts.filter(isSensitive).map(textOf),
    openMatters: memory.openMatters.filter(isSensitive).map(textOf),
    summaries: memory.summaries.filter(isTelling).map(textOf),
  };
  return {
    memory: {
      ...memory,
      profile: {
        ...memory.profile,
        preferences: preferences.filter((text) => !hasTopic(text)),
        checkAnswer: null,
      },
      facts: memory.facts.filter((fact) => !isSensitive(fact)),
      openMatters: memory.openMatters.filter((fact) => !isSensitive(fact)),
      summaries: memory.summaries.filter((digest) => !isTelling(digest)),
    },
    withheld: Object.values(withheld).some((list: string[]) => list.length > 0) ? withheld : null,
  };
}
