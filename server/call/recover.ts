import type { TenantScope } from '../store/scope.ts';
import type { Journals } from '../store/store.ts';
import type { AfterCall } from './after-call.ts';
import type { CallArchive } from './archive.ts';
import { foldJournal } from './record.ts';

interface RecoveryParts {
  journals: Journals;
  archive: CallArchive;
  afterCall: AfterCall;
  /** `undefined` for a tenant that is no more. */
  scopeOf(tenantId: number): TenantScope | undefined;
}

/**
 * Turns the journals that a crash left behind into call records that say `interrupted`. Returns how many calls were
 * recovered, and how many journals could not be read even at their beginning; those stay where they are.
 */
export async function recoverCalls(parts: RecoveryParts): Promise<{ recovered: number; unreadable: number }> {
  const { journals, archive, afterCall, scopeOf } = parts;
  let recovered = 0;
  let unreadable = 0;
  for (const journal of await journals.recover()) {
    const record = foldJournal(journal.entries);
    if (!record) {
      unreadable += 1;
      continue;
    }
    const scope = scopeOf(record.tenantId);
    if (scope) {
      await archive.save(scope, record);
      void afterCall.learn(scope, record, null);
      recovered += 1;
    }
    await journal.remove();
  }
  return { recovered, unreadable };
}
