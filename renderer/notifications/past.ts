import { nowMs } from '../platform/time.ts';

/** A notice that was shown, to be read again. */
export interface PastNotice {
  id: number;
  title: string | null;
  text: string;
  /** Where it leads, within the panel. */
  href: string | null;
  failed: boolean;
  at: string;
}

const KEPT = 40;

let past: readonly PastNotice[] = [];
let made = 0;
const listeners = new Set<() => void>();

/** Keeps a notice until the page is left; the oldest give way. */
export function keepNotice(notice: Pick<PastNotice, 'text'> & Partial<PastNotice>): void {
  made += 1;
  const kept = { title: null, href: null, failed: false, at: new Date(nowMs()).toISOString(), ...notice };
  past = [{ ...kept, id: made }, ...past].slice(0, KEPT);
  for (const listener of listeners) listener();
}

/** All that are kept, newest first; for `useSyncExternalStore`. */
export const pastNotices = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => past,
};
