import { type ReadyInfo, readyInfo } from '../server/contracts/shell.ts';

const READY = 'ready ';

/** Reads the `ready {json}` line; `null` for any other line. */
export function readReadyLine(line: string): ReadyInfo | null {
  if (!line.startsWith(READY)) return null;
  try {
    return readyInfo.parse(JSON.parse(line.slice(READY.length)));
  } catch {
    return null;
  }
}

/** Cuts text that comes in pieces into lines. The rest of an unfinished line waits for its end. */
export function splitLines(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  };
}

/** The sentence in which the server said on standard error why it ended, or `null`. Traces are not sentences. */
export function complaintIn(lines: readonly string[]): string | null {
  return lines.findLast((line) => /^\p{Lu}.*\.$/u.test(line)) ?? null;
}
