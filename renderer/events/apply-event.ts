import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Check } from '../../server/contracts/check.ts';
import type { Alert, ServerEvent } from '../../server/contracts/events.ts';
import type { CallPage } from '../../server/contracts/history.ts';
import type { SettingsView } from '../../server/contracts/settings.ts';
import type { Task } from '../../server/contracts/task.ts';
import { keys } from '../api/keys.ts';
import { type Activity, reduceActivity } from './activity.ts';
import { freshen } from './freshen.ts';

/** Brings the query cache up to date with one event: written where the event holds the data, else fetched anew. */
export function applyEvent(client: QueryClient, event: ServerEvent): void {
  const before = client.getQueryData<Activity>(keys.activity) ?? {};
  client.setQueryData<Activity>(keys.activity, reduceActivity(before, event));
  // By now its agent is prepared: what it remembers of the caller, and where it can transfer to.
  if (event.type === 'call.state' && event.state === 'live' && before[event.callSid]?.state !== 'live')
    freshen(client, keys.liveCalls);
  for (const queryKey of write(client, event))
    if (client.isFetching({ queryKey }) > 0) freshen(client, queryKey);
  // There is nothing left to fetch of a tenant that is gone.
  const gone = event.type === 'tenant.changed' && event.version === null ? keys.anyTenant[0] : null;
  for (const queryKey of [...staleAfter(event), ...staleOnHome(event)])
    if (queryKey[0] === gone) void client.invalidateQueries({ queryKey, refetchType: 'none' });
    else freshen(client, queryKey);
}

/** Writes what the event itself holds. Returns where: an answer on its way there may be older. */
function write(client: QueryClient, event: ServerEvent): QueryKey[] {
  switch (event.type) {
    case 'tunnel.changed':
      client.setQueryData<SettingsView>(keys.settings, (view) => view && { ...view, tunnel: event.tunnel });
      return [keys.settings];
    case 'lines.changed':
      client.setQueryData<SettingsView>(keys.settings, (view) => view && { ...view, lines: event.lines });
      return [keys.settings];
    case 'search.changed':
      client.setQueriesData<CallPage>(
        { queryKey: keys.callLists },
        (page) => page && { ...page, search: event.search },
      );
      // The last of them makes the lists stale.
      return [];
    case 'task.changed':
      // Kept even before anyone asks: a quick one may end before the answer to the request that began it is here.
      client.setQueryData<Task[]>(keys.tasks, (tasks = []) => withTask(tasks, event.task));
      return [keys.tasks];
    case 'alert':
      client.setQueryData<Alert[]>(keys.alerts, (alerts) => alerts && withAlert(alerts, event.alert));
      return [keys.alerts];
    case 'check.changed':
      client.setQueryData<Check[]>(keys.checks, (checks) => checks && withCheck(checks, event.check));
      return [keys.checks];
    default:
      return [];
  }
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
        keys.tenantStanding,
      ];
    case 'search.changed':
      // Found so far is shown as it is until all can be found.
      return event.search.indexed === event.search.total ? [keys.callLists] : [];
    case 'call.summarised':
      // Its reading costs, and tells which questions went unanswered.
      return [keys.callLists, keys.call(event.callSid), keys.usage, keys.gaps(event.tenantId)];
    case 'call.reviewed':
      return [keys.callLists, keys.call(event.callSid)];
    case 'tenant.changed':
      return [
        keys.tenants,
        keys.tenant(event.tenantId),
        keys.status,
        keys.numbers,
        // One that is deleted takes them along, and one that is taken in brings its own.
        keys.calls,
        keys.usage,
        keys.messages,
      ];
    case 'audit.appended':
      return [keys.audit];
    case 'lines.changed':
      return [keys.numbers];
    case 'draft.changed':
      return [keys.draft(event.tenantId)];
    case 'task.changed':
      // A replay goes by the name of its task; a bundle may be ready before its list is here.
      return event.task.state === 'running'
        ? [keys.replay(event.task.id)]
        : [keys.replay(event.task.id), keys.bundles];
    case 'memory.changed':
      return [keys.callers(event.tenantId), keys.allInstructions(event.tenantId)];
    case 'caller.forgotten':
      return [
        keys.callers(event.tenantId),
        keys.erasures(event.tenantId),
        keys.gaps(event.tenantId),
        keys.calls,
      ];
    case 'messages.changed':
      return [keys.messages, keys.tenantStanding];
    case 'defaults.changed':
      return [keys.defaults, keys.tenants, keys.anyTenant];
    case 'settings.changed':
      return [keys.settings, keys.status, keys.accountNumbers];
    case 'tunnel.changed':
      return [keys.status];
    default:
      return [];
  }
}

/** The same for the home page, which sums up everything. */
function staleOnHome({ type }: ServerEvent): QueryKey[] {
  switch (type) {
    case 'call.ended':
    case 'call.summarised':
    case 'tenant.changed':
    case 'call.reviewed':
      return [keys.home, keys.trends];
    case 'messages.changed':
    case 'settings.changed':
    case 'tunnel.changed':
    case 'lines.changed':
    case 'alert':
      return [keys.home];
    default:
      return [];
  }
}

/** The latest check of each service. */
export function withCheck(checks: readonly Check[], check: Check): Check[] {
  return [...checks.filter(({ service }) => service !== check.service), check];
}

/** Open ones first, each once. */
export function withAlert(alerts: readonly Alert[], alert: Alert): Alert[] {
  const all = [alert, ...alerts.filter((other) => other.id !== alert.id)];
  return [...all.filter((one) => one.resolvedAt === null), ...all.filter((one) => one.resolvedAt !== null)];
}

/** A task in the place where it was, or as the newest. */
function withTask(tasks: readonly Task[], task: Task): Task[] {
  if (!tasks.some(({ id }) => id === task.id)) return [task, ...tasks];
  return tasks.map((one) => (one.id === task.id ? task : one));
}
