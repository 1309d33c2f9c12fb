import { z } from 'zod';
import { KINDS } from './kinds.ts';

const preferences = z.object({
  /** Also on the desktop, when the panel is not in front. */
  desktop: z.boolean().default(false),
  kinds: z.array(z.enum(KINDS)).default(['alerts', 'urgent-messages', 'messages', 'calls-failed']),
  /** Names, numbers and words of callers may be shown. */
  personal: z.boolean().default(false),
});
/** What this device tells its user of. */
export type Preferences = z.infer<typeof preferences>;

const NAME = 'ringhouse.notifications';
const BUILT_IN = preferences.parse({});

let current = read(localStorage.getItem(NAME));
const listeners = new Set<() => void>();

/** What was kept, or the built-in choice where nothing was, or nothing that can be read. */
function read(text: string | null): Preferences {
  try {
    return text === null ? BUILT_IN : preferences.parse(JSON.parse(text));
  } catch {
    return BUILT_IN;
  }
}

function tell(): void {
  for (const listener of listeners) listener();
}

// Another window of the same browser has changed it.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key !== NAME) return;
  current = read(newValue);
  tell();
});

/** Keeps a change on this device, and tells all who show the preferences. */
export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(NAME, JSON.stringify(current));
  tell();
}

/** For `useSyncExternalStore`. */
export const keptPreferences = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => current,
};
