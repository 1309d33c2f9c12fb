import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallSummary } from '../../server/contracts/call.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type LiveCall, useLiveCallSnapshot } from '../api/get-live-calls.ts';
import { useTenants } from '../api/get-tenants.ts';
import { keys } from '../api/keys.ts';
import { type Activity, type CallActivity, mergeTurns, NO_ACTIVITY } from './activity.ts';

const NOTHING: Activity = {};

/** What events have told of the calls, by call SID. */
export function useActivity(): Activity {
  return (
    useQuery<Activity>({ queryKey: keys.activity, queryFn: skipToken, gcTime: Number.POSITIVE_INFINITY })
      .data ?? NOTHING
  );
}

/** What events have told of one call. */
export function useCallActivity(callSid: string | null): CallActivity {
  const activity = useActivity();
  return (callSid !== null && activity[callSid]) || NO_ACTIVITY;
}

/** A call in progress with all that is known of it by now. */
export interface CallNow extends LiveCall {
  activity: CallActivity;
}

/** Calls in progress, oldest first: the snapshot with the events since laid over it. */
export function useLiveCalls() {
  const snapshot = useLiveCallSnapshot();
  const tenants = useTenants().data;
  const activity = useActivity();
  const calls = useMemo(
    () => snapshot.data && callsNow(snapshot.data, activity, tenants ?? []),
    [snapshot.data, activity, tenants],
  );
  return { ...snapshot, calls };
}

/** Pure part of `useLiveCalls`. */
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
    state: activity.state ?? call.state,
    transcript: mergeTurns(call.transcript, activity.turns),
    activity,
  };
}

function fromSummary(call: CallSummary, tenants: readonly TenantView[]): LiveCall {
  const tenant = tenants.find(({ id }) => id === call.tenantId);
  return {
    ...call,
    transcript: [],
    messages: [],
    businessName: tenant?.businessName ?? `Tenant ${call.tenantId}`,
    agentName: call.agentName ?? tenant?.effective.agentName.value ?? 'Agent',
  };
}
