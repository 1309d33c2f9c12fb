import type { AnswerTiming } from '../contracts/call.ts';
import type { LagWatch } from '../platform/lag-watch.ts';

interface ToolSpan {
  name: string;
  fromMs: number;
  /** `Infinity` while it is at work. */
  toMs: number;
}

/** Knows what a caller's waiting for each answer was for. Times are monotonic milliseconds. */
export class AnswerWaits {
  readonly #tools = new Map<string, ToolSpan>();

  /** The model has asked for a tool. One that is asked for again is the same use. */
  toolBegun(callId: string, name: string, nowMs: number): void {
    if (!this.#tools.has(callId)) this.#tools.set(callId, { name, fromMs: nowMs, toMs: Infinity });
  }

  toolEnded(callId: string, nowMs: number): void {
    const span = this.#tools.get(callId);
    if (span) span.toMs = Math.min(span.toMs, nowMs);
  }

  /**
   * The agent is heard after `waitMs`. `lag` knows how much of a time the computer stood still. Returns what the wait was
   * for, but for its `atMs`.
   */
  answered(waitMs: number, nowMs: number, lag: Pick<LagWatch, 'busyMs'>): Omit<AnswerTiming, 'atMs'> {
    const sinceMs = nowMs - waitMs;
    const spans = [...this.#tools.values()]
      .map(({ name, fromMs, toMs }) => ({ name, from: Math.max(fromMs, sinceMs), to: Math.min(toMs, nowMs) }))
      .filter(({ from, to }) => to > from)
      .sort((a, b) => a.from - b.from);
    let toolMs = 0;
    let countedTo = sinceMs;
    for (const { from, to } of spans) {
      toolMs += Math.max(0, to - Math.max(from, countedTo));
      countedTo = Math.max(countedTo, to);
    }
    const [longest] = spans.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    for (const [callId, { toMs }] of this.#tools) if (toMs <= nowMs) this.#tools.delete(callId);
    return { waitMs, toolMs, tool: longest?.name ?? null, computerMs: lag.busyMs(sinceMs, nowMs) };
  }
}
