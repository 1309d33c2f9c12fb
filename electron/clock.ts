/** Time, passed in so that a test can move it. Milliseconds. */
export interface ShellClock {
  /** Never runs backwards. */
  monotonic(): number;
  after(delayMs: number, run: () => void): { cancel(): void };
}

export const shellClock: ShellClock = {
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};
