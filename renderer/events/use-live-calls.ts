import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { useLiveCallSnapshot } from '../api/get-live-calls.ts';
import { useTenants } from '../api/get-tenants.ts';
import { keys } from '../api/keys.ts';
import { type Activity, type CallActivity, NO_ACTIVITY } from './activity.ts';
import { callsNow } from './calls-now.ts';

const NOTHING: Activity = {};
const NO_TENANTS: readonly TenantView[] = [];

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

/** Calls in progress, oldest first: the snapshot with the events since laid over it. */
export function useLiveCalls() {
  const snapshot = useLiveCallSnapshot();
  const tenants = useTenants().data;
  const activity = useActivity();
  const calls = useMemo(
    () => snapshot.data && callsNow(snapshot.data, activity, tenants ?? NO_TENANTS),
    [snapshot.data, activity, tenants],
  );
  return { ...snapshot, calls };
}
