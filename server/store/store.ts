import type { z } from 'zod';
import type { Scope } from './scope.ts';

/** What one kind of document looks like. One document is one aggregate: a tenant, one caller's memory, one call. */
export interface DocumentKind<T> {
  /** Folder-safe name, such as `caller-memory`. */
  readonly name: string;
  readonly scope: Scope['kind'];
  readonly schema: z.ZodType<T>;
  /** Counts changes of shape, from 1. A document with a newer one is refused. */
  readonly schemaVersion: number;
  /** Lifts a body by one schema version; needed once `schemaVersion` is above 1. */
  readonly migrate?: (body: unknown, fromVersion: number) => unknown;
}

/** Keys are made by us, never by users: lower-case letters, digits, `-` and `_`, at most 80. Others are refused. */
export interface DocumentReader {
  /** Resolves with a copy, or `undefined`. Rejects with `storage-damaged` when no good generation is left. */
  get<T>(kind: DocumentKind<T>, key: string): Promise<T | undefined>;
  /** All keys of one kind, sorted. */
  keys(kind: DocumentKind<unknown>): Promise<string[]>;
}

export interface DocumentWriter extends DocumentReader {
  /**
   * Resolves once the document is durable. On failure the document stands as before, in memory and on disk, and
   * it rejects with `storage-failed`. Documents put in one transaction become durable in that order.
   */
  put<T>(kind: DocumentKind<T>, key: string, body: T): Promise<void>;
  /** Removes all generations of a document, durably. Absent ones are no error. */
  remove(kind: DocumentKind<unknown>, key: string): Promise<void>;
  /** Durably removes what is kept of a document's earlier bodies; the present one stays. For what must be forgotten. */
  scrub(kind: DocumentKind<unknown>, key: string): Promise<void>;
}

/** Documents per tenant. No handle outlives its callback. */
export interface DocumentStore {
  read<R>(scope: Scope, use: (reader: DocumentReader) => Promise<R>): Promise<R>;
  /** Like `read`, but may write; transactions of one scope run one after the other. */
  transact<R>(scope: Scope, use: (writer: DocumentWriter) => Promise<R>): Promise<R>;
  /** Ids of all tenants that have documents. */
  tenantIds(): Promise<number[]>;
  close(): Promise<void>;
}

/** What happens in one live call, line by line, so that a crash loses nothing that was acknowledged. */
export interface Journal {
  /** Resolves once the entry is durable. Entries appended at once may share one sync. */
  append(entry: unknown): Promise<void>;
  /** Closes the file and removes it; for when the call's record is durable. */
  remove(): Promise<void>;
}

export interface RecoveredJournal {
  journalId: string;
  /** All whole entries up to the first damaged one. */
  entries: unknown[];
  remove(): Promise<void>;
}

export interface Journals {
  /** `journalId` follows the rule of document keys. */
  open(journalId: string): Promise<Journal>;
  /** Journals that a crash left behind, at boot. */
  recover(): Promise<RecoveredJournal[]>;
}

/** Bytes that can be made again: rendered greetings. Not durable. */
export interface BlobCache {
  get(key: string): Promise<Uint8Array | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}
