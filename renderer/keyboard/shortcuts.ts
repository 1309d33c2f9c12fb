import { useEffect, useSyncExternalStore } from 'react';
import { after } from '../platform/time.ts';

/** One key, such as `j`, or two after each other, such as `g h`. */
export interface Shortcut {
  keys: string;
  label: string;
  run(): void;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

const STORED = 'ringhouse-shortcuts';
/** How long the second key of two may take. */
const SECOND_KEY_MS = 1_500;

type Listener = () => void;
const listeners = new Set<Listener>();
let groups: readonly ShortcutGroup[] = [];
let enabled = localStorage.getItem(STORED) !== 'off';
let first: string | null = null;
let forgetFirst = () => {};

const subscribe = (listener: Listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
function changed(): void {
  for (const listener of listeners) listener();
}

/** Single keys can be switched off: some people speak to their computer, and some keyboards press by themselves. */
export function setShortcutsEnabled(next: boolean): void {
  enabled = next;
  localStorage.setItem(STORED, next ? 'on' : 'off');
  changed();
}
export const useShortcutsEnabled = (): boolean => useSyncExternalStore(subscribe, () => enabled);

/** What can be pressed now, the page's own last. */
export const useShortcutGroups = (): readonly ShortcutGroup[] =>
  useSyncExternalStore(subscribe, () => groups);

/** Offers shortcuts as long as the component is shown; `shortcuts` should be memoised. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    const group = { title, shortcuts };
    groups = [...groups, group];
    changed();
    return () => {
      groups = groups.filter((one) => one !== group);
      changed();
    };
  }, [title, shortcuts]);
}

const TYPED_IN =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]';

/** Whether a key pressed there means something else already. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TYPED_IN) !== null;

function onKey(event: KeyboardEvent): void {
  if (!enabled || event.defaultPrevented || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
  const keys = first === null ? event.key : `${first} ${event.key}`;
  forgetFirst();
  first = null;
  // The page's own come after those of the shell, and win.
  const all = groups.flatMap(({ shortcuts }) => shortcuts).reverse();
  const found = all.find((shortcut) => shortcut.keys === keys);
  if (found) {
    event.preventDefault();
    found.run();
  } else if (all.some((shortcut) => shortcut.keys.startsWith(`${keys} `))) {
    first = keys;
    forgetFirst = after(SECOND_KEY_MS, () => {
      first = null;
    });
  }
}

window.addEventListener('keydown', onKey);
