/** Runs asynchronous tasks one after the other, in the order they were handed in. */
export type Serial = <R>(task: () => Promise<R>) => Promise<R>;

/** A task that fails rejects to its own caller only; the next one runs all the same. */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
}
