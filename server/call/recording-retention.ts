import { tryEach } from '../platform/try-each.ts';
import type { Recordings } from '../store/recordings.ts';
import type { TenantScope } from '../store/scope.ts';
import type { CallArchive } from './archive.ts';
import { callKey } from './record.ts';

interface Kept {
  recordings: Pick<Recordings, 'expire' | 'list'>;
  archive: CallArchive;
}

/**
 * Removes a tenant's recordings that are older than so many days, and notes with every call whose recording is gone that it
 * is, also where an earlier time was cut short. Rejects with `storage-failed` once all that can be done is.
 */
export async function expireRecordings(
  { recordings, archive }: Kept,
  scope: TenantScope,
  keepDays: number,
  nowMs: number,
): Promise<void> {
  const { tenantId } = scope;
  // Listed before the files are: the file of a call that ends meanwhile is not missed.
  const { calls } = archive.list({
    tenantId,
    limit: Number.POSITIVE_INFINITY,
    fits: ({ recorded }) => recorded,
  });
  try {
    await recordings.expire(scope, keepDays, nowMs);
  } finally {
    const left = new Set((await recordings.list(scope)).map(({ key }) => key));
    await tryEach(calls, async ({ callSid }) => {
      if (left.has(callKey(callSid))) return;
      await archive.update(scope, callSid, (record) => ({ ...record, recorded: false }));
    });
  }
}

/** Removes the recordings of these calls. Resolves with how many there were. */
export async function forgetRecordings(
  recordings: Recordings,
  scope: TenantScope,
  callSids: readonly string[],
): Promise<number> {
  let count = 0;
  for (const callSid of callSids) if (await recordings.remove(scope, callKey(callSid))) count += 1;
  return count;
}
