/** The value that `share` (0 to 1) of the samples do not exceed; `NaN` without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(0, Math.ceil(sorted.length * share) - 1);
  return sorted[rank] ?? Number.NaN;
}

/** `NaN` without samples. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** Milliseconds that things took, kept only while somebody measures. */
export class Stopwatch {
  #samples: number[] | null = null;

  add(tookMs: number): void {
    this.#samples?.push(tookMs);
  }

  start(): void {
    this.#samples = [];
  }

  /** What was measured since `start`. */
  stop(): number[] {
    const samples = this.#samples ?? [];
    this.#samples = null;
    return samples;
  }
}
