import { useEffect, useState, useSyncExternalStore } from 'react';
import { every, nowMs } from './time.ts';

/** The wall clock in milliseconds, renewed each second while `running`. */
export function useNow(running = true): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    if (!running) return;
    setNow(nowMs());
    return every(1000, () => setNow(nowMs()));
  }, [running]);
  return now;
}

const MINUTE_MS = 60_000;
const listeners = new Set<() => void>();
let minute = nowMs();
let stop = () => {};

/** One timer for all that show how long ago something was, as long as there are any. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    minute = nowMs();
    stop = every(MINUTE_MS, () => {
      minute = nowMs();
      for (const renew of listeners) renew();
    });
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

/** The wall clock in milliseconds, renewed each minute. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => minute);
