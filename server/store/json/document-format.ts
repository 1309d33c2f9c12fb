import { messageOf } from '../../platform/errors.ts';
import type { DocumentKind } from '../store.ts';
import { seal, unseal } from './seal.ts';

/** A document as memory holds it: a body that fits the schema of its kind. */
export interface Stored {
  body: unknown;
}

export type Decoded =
  | { state: 'good'; stored: Stored }
  | { state: 'newer'; schemaVersion: number }
  | { state: 'damaged'; reason: string };

/** The bytes of a document's file. `path` ties the content to its place, so that a misplaced file is noticed. */
export function encodeDocument(kind: DocumentKind<unknown>, path: string, body: unknown): Buffer {
  return seal({ document: path, schemaVersion: kind.schemaVersion, body });
}

/** Reads a document's file, lifting older bodies to the present schema. Never throws. */
export function decodeDocument(kind: DocumentKind<unknown>, path: string, bytes: Uint8Array): Decoded {
  const fields = unseal(bytes);
  if (!fields) return { state: 'damaged', reason: 'its checksum is wrong' };
  if (fields.document !== path) return { state: 'damaged', reason: 'it belongs in another place' };
  const { schemaVersion } = fields;
  if (typeof schemaVersion !== 'number') return { state: 'damaged', reason: 'it has no schema version' };
  if (schemaVersion > kind.schemaVersion) return { state: 'newer', schemaVersion };
  try {
    const parsed = kind.schema.safeParse(migrated(kind, fields.body, schemaVersion));
    if (parsed.success) return { state: 'good', stored: { body: parsed.data } };
    return { state: 'damaged', reason: 'its content does not fit the schema' };
  } catch (error) {
    return { state: 'damaged', reason: `it could not be migrated: ${messageOf(error)}` };
  }
}

function migrated(kind: DocumentKind<unknown>, body: unknown, fromVersion: number): unknown {
  let lifted = body;
  for (let version = fromVersion; version < kind.schemaVersion; version += 1) {
    if (!kind.migrate) throw new Error(`documents of kind ${kind.name} have no migration`);
    lifted = kind.migrate(lifted, version);
  }
  return lifted;
}
