// Loaded into a process under test before its own code, so that its figures can be asked for over IPC.

/** What can be asked: `cpuMs` is user and system time of all threads, `rssBytes` what is resident after a collection. */
export type Question = 'cpuMs' | 'rssBytes';

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function rssBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

process.on('message', (question: Question) => {
  process.send?.(question === 'cpuMs' ? cpuMs() : rssBytes());
});
// Listening for questions is no reason to go on living.
process.channel?.unref();
