import type { ImportMemory } from '../contracts/import.ts';
import { parseLegacyUserId } from '../contracts/namespace.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import { plainName, type Row, textOf, valueIn } from './tables.ts';
import { lineFrom, type Note, phoneFrom } from './values.ts';

const MOST_FACTS = 50;
const MOST_PREFERENCES = 20;
const LONGEST = 300;
const DAY_MS = 86_400_000;

/** By the tenant's id in the old system, and by caller. */
export type SortedMemories = Map<string, Map<string, ImportMemory>>;

interface Sorting {
  /** The only tenant of the files, to whom bare numbers belong then; else `null`. */
  onlyTenant: string | null;
  nowMs: number;
  /** Where notes on a tenant's memories go. */
  noteOf(oldId: string): Note;
  /** For what belongs to no tenant. */
  note: Note;
}

/** Sorts memories by tenant and caller. A namespace is the only door: what does not say whose caller it is, is left out. */
export function sortMemories(rows: readonly Row[], sorting: Sorting): SortedMemories {
  const byTenant: SortedMemories = new Map();
  for (const row of rows) {
    const owner = ownerOf(row, sorting);
    if (!owner) continue;
    const { oldId, caller } = owner;
    const note = sorting.noteOf(oldId);
    if (isOver(row, sorting.nowMs, note)) continue;
    const callers = byTenant.get(oldId) ?? new Map<string, ImportMemory>();
    byTenant.set(oldId, callers);
    const memory = callers.get(caller) ?? { caller, name: null, preferences: [], facts: [] };
    callers.set(caller, memory);
    remember(memory, row, note);
  }
  return byTenant;
}

function ownerOf(row: Row, { onlyTenant, noteOf, note }: Sorting): { oldId: string; caller: string } | null {
  const userId = textOf(valueIn(row, 'userid'));
  const scope = plainName(textOf(valueIn(row, 'scope')));
  const place = `memory (${row.place})`;
  if (scope !== '' && scope !== 'user' && scope !== 'caller') {
    note(
      place,
      `${scope}: ${textOf(valueIn(row, 'key'))}`,
      null,
      'It is not of one caller (shared or of one session). Write what the agent should know into the tenant’s knowledge.',
    );
    return null;
  }
  const parts = parseLegacyUserId(userId);
  if (parts) {
    const caller = identifiableCaller(parts.caller);
    if (caller === null)
      note(place, userId, null, 'Callers who withhold their number share this one; they are not remembered.');
    else if (!userId.endsWith(caller.slice(1)))
      noteOf(String(parts.tenantId))(
        place,
        userId,
        `customer_…_user_${caller.slice(1)}`,
        'Ten digits were widened with 1.',
      );
    return caller === null ? null : { oldId: String(parts.tenantId), caller };
  }
  if (identifiableCaller(userId) === null && /^[a-z]*$/i.test(userId)) {
    note(place, userId, null, 'It does not say whose it is.');
    return null;
  }
  const unheard: Note = () => undefined;
  const caller = phoneFrom(userId, place, unheard);
  if (caller === null || identifiableCaller(caller) === null) {
    note(place, userId, null, 'This is no caller’s number.');
    return null;
  }
  if (onlyTenant === null) {
    note(
      place,
      userId,
      null,
      'A bare number does not say whose caller it is; under such numbers the old system mixed the callers of all its customers.',
    );
    return null;
  }
  noteOf(onlyTenant)(
    place,
    userId,
    caller,
    'A bare number; taken for a caller of the only tenant in the files.',
  );
  return { oldId: onlyTenant, caller };
}

/** Whether its days are over. */
function isOver(row: Row, nowMs: number, note: Note): boolean {
  const days = Number(textOf(valueIn(row, 'ttldays')) || Number.NaN);
  const created = Date.parse(textOf(valueIn(row, 'createdat')));
  if (Number.isNaN(days) || Number.isNaN(created) || nowMs < created + days * DAY_MS) return false;
  note(`memory (${row.place})`, `${days} days`, null, 'Its time to be kept is over.');
  return true;
}

function remember(memory: ImportMemory, row: Row, note: Note): void {
  const field = `memory of ${memory.caller}`;
  const key = plainName(textOf(valueIn(row, 'key')));
  const type = plainName(textOf(valueIn(row, 'type')));
  const value = plainValue(valueIn(row, 'value'));
  if (value === '') {
    note(field, textOf(valueIn(row, 'key')), null, 'It is empty.');
    return;
  }
  if (['name', 'username', 'callername', 'fullname', 'customername'].includes(key)) {
    const name = lineFrom(value, field, 120, note);
    if (memory.name !== null && memory.name !== name)
      note(field, memory.name, name, 'A later row names the caller otherwise.');
    memory.name = name;
    return;
  }
  const isPreference = type.startsWith('preference') || key.startsWith('preference');
  const isSummary = type.includes('summary') || type.includes('recap') || key.includes('summary');
  const words = textOf(valueIn(row, 'key')).replaceAll(/[_-]+/g, ' ');
  const named = isSummary
    ? `Earlier call: ${value}`
    : key === '' || /^(fact|note|preference)s?\d*$/.test(key)
      ? value
      : `${words}: ${value}`;
  const line = lineFrom(named, field, LONGEST, note);
  const list = isPreference ? memory.preferences : memory.facts;
  if (list.includes(line)) return;
  if (list.length >= (isPreference ? MOST_PREFERENCES : MOST_FACTS)) {
    note(field, line, null, `A caller can have ${isPreference ? MOST_PREFERENCES : MOST_FACTS} of them.`);
    return;
  }
  list.push(line);
}

/** Values were kept as JSON texts by some, as plain texts by others. */
function plainValue(raw: unknown): string {
  if (typeof raw === 'object' && raw !== null) {
    const inner = Object.entries(raw).find(([name]) =>
      ['text', 'value', 'summary', 'content'].includes(name),
    );
    if (inner && typeof inner[1] === 'string') return inner[1].trim();
    return Object.entries(raw)
      .map(([name, value]) => (Array.isArray(raw) ? textOf(value) : `${name}: ${textOf(value)}`))
      .join(', ');
  }
  const text = textOf(raw);
  if (!/^["[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value.trim() : plainValue(value);
  } catch {
    return text;
  }
}
