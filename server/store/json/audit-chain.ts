import { type AuditEntry, auditEntry } from '../../contracts/audit.ts';
import { sha256 } from './seal.ts';

/** What the first entry follows. */
export const CHAIN_START = '0'.repeat(64);

/** JSON text in which the order of keys plays no part. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}

/** SHA-256 over everything in an entry but its own hash, as 64 hex digits. */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, at, by, action, tenantId, detail, previousHash } = entry;
  return sha256(canonical({ sequence, at, by, action, tenantId, detail, previousHash }));
}

/** Reads one line, or returns `undefined` where it is no entry at all. Does not judge the hash. */
export function parseEntry(line: Uint8Array): AuditEntry | undefined {
  const text = Buffer.from(line).toString('utf8');
  if (!text.endsWith('\n')) return undefined;
  try {
    const parsed = auditEntry.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Follows the chain entry by entry. */
export class ChainWalk {
  #sequence = 0;
  #previousHash = CHAIN_START;
  /** The sequence of the first entry that does not follow from the one before, or `null` as long as all do. */
  brokenAt: number | null = null;

  next(entry: AuditEntry | undefined): void {
    if (this.brokenAt !== null) return;
    this.#sequence += 1;
    const follows = entry?.sequence === this.#sequence && entry.previousHash === this.#previousHash;
    if (follows && hashOf(entry) === entry.hash) this.#previousHash = entry.hash;
    else this.brokenAt = this.#sequence;
  }
}
