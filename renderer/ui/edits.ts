import type { FieldErrors } from './field-errors.ts';

/** Groups whose parts are changed one by one; any other object is replaced whole. */
const GROUPS = new Set(['settings', 'agent', 'personality']);

type Fields = Readonly<Record<string, unknown>>;

const isGroup = (name: string, value: unknown): value is Fields =>
  GROUPS.has(name) && typeof value === 'object' && value !== null;

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields of a patch with the values that `from` has in them; `null` where it has none: a patch that takes it back. */
export function valuesOf<Patch extends object>(from: object, patch: Patch): Patch {
  const values: Fields = { ...from };
  const entries = Object.entries(patch).map(([name, value]) => {
    const here = values[name] ?? null;
    return [name, isGroup(name, value) ? valuesOf(isGroup(name, here) ? here : {}, value) : here];
  });
  // The same fields, each with a value that is or can be saved in it.
  return Object.fromEntries(entries) as Patch;
}

/** A patch less the fields that have the same value in `known`. */
function without<Patch extends object>(patch: Patch, known: object): Patch {
  const values: Fields = { ...known };
  const left: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(patch)) {
    const here = values[name];
    if (isGroup(name, value)) {
      const parts = without(value, isGroup(name, here) ? here : {});
      if (Object.keys(parts).length > 0) left[name] = parts;
    } else if (here === undefined || !isSame(value, here)) left[name] = value;
  }
  // Some of the same fields: every field of a patch may be absent.
  return left as Patch;
}

/** One patch laid over another. */
function over<Patch extends object>(below: Patch, above: Patch): Patch {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(below));
  for (const [name, value] of Object.entries(above)) {
    const under = merged[name];
    merged[name] = isGroup(name, value) && isGroup(name, under) ? over(under, value) : value;
  }
  // The fields of both are fields of such a patch.
  return merged as Patch;
}

/** Changes that are not saved yet, as the PATCH they will be, and what is wrong with them. */
interface Editing<Patch extends object> {
  edits: Patch;
  /** What is being saved now; `null`: nothing is. */
  sent: Patch | null;
  errors: FieldErrors;
  /** Why saving did not work. */
  problem: string | null;
}

type EditingEvent<Patch extends object> =
  /** The edits as they are to be, where what is saved is `base`. */
  | { type: 'changed'; edits: Patch; base: object }
  | { type: 'sent'; patch: Patch }
  | { type: 'saved' }
  | { type: 'failed'; errors: FieldErrors; problem: string }
  | { type: 'discarded' };

const NOTHING_WRONG = { errors: {}, problem: null };

/** Nothing is edited. */
export const unedited = <Patch extends object>(): Editing<Patch> => ({
  // Every field of a patch may be absent.
  edits: {} as Patch,
  sent: null,
  ...NOTHING_WRONG,
});

/** What is edited after an event. What was edited while a save was under way outlasts it, however it ends. */
export function editingAfter<Patch extends object>(
  editing: Editing<Patch>,
  event: EditingEvent<Patch>,
): Editing<Patch> {
  const { edits, sent } = editing;
  switch (event.type) {
    case 'changed': {
      // What is on its way and was put back meanwhile is an edit of what will be saved by then.
      const next = sent ? over(valuesOf(event.base, sent), event.edits) : event.edits;
      return { edits: next, sent, ...NOTHING_WRONG };
    }
    case 'sent':
      return { edits, sent: event.patch, ...NOTHING_WRONG };
    case 'saved':
      return { edits: without(edits, sent ?? {}), sent: null, ...NOTHING_WRONG };
    case 'failed': {
      const { errors, problem } = event;
      return { edits, sent: null, errors: stillTrue(errors, sent ?? edits, edits), problem };
    }
    case 'discarded':
      return unedited();
  }
}

/** The complaints about what is still as it was sent. */
function stillTrue(errors: FieldErrors, sent: object, edits: object): FieldErrors {
  const at = (patch: object, path: string) =>
    // Whatever it is, it is only looked into.
    path.split('.').reduce<unknown>((value, step) => (value as Fields | null | undefined)?.[step], patch);
  return Object.fromEntries(
    Object.entries(errors).filter(([path]) => isSame(at(sent, path), at(edits, path))),
  );
}

/** What of the edits differs from what is saved. While a save is under way that is about to change: all of them. */
export function openEdits<Patch extends object>({ edits, sent }: Editing<Patch>, base: object): Patch {
  return sent ? edits : without(edits, valuesOf(base, edits));
}
