import { type RefObject, useMemo, useRef } from 'react';
import { useShortcuts } from '../../keyboard/shortcuts.ts';

/** Marks the link of an entry in the page, by the entry's id. */
export const ENTRY = 'data-entry';

interface ListKeys {
  /** Marks the entry as done, or opens it again. */
  onMark(id: string): void;
  /** Chooses it, or no longer. */
  onChoose(id: string): void;
}

/** Goes through a list by `j` and `k`, and acts on the entry that has the focus. */
export function useListKeys(list: RefObject<HTMLElement | null>, keys: ListKeys) {
  const latest = useRef(keys);
  latest.current = keys;
  const moves = useMemo(() => {
    const links = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>(`[${ENTRY}]`) ?? [])];
    const here = (): number => {
      const item = document.activeElement?.closest('li');
      return item ? links().findIndex((link) => item.contains(link)) : -1;
    };
    const focusAt = (index: number): void => {
      const all = links();
      const link = all[Math.min(Math.max(index, 0), all.length - 1)];
      if (link) link.focus();
      else list.current?.focus({ preventScroll: true });
    };
    const withHere = (act: (id: string) => void) => (): void => {
      const id = links()[here()]?.getAttribute(ENTRY);
      if (id) act(id);
    };
    return {
      here,
      focusAt,
      shortcuts: [
        { keys: 'j', label: 'Next message', run: () => focusAt(here() + 1) },
        { keys: 'k', label: 'Message before', run: () => focusAt(here() - 1) },
        { keys: 'e', label: 'Done, or open again', run: withHere((id) => latest.current.onMark(id)) },
        { keys: 'x', label: 'Choose', run: withHere((id) => latest.current.onChoose(id)) },
      ],
    };
  }, [list]);
  useShortcuts('Inbox', moves.shortcuts);
  return moves;
}
