import type { CallerFact, CallLearnings, MemoryPatch } from '../contracts/memory.ts';
import { LEARNT_LIMIT, type StoredMemory } from './document.ts';

/** As the schema of a caller's memory allows. */
const LIMITS = { facts: 50, summaries: 10, preferences: 20, name: 120, line: 300, summary: 1_000 };

const oneLine = (text: string, limit: number) => {
  const line = text.replace(/\s+/g, ' ').trim();
  // No half of a surrogate pair is left at the cut.
  return line
    .slice(0, limit)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
};

/** The form in which two wordings of one thing are equal: case, punctuation and spacing aside. */
function gist(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  // A text of nothing but signs is compared as it stands.
  return letters === '' ? text.trim() : letters;
}

/** Each text once, in its first wording; what `known` holds already and empty ones are left out. */
function fresh(texts: readonly string[], known: readonly string[]): string[] {
  const seen = new Set(known.map(gist));
  return texts
    .map((text) => oneLine(text, LIMITS.line))
    .filter((text) => {
      if (text === '' || seen.has(gist(text))) return false;
      seen.add(gist(text));
      return true;
    });
}

/** Drops what is over the limit: the oldest that a call taught, and only then what a person wrote. */
function cappedFacts(facts: CallerFact[]): CallerFact[] {
  const kept = [...facts];
  while (kept.length > LIMITS.facts) {
    const oldestLearnt = kept.findIndex((fact) => fact.callSid !== null);
    kept.splice(Math.max(oldestLearnt, 0), 1);
  }
  return kept;
}

export interface Lesson {
  callSid: string;
  learnings: CallLearnings;
  /** When the call ended, ISO 8601. */
  at: string;
}

/**
 * A memory after a call. The name last given counts. A call that was learnt from before changes nothing: the same
 * object comes back.
 */
export function afterLesson(memory: StoredMemory, { callSid, learnings, at }: Lesson): StoredMemory {
  if (memory.learnt.includes(callSid)) return memory;
  const { profile, facts, summaries } = memory;
  const givenName = oneLine(learnings.name ?? '', LIMITS.name);
  const sameName = gist(givenName) === gist(profile.name ?? '');
  const newFacts = fresh(
    learnings.facts.map(({ text }) => text),
    facts.map(({ text }) => text),
  );
  const newPreferences = fresh(learnings.preferences, profile.preferences);
  const summary = oneLine(learnings.summary, LIMITS.summary);
  const digests = summary === '' ? summaries : [...summaries, { text: summary, callSid, at }];
  return {
    ...memory,
    profile: {
      ...profile,
      name: givenName === '' || sameName ? profile.name : givenName,
      preferences: [...profile.preferences, ...newPreferences].slice(-LIMITS.preferences),
    },
    facts: cappedFacts([...facts, ...newFacts.map((text) => ({ text, callSid, at, sensitive: false }))]),
    summaries: digests.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-LIMITS.summaries),
    callCount: memory.callCount + 1,
    lastCallAt: later(memory.lastCallAt, at),
    learnt: [...memory.learnt, callSid].slice(-LEARNT_LIMIT),
  };
}

function later(one: string | null, other: string): string {
  return one !== null && Date.parse(one) > Date.parse(other) ? one : other;
}

/**
 * A memory after a person edited it. Facts that stay keep the call they came from; new ones have none.
 * @param at when, ISO 8601
 */
export function afterPatch(memory: StoredMemory, patch: MemoryPatch, at: string): StoredMemory {
  const known = new Map(memory.facts.map((fact) => [fact.text, fact]));
  return {
    ...memory,
    profile: { ...memory.profile, ...patch.profile },
    facts:
      patch.facts?.map(({ text }) => known.get(text) ?? { text, callSid: null, at, sensitive: false }) ??
      memory.facts,
    summaries: patch.summaries ?? memory.summaries,
  };
}
