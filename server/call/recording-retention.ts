import type { Recordings } from '../store/recordings.ts';
import type { TenantScope } from '../store/scope.ts';
import type { CallArchive } from './archive.ts';
import { callKey } from './record.ts';

interface Kept {
  recordings: Recordings;
  archive: CallArchive;
}

/**
 * Removes a tenant's recordings that are older than so many days, and notes with their calls that they are gone. Resolves
 * with how many there were.
 */
export async function expireRecordings(
  { recordings, archive }: Kept,
  scope: TenantScope,
  keepDays: number,
  nowMs: number,
): Promise<number> {
  const expired = new Set(await recordings.expire(scope, keepDays, nowMs));
  if (expired.size === 0) return 0;
  const { tenantId } = scope;
  let cursor: string | null | undefined;
  do {
    const page = archive.list({ tenantId, cursor: cursor ?? undefined, limit: 200 });
    for (const { callSid, recorded } of page.calls) {
      if (!recorded || !expired.has(callKey(callSid))) continue;
      await archive.update(scope, callSid, (record) => ({ ...record, recorded: false }));
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return expired.size;
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
