import type { BackupContents } from '../../../contracts/backup.ts';
import { parseEntry } from '../audit-chain.ts';
import type { DataFolder } from '../data-folder.ts';
import { DurableFile } from '../durable-file.ts';
import { ifThere } from '../file-system.ts';
import { splitLines } from '../lines.ts';
import { unseal } from '../seal.ts';
import { AUDIT, type Place, placeOf } from './places.ts';

const READ_BYTES = 256 * 1024;

export interface Found {
  path: string;
  place: Place;
}

/**
 * Everything a backup is to hold, in the order in which it is read. Journals come first, so that a call that ends
 * meanwhile is there at least as its journal; the appliance's own last, so that a tenant it counts as finished is never
 * one that was only half read.
 */
export async function findAll(folder: DataFolder, withRecordings: boolean): Promise<Found[]> {
  const paths: string[] = [];
  const walk = async (relative: string): Promise<void> => {
    for (const name of (await folder.list(relative)).sort()) {
      const path = `${relative}/${name}`;
      const facts = await ifThere(folder.fs.facts(folder.path(path)));
      if (facts?.isFolder) await walk(path);
      else if (facts) paths.push(path.replace(/\.json\.old$/, '.json'));
    }
  };
  for (const part of ['journals', 'tenants', 'audit', 'appliance']) await walk(part);
  return [...new Set(paths)].flatMap((path) => {
    const place = placeOf(path);
    if (!place || (place.sort === 'recording' && !withRecordings)) return [];
    return [{ path, place }];
  });
}

/** Counts what was found; the tenants' names are read. */
export async function countAll(folder: DataFolder, found: readonly Found[]): Promise<BackupContents> {
  const tenants: BackupContents['tenants'] = [];
  for (const { path, place } of found) {
    if (place.sort !== 'document' || place.kind !== 'tenant' || place.tenantId === null) continue;
    const body = unseal((await readDocument(folder, path)) ?? new Uint8Array())?.body;
    const named =
      typeof body === 'object' && body !== null && 'businessName' in body ? body.businessName : '';
    tenants.push({ id: place.tenantId, businessName: String(named) });
  }
  const ofKind = (kind: string): number =>
    found.filter(({ place }) => place.sort === 'document' && place.kind === kind).length;
  return {
    tenants: tenants.sort((a, b) => a.id - b.id),
    documents: found.filter(({ place }) => place.sort === 'document').length,
    calls: ofKind('call'),
    callers: ofKind('caller-memory'),
    messages: ofKind('message'),
    knowledge: ofKind('knowledge-item'),
    recordings: found.filter(({ place }) => place.sort === 'recording').length,
  };
}

/**
 * The last good generation of a document, as bytes; `undefined` where it is gone, or none is good. Tried again, since
 * a write that goes on meanwhile moves the generations.
 */
export async function readDocument(folder: DataFolder, path: string): Promise<Uint8Array | undefined> {
  const file = new DurableFile(folder, path);
  for (let attempt = 0; attempt < 3; attempt += 1)
    for (const generation of ['current', 'previous'] as const) {
      const bytes = await file.read(generation);
      if (bytes && unseal(bytes)?.document === path.replace(/\.json$/, '')) return bytes;
    }
  return undefined;
}

/** The whole lines of a file that grows meanwhile: of the audit log its whole entries. */
export async function readLines(folder: DataFolder, path: string): Promise<Uint8Array | undefined> {
  const bytes = await ifThere(folder.fs.readFile(folder.path(path)));
  if (!bytes) return undefined;
  const lines = splitLines(bytes);
  const last = lines.at(-1);
  const isWhole =
    last === undefined || (path === AUDIT ? parseEntry(last) !== undefined : last.at(-1) === 0x0a);
  return isWhole ? bytes : bytes.subarray(0, bytes.length - last.length);
}

/** A recording up to where it is now; it may go on growing. */
export async function openSound(
  folder: DataFolder,
  path: string,
): Promise<{ sizeBytes: number; chunks: AsyncIterable<Uint8Array> } | undefined> {
  const facts = await ifThere(folder.fs.facts(folder.path(path)));
  if (!facts) return undefined;
  const file = await ifThere(folder.fs.open(folder.path(path), 'read'));
  if (!file) return undefined;
  const { sizeBytes } = facts;
  async function* chunks(): AsyncIterable<Uint8Array> {
    try {
      for (let at = 0; at < sizeBytes; ) {
        const into = new Uint8Array(Math.min(READ_BYTES, sizeBytes - at));
        const count = (await file?.read(into, at)) ?? 0;
        // Cut shorter at its end meanwhile: silence keeps the size that was announced.
        yield count === 0 ? into : into.subarray(0, count);
        at += count === 0 ? into.length : count;
      }
    } finally {
      await file?.close();
    }
  }
  return { sizeBytes, chunks: chunks() };
}
