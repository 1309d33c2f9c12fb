/** What became of a list whose things have names. */
export interface ListDiff {
  added: unknown[];
  removed: unknown[];
  changed: { before: object; after: object }[];
  /** Nothing else happened to it. */
  onlyMoved: boolean;
}

/** By what one thing of a list is known again. */
function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return JSON.stringify(item);
  if ('label' in item) return `label ${item.label}`;
  if ('name' in item) return `name ${item.name}`;
  return JSON.stringify(item);
}

/** Compares two lists by the names of what is in them. */
export function listDiff(before: readonly unknown[], after: readonly unknown[]): ListDiff {
  const old = new Map(before.map((item) => [nameOf(item), item]));
  const young = new Map(after.map((item) => [nameOf(item), item]));
  const added = [...young].filter(([name]) => !old.has(name)).map(([, item]) => item);
  const removed = [...old].filter(([name]) => !young.has(name)).map(([, item]) => item);
  const changed = [...young].flatMap(([name, item]) => {
    const was = old.get(name);
    if (typeof item !== 'object' || item === null || typeof was !== 'object' || was === null) return [];
    return JSON.stringify(was) === JSON.stringify(item) ? [] : [{ before: was, after: item }];
  });
  return {
    added,
    removed,
    changed,
    onlyMoved: added.length + removed.length + changed.length === 0,
  };
}

/** The fields in which two things of one name differ. */
export function fieldDiff(
  before: object,
  after: object,
): { field: string; before: unknown; after: unknown }[] {
  const old: Record<string, unknown> = { ...before };
  const young: Record<string, unknown> = { ...after };
  return [...new Set([...Object.keys(old), ...Object.keys(young)])]
    .filter((field) => JSON.stringify(old[field]) !== JSON.stringify(young[field]))
    .map((field) => ({ field, before: old[field], after: young[field] }));
}
