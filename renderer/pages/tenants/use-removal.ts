import { useState } from 'react';

/** Removes things from a list that is being edited, the last of which can be put back. */
export function useRemoval<T>(value: readonly T[], onChange: (value: T[]) => void) {
  const [last, setLast] = useState<{ item: T; index: number } | null>(null);
  // There again, such as by discarding the edits.
  const isBack = last !== null && value.some((one) => JSON.stringify(one) === JSON.stringify(last.item));
  return {
    /** What was removed last; `null` when there is nothing to put back. */
    gone: last === null || isBack ? null : last.item,
    remove(index: number): void {
      const item = value[index];
      if (item === undefined) return;
      setLast({ item, index });
      onChange(value.filter((_, at) => at !== index));
    },
    putBack(): void {
      if (last) onChange(value.toSpliced(last.index, 0, last.item));
      setLast(null);
    },
  };
}
