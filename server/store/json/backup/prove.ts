import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type BackupAbout, backupAbout } from '../../../contracts/backup.ts';
import { AppError } from '../../../platform/errors.ts';
import { type ArchiveFile, gather, readArchive, wholly } from '../../../platform/tar.ts';
import type { CheckedBackup } from '../../backups.ts';
import type { DocumentKind } from '../../store.ts';
import { ChainWalk, parseEntry } from '../audit-chain.ts';
import { decodeDocument } from '../document-format.ts';
import { splitLines } from '../lines.ts';
import { shownPath } from '../names.ts';
import { unseal } from '../seal.ts';
import { ABOUT, END, type Place, placeOf } from './places.ts';

/** No document comes near it; what does was not made by us. */
const LARGEST_DOCUMENT_BYTES = 64 * 1024 * 1024;
const LARGEST_LOG_BYTES = 512 * 1024 * 1024;
const LARGEST_NOTE_BYTES = 8 * 1024 * 1024;

const end = z.object({ files: z.number(), sha256: z.string() });

/** Adds up what an archive holds, so that its end can tell whether anything is missing or changed. */
export class Tally {
  readonly #hash = createHash('sha256');
  files = 0;

  add(path: string, sha256: string): void {
    this.files += 1;
    this.#hash.update(`${path} ${sha256}\n`);
  }

  sum(): z.infer<typeof end> {
    return { files: this.files, sha256: this.#hash.copy().digest('hex') };
  }
}

/** Passes chunks on, and calls back with their checksum at the end. */
export async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  onEnd: (sha256: string) => void,
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  onEnd(hash.digest('hex'));
}

interface Proving {
  kinds: readonly DocumentKind<unknown>[];
  limitBytes: number;
  /** Told of every file that was found good; recordings come in pieces, before they are known to be whole. */
  keep(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  onFile(done: number, total: number): void;
}

const NO_BACKUP = 'This is not a backup of Ringhouse.';
const wrong = (what: string): AppError =>
  new AppError('invalid', `${what} Nothing was changed. Use another backup.`);

/**
 * Reads a backup from its first byte to its last. Rejects with `invalid` over the first thing that is not as it must be:
 * a foreign or doubled name, a document whose checksum, place or content is wrong, a broken audit log, a missing end.
 */
export async function proveBackup(
  source: AsyncIterable<Uint8Array>,
  { kinds, limitBytes, keep, onFile }: Proving,
): Promise<CheckedBackup> {
  const byName = new Map(kinds.map((kind) => [`${kind.scope} ${kind.name}`, kind]));
  const tally = new Tally();
  const seen = new Set<string>();
  const read: { about: BackupAbout | null; isEnded: boolean } = { about: null, isEnded: false };
  let goodDocuments = 0;
  let auditEntries = 0;
  const visit = async (file: ArchiveFile): Promise<void> => {
    if (read.isEnded || seen.has(file.path)) throw wrong('The backup was changed after it was made.');
    seen.add(file.path);
    if (read.about === null) {
      read.about = await readAbout(file);
      return;
    }
    if (file.path === END) {
      await proveEnd(file, tally);
      read.isEnded = true;
      return;
    }
    const place = placeOf(file.path);
    if (!place) throw wrong('The backup holds a file that belongs in no backup.');
    const note = (sha256: string): void => tally.add(file.path, sha256);
    if (place.sort === 'recording') await keep(file.path, hashed(file.chunks, note));
    else {
      const limit = place.sort === 'document' ? LARGEST_DOCUMENT_BYTES : LARGEST_LOG_BYTES;
      const bytes = await gather(hashed(file.chunks, note), limit);
      if (place.sort === 'document') {
        proveDocument(byName, place, file.path, bytes);
        goodDocuments += 1;
      }
      if (place.sort === 'audit') auditEntries = proveAudit(bytes);
      await keep(file.path, wholly(bytes));
    }
    onFile(tally.files, expectedFiles(read.about));
  };
  await readArchive(source, { limitBytes, visit });
  if (read.about === null) throw new AppError('invalid', NO_BACKUP);
  if (!read.isEnded) throw wrong('The backup was cut short.');
  return { about: read.about, goodDocuments, audit: { ok: true, entries: auditEntries } };
}

async function proveEnd(file: ArchiveFile, tally: Tally): Promise<void> {
  const { data } = end.safeParse(parsed(await gather(file.chunks, LARGEST_NOTE_BYTES)));
  const sum = tally.sum();
  if (data?.files !== sum.files || data.sha256 !== sum.sha256)
    throw wrong('The backup is not as it was when it was made: something in it is missing or changed.');
}

/** What a backup says of itself, from the first file of its archive. Rejects with `invalid` for anything else. */
export async function readAbout(file: ArchiveFile): Promise<BackupAbout> {
  if (file.path !== ABOUT) throw new AppError('invalid', NO_BACKUP);
  const noted = parsed(await gather(file.chunks, LARGEST_NOTE_BYTES));
  const { data } = backupAbout.safeParse(noted);
  if (data) return data;
  if (z.object({ format: z.number().min(2) }).safeParse(noted).success)
    throw new AppError(
      'invalid',
      'A newer version of Ringhouse made this backup. Update first, then restore.',
    );
  throw new AppError('invalid', NO_BACKUP);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function proveDocument(
  kinds: ReadonlyMap<string, DocumentKind<unknown>>,
  place: Extract<Place, { sort: 'document' }>,
  path: string,
  bytes: Uint8Array,
): void {
  const kind = kinds.get(`${place.tenantId === null ? 'appliance' : 'tenant'} ${place.kind}`);
  // Of a kind that this version has no use for, the checksum and the place are all that can be proven.
  if (!kind) {
    if (unseal(bytes)?.document !== path.replace(/\.json$/, ''))
      throw wrong(`The document ${shownPath(path)} is damaged: its checksum or its place is wrong.`);
    return;
  }
  const found = decodeDocument(kind, path.replace(/\.json$/, ''), bytes);
  if (found.state === 'newer')
    throw new AppError(
      'invalid',
      'A newer version of Ringhouse made this backup. Update first, then restore.',
    );
  if (found.state === 'damaged') throw wrong(`The document ${shownPath(path)} is damaged: ${found.reason}.`);
}

/** The number of entries in the log; throws where one does not follow from the one before. */
function proveAudit(bytes: Uint8Array): number {
  const lines = splitLines(bytes);
  const walk = new ChainWalk();
  for (const line of lines) walk.next(parseEntry(line));
  if (walk.brokenAt !== null) throw wrong(`The audit log in the backup is broken at entry ${walk.brokenAt}.`);
  return lines.length;
}

/** For the progress only: about how many files it has. */
function expectedFiles({ contents }: BackupAbout): number {
  return contents.documents + contents.recordings + 1;
}
