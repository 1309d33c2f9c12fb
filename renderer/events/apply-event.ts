import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Alert, ServerEvent } from '../../server/contracts/events.ts';
import type { LiveCall } from '../../server/contracts/live.ts';
import type { SettingsView } from '../../server/contracts/settings.ts';
import { keys } from '../api/keys.ts';
import { type Activity, reduceActivity } from './activity.ts';

/** Brings the query cache up to date with one event: written where the event holds the data, else fetched anew. */
export function applyEvent(client: QueryClient, event: ServerEvent): void {
  client.setQueryData<Activity>(keys.activity, (activity) => reduceActivity(activity ?? {}, event));
  if (event.type === 'tunnel.changed')
    client.setQueryData<SettingsView>(keys.settings, (view) => view && { ...view, tunnel: event.tunnel });
  if (event.type === 'lines.changed')
    client.setQueryData<SettingsView>(keys.settings, (view) => view && { ...view, lines: event.lines });
  if (event.type === 'call.progress' || event.type === 'call.noted' || event.type === 'call.state')
    client.setQueryData<LiveCall[]>(keys.liveCalls, (calls) => calls && withProgress(calls, event));
  if (event.type === 'alert')
    client.setQueryData<Alert[]>(keys.alerts, (alerts) => alerts && withAlert(alerts, event.alert));
  // There is nothing left to fetch of a tenant that is gone.
  const gone = event.type === 'tenant.changed' && event.version === null ? keys.anyTenant[0] : null;
  for (const queryKey of staleAfter(event))
    void client.invalidateQueries({ queryKey, refetchType: queryKey[0] === gone ? 'none' : 'active' });
}

type Progress = Extract<ServerEvent, { type: 'call.progress' | 'call.noted' | 'call.state' }>;

/** The calls in progress with what an event tells of one of them. */
export function withProgress(calls: readonly LiveCall[], event: Progress): LiveCall[] {
  return calls.map((call) => {
    if (call.callSid !== event.callSid) return call;
    if (event.type === 'call.noted') return { ...call, ...event.noted };
    if (event.type === 'call.state') return { ...call, state: event.state, agent: event.agent };
    const { costUsd, engine, takenOver, answerMs } = event;
    const timings =
      answerMs === null ? call.timings : { ...call.timings, answerMs: [...call.timings.answerMs, answerMs] };
    return { ...call, costUsd, engine, takenOver, timings };
  });
}

/** What can no longer be trusted after an event. */
export function staleAfter(event: ServerEvent): QueryKey[] {
  switch (event.type) {
    case 'call.started':
      return [keys.status, keys.liveCalls, keys.callLists];
    case 'call.ended':
      return [
        keys.status,
        keys.liveCalls,
        keys.calls,
        keys.usage,
        keys.callers(event.tenantId),
        keys.gaps(event.tenantId),
      ];
    case 'call.summarised':
      return [keys.callLists, keys.call(event.callSid)];
    case 'tenant.changed':
      return [keys.tenants, keys.tenant(event.tenantId), keys.status, keys.numbers];
    case 'draft.changed':
      return [keys.draft(event.tenantId)];
    case 'memory.changed':
      return [keys.callers(event.tenantId), keys.allInstructions(event.tenantId)];
    case 'messages.changed':
      return [keys.messages];
    case 'defaults.changed':
      return [keys.defaults, keys.tenants, keys.anyTenant];
    case 'settings.changed':
      return [keys.settings, keys.status];
    case 'tunnel.changed':
      return [keys.status];
    default:
      return [];
  }
}

/** Open ones first, each once. */
export function withAlert(alerts: readonly Alert[], alert: Alert): Alert[] {
  const all = [alert, ...alerts.filter((other) => other.id !== alert.id)];
  return [...all.filter((one) => one.resolvedAt === null), ...all.filter((one) => one.resolvedAt !== null)];
}
