import { ERASED } from '../call/erasure.ts';
import type { Forgetting } from '../call/forgetting.ts';
import type { Config } from '../config.ts';
import { namespaceOf } from '../contracts/namespace.ts';
import { systemClock } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import { randomIds } from '../platform/ids.ts';
import { undoSwitch } from '../store/json/index.ts';
import { tenantScope } from '../store/make-scope.ts';
import type { Base, ContextOverrides } from './base.ts';
import type { Rooms } from './rooms.ts';

/**
 * After a start that failed: decides that the data put aside comes back, where other data had just taken its place.
 * Resolves with whether another start is worth it.
 */
export async function undoRestore(
  { dataDir }: Config,
  { clock = systemClock }: ContextOverrides,
  error: unknown,
): Promise<boolean> {
  // A port or a folder that another program has says nothing about the data.
  if (error instanceof AppError && error.code === 'conflict') return false;
  return undoSwitch({ dataDir, clock, ids: randomIds }, messageOf(error)).catch(() => false);
}

/** Tells the operator where the appliance has switched back by itself. */
export function tellUndone({ store, logger, alerts }: Base): void {
  const failure = store.switched?.failure ?? null;
  if (failure === null) return;
  logger.error({ error: failure }, 'The server could not start with restored data and switched back');
  const message = `The server could not start with the data that was restored, so it went on with the data from before. What was wrong: ${failure}`;
  alerts.raise({ key: 'restore', level: 'critical', message });
}

/** Data from before someone was forgotten has come back: forgets them in it, before any call. */
export async function forgetAgain(base: Base, rooms: Rooms, forgetting: Forgetting): Promise<void> {
  const { store, alerts } = base;
  const { switched, lasting } = store;
  if (!switched) return;
  const since = lasting.forgotten.filter(({ at }) => Date.parse(at) > Date.parse(switched.dataAt));
  for (const { id } of rooms.tenants.list()) {
    const marks = since.filter(({ tenantId }) => tenantId === id);
    if (marks.length === 0) continue;
    const askers = new Map(marks.map(({ mark, by }) => [mark, by]));
    const askerOf = (name: string) => askers.get(rooms.tenantSecrets.markOf(name) ?? '');
    if (rooms.tenantSecrets.markOf('') === undefined) {
      const message =
        'Callers who were forgotten after the backup was made are back, and the key that would tell who they are is gone. Forget them again by hand.';
      alerts.raise({ key: `forgotten:${id}`, level: 'critical', message, tenantIds: [id] });
      continue;
    }
    const scope = tenantScope(id);
    const { calls } = rooms.archive.list({ tenantId: id, limit: Number.POSITIVE_INFINITY });
    const remembered = await rooms.memories.list(scope);
    const callers = new Set([...remembered.map(({ caller }) => caller), ...calls.map(({ from }) => from)]);
    for (const caller of callers) {
      const name = namespaceOf(id, caller);
      const by = name === null ? undefined : askerOf(name);
      if (by) await forgetting.forget(scope, { caller, by });
    }
    for (const { callSid } of calls) {
      const by = askerOf(callSid);
      // It may just have been forgotten with its caller.
      if (by && rooms.archive.find(callSid)?.from !== ERASED)
        await forgetting.forgetCall(scope, { callSid, by });
    }
  }
}
