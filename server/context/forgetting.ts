import { type AfterCall, lineOf } from '../call/after-call.ts';
import { Forgetting } from '../call/forgetting.ts';
import { forgetRecordings } from '../call/recording-retention.ts';
import type { CallRegistry } from '../call/registry.ts';
import { namespaceOf } from '../contracts/namespace.ts';
import { isoNow } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import { type Rounds, startRounds } from '../platform/rounds.ts';
import type { ForgottenMark } from '../store/lasting.ts';
import { tenantScope } from '../store/make-scope.ts';
import type { Base } from './base.ts';
import type { Rooms } from './rooms.ts';

const DAY_MS = 86_400_000;

interface CallsOnTheLine {
  afterCall: AfterCall;
  registry: CallRegistry;
}

export function wireForgetting(
  base: Base,
  rooms: Rooms,
  { afterCall, registry }: CallsOnTheLine,
): Forgetting {
  const { clock, ids, logger, publish, store } = base;
  const { archive, inbox, knowledge, memories, tenantSecrets } = rooms;
  return new Forgetting({
    documents: store.documents,
    audit: store.audit,
    archive,
    memories,
    clock,
    ids,
    logger,
    publish,
    async settle(scope, caller) {
      const namespace = namespaceOf(scope.tenantId, caller);
      if (namespace === null) return;
      if (registry.all().some(({ record }) => record.namespace === namespace))
        throw new AppError('conflict', 'This caller is on the line now. Try again once the call has ended.');
      await afterCall.settle(namespace);
    },
    async settleCall(callSid) {
      if (registry.get(callSid))
        throw new AppError('conflict', 'This call is still going on. Try again once it has ended.');
      const call = archive.find(callSid);
      if (call) await afterCall.settle(lineOf(call));
    },
    async noteForgotten({ tenantId }, names, by) {
      const marks: ForgottenMark[] = [];
      try {
        for (const name of names)
          marks.push({ tenantId, at: isoNow(clock), by, mark: await tenantSecrets.mark(name) });
      } catch (error) {
        // A key store that refuses must keep nobody from being forgotten now.
        const fields = { tenantId, error: messageOf(error) };
        logger.error(fields, 'A caller is forgotten, but a restore of earlier data will not know it');
      }
      await store.lasting.noteForgotten(marks);
    },
    forgetMessages: (scope, callSids) => inbox.forgetCalls(scope, callSids),
    forgetGaps: (scope, callSids) => knowledge.forgetCalls(scope, callSids),
    forgetRecordings: (scope, callSids) => forgetRecordings(store.recordings, scope, callSids),
  });
}

/** Finishes erasures that the last stop cut short, then forgets, now and every day, callers whose time is over. */
export async function keepRetention(base: Base, { tenants }: Rooms, forgetting: Forgetting): Promise<Rounds> {
  const { clock, logger } = base;
  const forEachTenant = async (work: (id: number) => Promise<unknown>): Promise<void> => {
    for (const { id } of tenants.list())
      await work(id).catch((error: unknown) => {
        logger.error({ tenantId: id, error: messageOf(error) }, 'Callers could not be forgotten');
      });
  };
  await forEachTenant((id) => forgetting.resume(tenantScope(id)));
  return startRounds(clock, DAY_MS, (signal) =>
    forEachTenant(async (id) => {
      const scope = tenantScope(id);
      const { keepDays } = tenants.settingsOf(tenants.get(scope)).memoryPolicy;
      if (keepDays !== null && !signal.aborted) await forgetting.sweep(scope, keepDays, signal);
    }),
  );
}
