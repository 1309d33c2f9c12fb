import type { AuditEntry, AuditFilter } from '../contracts/audit.ts';

export interface AuditEvent {
  by: string;
  action: string;
  tenantId: number | null;
  /** Without personal data and keys. */
  detail: Record<string, unknown>;
}

/** Append-only and hash-chained: who did what. */
export interface AuditLog {
  /** Resolves once durable. */
  append(event: AuditEvent): Promise<AuditEntry>;
  /** Tells of each entry once it is durable. Returns the way to stop. */
  onAppended(listener: (entry: AuditEntry) => void): () => void;
  /**
   * Newest first, before `cursor` (a sequence) when given, those that fit the filter. Looks through so many entries at a
   * time: a page may hold fewer than `limit`, or none, and still name a next one.
   */
  list(
    options: AuditFilter & { cursor?: number | undefined; limit: number },
  ): Promise<{ entries: AuditEntry[]; nextCursor: number | null }>;
  /** All entries that fit, oldest first, as they are read. */
  read(filter: AuditFilter): AsyncIterable<AuditEntry>;
  verify(): Promise<{ ok: boolean; entries: number; brokenAt: number | null }>;
}
