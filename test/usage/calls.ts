import { type CallSummary, callSummary, NO_USAGE } from '../../server/contracts/call.ts';

let last = 0;

/** A finished call of a minute and a half that cost 25 cents, each with a SID of its own. */
export function finishedCall(changes: Partial<CallSummary> = {}): CallSummary {
  last += 1;
  return callSummary.parse({
    callSid: `CA${last}`,
    tenantId: 1,
    namespace: null,
    from: 'anonymous',
    to: '+15550001111',
    practice: false,
    engine: 'openai',
    state: 'ended',
    startedAt: '2026-11-10T10:00:00.000Z',
    endedAt: '2026-11-10T10:01:30.000Z',
    durationMs: 90_000,
    endReason: 'caller-hung-up',
    summary: null,
    usage: { ...NO_USAGE },
    costUsd: 0.25,
    timings: { webhookMs: 1, greetingMs: 2, modelReadyMs: 3, answerMs: [], greetingCached: true },
    turns: 4,
    ...changes,
  });
}
