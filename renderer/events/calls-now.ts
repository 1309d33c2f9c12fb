import type { CallSummary } from '../../server/contracts/call.ts';
import type { LiveCall } from '../../server/contracts/live.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Activity, type CallActivity, mergeAnswers, mergeTurns, NO_ACTIVITY } from './activity.ts';

/** A call in progress with all that is known of it by now. */
export interface CallNow extends LiveCall {
  activity: CallActivity;
}

/** The calls in progress, oldest first: a snapshot with what events have told since laid over it. */
export function callsNow(
  snapshot: readonly LiveCall[],
  activity: Activity,
  tenants: readonly TenantView[],
): CallNow[] {
  const known = new Map(snapshot.map((call) => [call.callSid, call]));
  for (const [callSid, { started }] of Object.entries(activity))
    if (started && !known.has(callSid)) known.set(callSid, fromSummary(started, tenants));
  return [...known.values()]
    .map((call) => withActivity(call, activity[call.callSid] ?? NO_ACTIVITY))
    .filter((call) => call.state !== 'ended')
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function withActivity(call: LiveCall, activity: CallActivity): CallNow {
  return {
    ...call,
    ...activity.progress,
    ...activity.noted,
    state: activity.state ?? call.state,
    agent: activity.agent ?? call.agent,
    transcript: mergeTurns(call.transcript, activity.turns),
    timings: { ...call.timings, answerMs: mergeAnswers(call.timings.answerMs, activity.answerMs) },
    activity,
  };
}

function fromSummary(call: CallSummary, tenants: readonly TenantView[]): LiveCall {
  const tenant = tenants.find(({ id }) => id === call.tenantId);
  return {
    ...call,
    transcript: [],
    messages: [],
    tools: [],
    incidents: [],
    interventions: [],
    timings: { ...call.timings, answers: [] },
    agent: 'listening',
    takenOver: false,
    recalled: null,
    destinations: [],
    businessName: tenant?.businessName ?? `Tenant ${call.tenantId}`,
    agentName: call.agentName ?? tenant?.effective.agentName.value ?? 'Agent',
  };
}
