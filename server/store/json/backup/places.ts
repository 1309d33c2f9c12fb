import { isSafeName, tenantIdOf } from '../names.ts';

/** The parts of the data folder that a backup holds and a restore replaces. Keys, caches and the lock stay. */
export const PARTS = ['tenants', 'appliance', 'audit', 'journals'] as const;
/** Goes with the data it came from, but into no backup. */
export const LEFT_BEHIND = 'quarantine';
export const AUDIT = 'audit/audit.jsonl';
export const ABOUT = 'ringhouse-backup.json';
export const END = 'end.json';

export type Place =
  | { sort: 'document'; tenantId: number | null; kind: string; key: string }
  | { sort: 'recording'; tenantId: number }
  | { sort: 'journal' }
  | { sort: 'audit' };

/** What belongs at a path of the data folder, or `undefined` where nothing of a backup does. */
export function placeOf(path: string): Place | undefined {
  if (path === AUDIT) return { sort: 'audit' };
  const [first, ...rest] = path.split('/');
  if (first === 'journals') {
    const id = /^([^.]+)\.jsonl$/.exec(rest[0] ?? '')?.[1];
    return rest.length === 1 && isSafeName(id) ? { sort: 'journal' } : undefined;
  }
  if (first === 'appliance') return documentAt(null, rest);
  const tenantId = tenantIdOf(rest[0] ?? '');
  if (first !== 'tenants' || tenantId === undefined) return undefined;
  const key = /^([^.]+)\.wav$/.exec(rest[2] ?? '')?.[1];
  if (rest[1] === 'recording' && rest.length === 3 && isSafeName(key)) return { sort: 'recording', tenantId };
  return documentAt(tenantId, rest.slice(1));
}

function documentAt(tenantId: number | null, [kind, file, ...more]: string[]): Place | undefined {
  const key = /^([^.]+)\.json$/.exec(file ?? '')?.[1];
  if (more.length > 0 || !isSafeName(kind) || !isSafeName(key)) return undefined;
  return { sort: 'document', tenantId, kind, key };
}
