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

/** What was made of each call, so that a call of which nothing new was told stays the same object. */
const made = new WeakMap<LiveCall, CallNow>();

function withActivity(call: LiveCall, activity: CallActivity): CallNow {
  const before = made.get(call);
  if (before?.activity === activity) return before;
  const now = {
    ...call,
    ...activity.progress,
    ...activity.noted,
    state: activity.state ?? call.state,
    agent: activity.agent ?? call.agent,
    transcript: mergeTurns(call.transcript, activity.turns),
    timings: { ...call.timings, answerMs: mergeAnswers(call.timings.answerMs, activity.answerMs) },
    activity,
  };
  made.set(call, now);
  return now;
}

const begun = new WeakMap<CallSummary, { tenants: readonly TenantView[]; call: LiveCall }>();

function fromSummary(summary: CallSummary, tenants: readonly TenantView[]): LiveCall {
  const before = begun.get(summary);
  if (before?.tenants === tenants) return before.call;
  const tenant = tenants.find(({ id }) => id === summary.tenantId);
  const call = {
    ...summary,
    transcript: [],
    messages: [],
    tools: [],
    incidents: [],
    interventions: [],
    timings: { ...summary.timings, answers: [] },
    agent: 'listening' as const,
    takenOver: false,
    recalled: null,
    destinations: [],
    businessName: tenant?.businessName ?? `Tenant ${summary.tenantId}`,
    agentName: summary.agentName ?? tenant?.effective.agentName.value ?? 'Agent',
  };
  begun.set(summary, { tenants, call });
  return call;
}
