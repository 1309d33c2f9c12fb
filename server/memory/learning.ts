import type { Turn } from '../contracts/call.ts';
import type { CallerFact, CallLearnings, MemoryPatch } from '../contracts/memory.ts';
import { redactCards } from '../platform/redact.ts';
import { LEARNT_LIMIT, type StoredMemory } from './document.ts';
import { type Heard, heardIn, isGrounded, nameWasSaid } from './grounded.ts';

/** As the schema of a caller's memory allows. */
const LIMITS = {
  facts: 50,
  openMatters: 20,
  fromOneCall: 20,
  summaries: 10,
  preferences: 20,
  name: 120,
  line: 300,
  summary: 1_000,
};

const oneLine = (text: string, limit: number) => {
  const line = redactCards(text).replace(/\s+/g, ' ').trim();
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
function capped(facts: readonly CallerFact[], limit: number): CallerFact[] {
  const kept = [...facts];
  while (kept.length > limit) {
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
  /** What was said. Nothing is learnt that can't have come from it. */
  transcript: readonly Turn[];
  /** Language tag of most of what the caller said, where it could be told. */
  language: string | null;
}

type Taught = Pick<CallerFact, 'callSid' | 'at'>;

/**
 * Facts after a call. One that replaces a known fact, word for word, takes its place and its mark; what a person wrote
 * is not replaced by what a call taught, nor what a later call taught by an earlier one that was read late.
 */
function afterFacts(known: CallerFact[], learnt: CallLearnings['facts'], taught: Taught, heard: Heard) {
  let facts = known;
  for (const { text: wording, replaces } of learnt.slice(0, LIMITS.fromOneCall)) {
    const text = oneLine(wording, LIMITS.line);
    if (text === '' || !isGrounded(text, heard)) continue;
    const old = replaces === null ? undefined : facts.find((fact) => fact.text === replaces.trim());
    if (old && (old.callSid === null || Date.parse(old.at) > Date.parse(taught.at))) continue;
    if (facts.some((fact) => fact === old && gist(fact.text) === gist(text))) continue;
    const others = facts.filter((fact) => fact !== old);
    const isKnown = others.some((fact) => gist(fact.text) === gist(text));
    facts = isKnown ? others : [...others, { text, ...taught, sensitive: old?.sensitive ?? false }];
  }
  return capped(facts, LIMITS.facts);
}

/** Open matters after a call: those it settled, word for word, are gone, unless a person wrote them. */
function afterMatters(known: CallerFact[], learnings: CallLearnings, taught: Taught, heard: Heard) {
  const settled = new Set(learnings.settledMatters.map((text) => text.trim()));
  const open = known.filter(({ text, callSid }) => callSid === null || !settled.has(text));
  const added = fresh(
    learnings.openMatters.slice(0, LIMITS.fromOneCall),
    open.map(({ text }) => text),
  ).filter((text) => isGrounded(text, heard));
  return capped(
    [...open, ...added.map((text) => ({ text, ...taught, sensitive: false }))],
    LIMITS.openMatters,
  );
}

/**
 * A memory after a call. The name last given counts. A call that was learnt from before changes nothing: the same
 * object comes back.
 */
export function afterLesson(memory: StoredMemory, lesson: Lesson): StoredMemory {
  const { at, callSid, language, learnings, transcript } = lesson;
  if (memory.learnt.includes(callSid)) return memory;
  const { profile, facts, openMatters, summaries } = memory;
  const givenName = oneLine(learnings.name ?? '', LIMITS.name);
  const isNewName = gist(givenName) !== gist(profile.name ?? '') && nameWasSaid(givenName, transcript);
  const heard = heardIn(transcript, `${givenName} ${profile.name ?? ''}`);
  const newPreferences = fresh(
    learnings.preferences.slice(0, LIMITS.fromOneCall),
    profile.preferences,
  ).filter((text) => isGrounded(text, heard));
  const summary = oneLine(learnings.summary, LIMITS.summary);
  const digests = summary === '' ? summaries : [...summaries, { text: summary, callSid, at }];
  return {
    ...memory,
    profile: {
      ...profile,
      name: isNewName ? givenName : profile.name,
      language: language ?? profile.language,
      preferences: [...profile.preferences, ...newPreferences].slice(-LIMITS.preferences),
    },
    facts: afterFacts(facts, learnings.facts, { callSid, at }, heard),
    openMatters: afterMatters(openMatters, learnings, { callSid, at }, heard),
    summaries: digests.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-LIMITS.summaries),
    callCount: memory.callCount + 1,
    lastCallAt: later(memory.lastCallAt, at),
    learnt: [...memory.learnt, callSid].slice(-LEARNT_LIMIT),
  };
}

/**
 * A memory without what one call taught: its facts, matters and summary, and that it was. Who stands in the profile is not
 * known by call, so it goes with the only call that taught anything, but for the check's answer, which is never learnt.
 * `null` where nothing is left.
 */
export function withoutLesson(memory: StoredMemory, callSid: string): StoredMemory | null {
  const isOther = (one: { callSid: string | null }): boolean => one.callSid !== callSid;
  const { facts, lastCallAt, openMatters, summaries } = memory;
  const wasLatest = [...facts, ...openMatters, ...summaries].some(
    (one) => !isOther(one) && one.at === lastCallAt,
  );
  const others = summaries.filter(isOther);
  const wasLearnt = memory.learnt.includes(callSid);
  const wasOnly = wasLearnt && memory.callCount <= 1;
  const left: StoredMemory = {
    ...memory,
    profile: wasOnly
      ? { name: null, preferences: [], language: null, checkAnswer: memory.profile.checkAnswer }
      : memory.profile,
    facts: facts.filter(isOther),
    openMatters: openMatters.filter(isOther),
    summaries: others,
    callCount: wasLearnt ? Math.max(0, memory.callCount - 1) : memory.callCount,
    lastCallAt: wasOnly ? null : wasLatest ? (others.at(-1)?.at ?? null) : lastCallAt,
    learnt: memory.learnt.filter((learnt) => learnt !== callSid),
  };
  return isEmpty(left) ? null : left;
}

const isEmpty = ({ callCount, facts, openMatters, profile, summaries }: StoredMemory): boolean =>
  callCount + facts.length + openMatters.length + summaries.length + profile.preferences.length === 0 &&
  profile.name === null &&
  profile.language === null &&
  profile.checkAnswer === null;

function later(one: string | null, other: string): string {
  return one !== null && Date.parse(one) > Date.parse(other) ? one : other;
}

/** A list as a person changed it from what was seen of it, with what became of it since. */
function sinceSeen<Item>(
  list: readonly Item[],
  known: readonly Item[],
  seen: readonly string[],
  textOf: (item: Item) => string,
): Item[] {
  const [was, is, wanted] = [new Set(seen), new Set(known.map(textOf)), new Set(list.map(textOf))];
  return [
    ...list.filter((item) => is.has(textOf(item)) || !was.has(textOf(item))),
    ...known.filter((item) => !was.has(textOf(item)) && !wanted.has(textOf(item))),
  ];
}

/** A list after a person edited it. What stays keeps the call it came from, and its mark unless that was edited too. */
function edited(name: 'facts' | 'openMatters', memory: StoredMemory, patch: MemoryPatch, at: string) {
  const known = memory[name];
  const seen = patch.seen?.[name];
  if (!patch[name]) return known;
  const byText = new Map(known.map((fact) => [fact.text, fact]));
  const list = patch[name].map(({ text, sensitive, callSid = null, at: learntAt = at }) => {
    const fact = byText.get(text) ?? { text, callSid, at: learntAt, sensitive: false };
    return { ...fact, sensitive: sensitive ?? fact.sensitive };
  });
  return seen
    ? capped(
        sinceSeen(list, known, seen, ({ text }) => text),
        LIMITS[name],
      )
    : list;
}

function editedPreferences({ profile: { preferences: known } }: StoredMemory, patch: MemoryPatch): string[] {
  const list = patch.profile?.preferences ?? known;
  const seen = patch.seen?.preferences;
  return seen ? sinceSeen(list, known, seen, (text) => text).slice(-LIMITS.preferences) : list;
}

/**
 * A memory after a person edited it.
 * @param at when, ISO 8601
 */
export function afterPatch(memory: StoredMemory, patch: MemoryPatch, at: string): StoredMemory {
  return {
    ...memory,
    profile: { ...memory.profile, ...patch.profile, preferences: editedPreferences(memory, patch) },
    facts: edited('facts', memory, patch, at),
    openMatters: edited('openMatters', memory, patch, at),
    summaries: patch.summaries ?? memory.summaries,
  };
}
