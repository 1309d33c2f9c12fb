import { callKey } from '../call/record.ts';
import type { BundleAbout } from '../contracts/bundle.ts';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import { type ArchiveWriter, writeArchive } from '../platform/tar.ts';
import type { Progress } from '../platform/tasks.ts';
import type { Recordings } from '../store/recordings.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';
import type { TenantSecrets } from '../tenants/tenant-secrets.ts';
import { CARRIED } from './documents.ts';
import { sealed } from './seal.ts';

export const ABOUT = 'about.json';
export const SECRETS = 'secrets.json';
export const END = 'end.json';

interface Writing {
  documents: DocumentStore;
  recordings: Recordings;
  tenantSecrets: TenantSecrets;
  ids: Ids;
  /** Of the tenant's calls, for their recordings. */
  callSids: readonly string[];
}

/** Writes one tenant, encrypted, document by document; memory holds one of them at a time. */
export async function writeBundle(
  file: string,
  scope: TenantScope,
  { about, passphrase }: { about: BundleAbout; passphrase: string },
  parts: Writing,
  progress: Progress,
): Promise<void> {
  try {
    await writeArchive(
      file,
      (archive) => fill(archive, scope, about, parts, progress),
      (bytes) => sealed(bytes, passphrase, parts.ids),
    );
  } catch (error) {
    throw error instanceof AppError ? error : unwritten(error);
  }
}

const unwritten = (cause: unknown): AppError =>
  new AppError('storage-failed', 'The bundle could not be written. Check the disk, then export it again.', {
    cause,
    retryable: true,
  });

async function fill(
  archive: ArchiveWriter,
  scope: TenantScope,
  about: BundleAbout,
  { documents, recordings, tenantSecrets, callSids }: Writing,
  progress: Progress,
): Promise<void> {
  await archive.addText(ABOUT, JSON.stringify(about));
  const sounds = about.withRecordings ? callSids : [];
  const keys = await Promise.all(CARRIED.map((kind) => documents.read(scope, (reader) => reader.keys(kind))));
  const total = keys.reduce((sum, { length }) => sum + length, sounds.length);
  let done = 0;
  let files = 0;
  const put = async (kind: DocumentKind<unknown>, key: string): Promise<void> => {
    const body = await documents.read(scope, (reader) => reader.get(kind, key));
    progress(++done, total);
    if (body === undefined) return;
    const text = JSON.stringify({ schemaVersion: kind.schemaVersion, body });
    await archive.addText(`documents/${kind.name}/${key}.json`, text);
    files += 1;
  };
  for (const [index, kind] of CARRIED.entries()) for (const key of keys[index] ?? []) await put(kind, key);
  const secrets: Record<string, string> = {};
  for (const { name } of await tenantSecrets.list(scope)) {
    const value = await tenantSecrets.get(scope, name);
    if (value !== undefined) secrets[name] = value;
  }
  await archive.addText(SECRETS, JSON.stringify(secrets));
  for (const callSid of sounds) {
    const key = callKey(callSid);
    const facts = await recordings.find(scope, key);
    progress(++done, total);
    if (!facts || facts.soundBytes === 0) continue;
    // Under the call's own name: its key is made anew where the call gets another.
    await archive.add(
      `recordings/${callSid}`,
      facts.soundBytes,
      recordings.read(scope, key, 0, facts.soundBytes),
    );
    files += 1;
  }
  await archive.addText(END, JSON.stringify({ files }));
}
