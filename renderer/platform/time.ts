/** The only place of the panel that touches the clock and timers, beside hooks of libraries. Milliseconds throughout. */
export const nowMs = (): number => Date.now();

/** Runs once after the delay; returns the way to cancel it. */
export function after(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => clearTimeout(handle);
}

/** Runs again and again; returns the way to stop it. */
export function every(periodMs: number, run: () => void): () => void {
  const handle = setInterval(run, periodMs);
  return () => clearInterval(handle);
}
