import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { type BundleAbout, bundleAbout } from '../contracts/bundle.ts';
import { callSid } from '../contracts/call-sid.ts';
import { tenantSecretName } from '../contracts/tools.ts';
import { AppError } from '../platform/errors.ts';
import { type ArchiveFile, gather, readArchive } from '../platform/tar.ts';
import type { DocumentKind } from '../store/store.ts';
import { CARRIED } from './documents.ts';
import { opened } from './seal.ts';
import { ABOUT, END, SECRETS } from './write.ts';

const LARGEST_DOCUMENT_BYTES = 64 * 1024 * 1024;
const kept = z.object({ schemaVersion: z.number().int().min(1), body: z.unknown() });
const secretValues = z.record(tenantSecretName, z.string().max(10_000));
const ended = z.object({ files: z.number() });

export interface BundleVisitor {
  about(about: BundleAbout): Promise<void>;
  document(name: string, key: string, body: unknown): Promise<void>;
  secrets(values: Record<string, string>): Promise<void>;
  /** `chunks` must be read to their end. */
  recording(callSid: string, soundBytes: number, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

const wrong = (): AppError =>
  new AppError(
    'invalid',
    'The bundle holds something that no version of Ringhouse puts into one. It was not imported.',
  );

/** Reads a bundle to its end, part by part. Rejects with `invalid` over anything that is not as it must be. */
export async function readBundle(
  file: string,
  passphrase: string,
  limitBytes: number,
  visitor: BundleVisitor,
): Promise<void> {
  const kinds = new Map(CARRIED.map((kind) => [kind.name, kind]));
  const seen = new Set<string>();
  let files = 0;
  let isEnded = false;
  const visit = async (entry: ArchiveFile): Promise<void> => {
    const { path } = entry;
    if (isEnded || seen.has(path) || (seen.size === 0) !== (path === ABOUT)) throw wrong();
    seen.add(path);
    if (path === ABOUT) return visitor.about(bundleAbout.parse(await json(entry)));
    if (path === SECRETS) return visitor.secrets(secretValues.parse(await json(entry)));
    if (path === END) {
      isEnded = ended.parse(await json(entry)).files === files;
      if (!isEnded) throw wrong();
      return;
    }
    files += 1;
    const [, sid] = /^recordings\/([^/]+)$/.exec(path) ?? [];
    if (sid !== undefined) return visitor.recording(callSid.parse(sid), entry.sizeBytes, entry.chunks);
    const [, name = '', key = ''] = /^documents\/([a-z-]+)\/([a-z0-9_-]{1,80})\.json$/.exec(path) ?? [];
    const kind = kinds.get(name);
    if (!kind) throw wrong();
    return visitor.document(name, key, bodyOf(kind, kept.parse(await json(entry))));
  };
  const source = createReadStream(file);
  try {
    await readArchive(opened(source, passphrase), {
      limitBytes,
      visit: (entry) =>
        visit(entry).catch((error: unknown) => {
          throw error instanceof AppError ? error : wrong();
        }),
    });
  } finally {
    source.destroy();
  }
  if (!isEnded) throw new AppError('invalid', 'The bundle was cut short. Take another copy of it.');
}

async function json({ chunks }: ArchiveFile): Promise<unknown> {
  return JSON.parse((await gather(chunks, LARGEST_DOCUMENT_BYTES)).toString('utf8'));
}

/** A body lifted to the present schema. */
function bodyOf(kind: DocumentKind<unknown>, { schemaVersion, body }: z.infer<typeof kept>): unknown {
  if (schemaVersion > kind.schemaVersion)
    throw new AppError(
      'invalid',
      'A newer version of Ringhouse made this bundle. Update first, then import it.',
    );
  let lifted = body;
  for (let version = schemaVersion; version < kind.schemaVersion; version += 1)
    lifted = kind.migrate?.(lifted, version);
  return kind.schema.parse(lifted);
}
