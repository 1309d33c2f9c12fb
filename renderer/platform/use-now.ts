import { useEffect, useState } from 'react';
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
