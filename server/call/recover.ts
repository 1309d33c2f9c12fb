import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Journals } from '../store/store.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { AfterCall } from './after-call.ts';
import type { CallArchive } from './archive.ts';
import { foldJournal } from './record.ts';

interface RecoveryParts {
  journals: Journals;
  archive: CallArchive;
  afterCall: AfterCall;
  tenants: Tenants;
  logger: Logger;
  scopeOf(tenantId: number): TenantScope;
}

/**
 * Turns the journals that a crash left behind into call records that say `interrupted`. A journal whose beginning can't
 * be read stays where it is; one of a deleted tenant is removed.
 */
export async function recoverCalls(parts: RecoveryParts): Promise<void> {
  const { journals, archive, afterCall, tenants, logger, scopeOf } = parts;
  const known = new Set(tenants.list().map(({ id }) => id));
  for (const journal of await journals.recover()) {
    const record = foldJournal(journal.entries);
    if (!record) {
      logger.error({ journal: journal.journalId }, 'The journal of a call could not be read');
      continue;
    }
    if (known.has(record.tenantId)) {
      const scope = scopeOf(record.tenantId);
      await archive.save(scope, record);
      void afterCall.learn(scope, record, null);
      logger.warn(
        { callSid: record.callSid, tenantId: record.tenantId },
        'A call had been cut off by the last stop',
      );
    }
    await journal.remove();
  }
}
