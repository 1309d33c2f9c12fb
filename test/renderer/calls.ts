import { type CallSummary, NO_USAGE } from '../../server/contracts/call.ts';

/** A call in progress as events tell of it. */
export function callSummary(change: Partial<CallSummary> = {}): CallSummary {
  return {
    callSid: 'CA1',
    tenantId: 1,
    namespace: null,
    from: '+15557654321',
    to: '+15551230001',
    practice: false,
    engine: 'offline',
    state: 'ringing',
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: null,
    durationMs: null,
    endReason: null,
    summary: null,
    reading: null,
    flags: [],
    reviewedAt: null,
    transfers: [],
    language: null,
    recorded: false,
    usage: NO_USAGE,
    costUsd: 0,
    draft: false,
    timings: {
      webhookMs: 2,
      joinMs: null,
      greetingMs: null,
      modelReadyMs: null,
      answerMs: [],
      greetingCached: false,
    },
    turns: 0,
    ...change,
  };
}
