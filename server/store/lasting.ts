import type { ErasureAsker } from '../contracts/memory.ts';

/** Someone was forgotten, at a moment, for good. */
export interface ForgottenMark {
  tenantId: number;
  /** ISO 8601. */
  at: string;
  by: ErasureAsker;
  /** Tells whether a name is the forgotten one, to whoever has the key; nothing else can be read from it. */
  mark: string;
}

/** What no backup may take back: it stays as it is whatever data is restored. */
export interface LastingNotes {
  /** The highest id that any tenant was ever given; 0 when none was noted. */
  readonly lastTenantId: number;
  readonly forgotten: readonly ForgottenMark[];
  /** Resolves once durable. An id below the one noted changes nothing. */
  noteTenantId(id: number): Promise<void>;
  /** Resolves once durable. */
  noteForgotten(marks: readonly ForgottenMark[]): Promise<void>;
}
