import type { CallRecord } from '../contracts/call.ts';
import type { Logger } from '../platform/logger.ts';
import type { Recordings } from '../store/recordings.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Journals, RecoveredJournal } from '../store/store.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { AfterCall } from './after-call.ts';
import type { CallArchive } from './archive.ts';
import { ERASED } from './erasure.ts';
import { callKey, foldJournal, forgetInJournal, isForgotten, nameInJournal } from './record.ts';

interface RecoveryParts {
  journals: Journals;
  archive: CallArchive;
  afterCall: AfterCall;
  tenants: Tenants;
  logger: Logger;
  cost(record: CallRecord): number;
  recordings: Recordings;
  scopeOf(tenantId: number): TenantScope;
}

interface Found {
  record: CallRecord;
  givenName: string | null;
  forgetting: boolean;
  journals: RecoveredJournal[];
}

/**
 * Turns the journals that the last stop left behind into call records, and has the calls read. One that was cut off says
 * `interrupted`. A journal whose beginning can't be read stays where it is; one of a deleted tenant is removed.
 */
export async function recoverCalls(parts: RecoveryParts): Promise<void> {
  const { journals, archive, afterCall, tenants, logger, cost, recordings, scopeOf } = parts;
  const known = new Set(tenants.list().map(({ id }) => id));
  for (const { record, givenName, forgetting, journals: left } of group(await journals.recover(), logger)) {
    const discard = async (): Promise<void> => {
      for (const journal of left) await journal.remove();
    };
    // A journal that outlived the call's erasure must not bring it back.
    if (!known.has(record.tenantId) || archive.find(record.callSid)?.from === ERASED) {
      await discard();
      continue;
    }
    if (record.endReason === 'interrupted') {
      record.costUsd = cost(record);
      logger.warn(
        { callSid: record.callSid, tenantId: record.tenantId },
        'A call had been cut off by the last stop',
      );
    }
    const scope = scopeOf(record.tenantId);
    // Sound that the disk had taken is there, though nobody noted it at the end.
    record.recorded = (await recordings.find(scope, callKey(record.callSid))) !== undefined;
    record.reviewedAt = archive.find(record.callSid)?.reviewedAt ?? null;
    await archive.save(scope, record);
    // One that was cut off may be brought back by the carrier, and is then read as a whole.
    afterCall.finish({ scope, record, givenName, forgetting, discard });
  }
}

/** By call: one that came back has left a journal for each part, of which the last holds all. */
function group(journals: RecoveredJournal[], logger: Logger): Found[] {
  const byCall = new Map<string, Found>();
  for (const journal of journals) {
    const record = foldJournal(journal.entries);
    if (!record) {
      logger.error({ journal: journal.journalId }, 'The journal of a call could not be read');
      continue;
    }
    const found = byCall.get(record.callSid);
    const later = found && found.record.transcript.length > record.transcript.length ? found.record : record;
    byCall.set(record.callSid, {
      record: later,
      givenName: nameInJournal(journal.entries) ?? found?.givenName ?? null,
      forgetting: forgetInJournal(journal.entries) || isForgotten(record) || (found?.forgetting ?? false),
      journals: [...(found?.journals ?? []), journal],
    });
  }
  return [...byCall.values()];
}
