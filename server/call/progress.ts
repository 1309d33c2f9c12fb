import type { ServerEvent } from '../contracts/events.ts';

type Progress = Extract<ServerEvent, { type: 'call.progress' }>;
/** How a call stands now. */
export type Standing = Omit<Progress, 'type' | 'callSid' | 'tenantId'>;

const AT_MOST_EVERY_MS = 1_000;

/** Tells what a call in progress costs and how quick it is: at most once a second, and only when that has changed. */
export class ProgressTeller {
  readonly #publish: (event: ServerEvent) => void;
  #told: Standing | null = null;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(publish: (event: ServerEvent) => void) {
    this.#publish = publish;
  }

  /** To be called about ten times a second. `standing` is asked for at most once a second. */
  tick(nowMs: number, call: { callSid: string; tenantId: number }, standing: () => Standing): void {
    if (nowMs - this.#lookedMs < AT_MOST_EVERY_MS) return;
    this.#lookedMs = nowMs;
    const now = standing();
    const told = this.#told;
    const isSame =
      told !== null &&
      told.costUsd === now.costUsd &&
      told.engine === now.engine &&
      told.answerMs === now.answerMs &&
      told.takenOver === now.takenOver;
    if (isSame) return;
    this.#told = now;
    const { callSid, tenantId } = call;
    this.#publish({ type: 'call.progress', callSid, tenantId, ...now });
  }
}
