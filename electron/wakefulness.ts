/** Keeps the computer awake. `start` answers with a handle for `stop`. */
export interface SleepBlocker {
  start(): number;
  stop(handle: number): void;
}

/** Blocks sleep while calls are live. Returns the way to say how many there are. */
export function createWakefulness(blocker: SleepBlocker): (liveCalls: number) => void {
  let handle: number | null = null;
  return (liveCalls) => {
    if (liveCalls > 0) handle ??= blocker.start();
    else if (handle !== null) {
      blocker.stop(handle);
      handle = null;
    }
  };
}
