import type { AuditEntry } from '../contracts/audit.ts';

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
  /** Newest first, before `cursor` (a sequence) when given. */
  list(options: {
    cursor?: number | undefined;
    limit: number;
  }): Promise<{ entries: AuditEntry[]; nextCursor: number | null }>;
  verify(): Promise<{ ok: boolean; entries: number; brokenAt: number | null }>;
}
