import type { CallRecord, CallSummary } from '../server/contracts/call.ts';

/** A record of which only the summary is of interest. */
export function wholeRecord({ turns: _, agentName: __, timings, ...call }: CallSummary): CallRecord {
  return {
    ...call,
    timings: { ...timings, answers: [] },
    transcript: [],
    messages: [],
    tools: [],
    incidents: [],
    interventions: [],
  };
}
