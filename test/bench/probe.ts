// Loaded into a process under test before its own code, so that its figures can be asked for over IPC.

/** What a process is asked for. The last two are looked at after a garbage collection. */
const ANSWERS = {
  /** User and system time of all its threads. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  rssBytes(): number {
    globalThis.gc?.();
    return process.memoryUsage.rss();
  },
  /** What is in use, on the heap and outside it. Resident memory also holds room for garbage, which grows in leaps. */
  liveBytes(): number {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
};

export type Question = keyof typeof ANSWERS;

process.on('message', (question: Question) => process.send?.(ANSWERS[question]()));
// Listening for questions is no reason to go on living.
process.channel?.unref();
