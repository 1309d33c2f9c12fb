import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Header, Pack, Parser, ReadEntry } from 'tar';
import { AppError } from './errors.ts';

/** One file in an archive while it is being read. `chunks` must be read to its end before the next one comes. */
export interface ArchiveFile {
  path: string;
  sizeBytes: number;
  chunks: AsyncIterable<Uint8Array>;
}

/** Puts files one after the other into an archive (tar with gzip) that can be read from `stream` meanwhile. */
export class ArchiveWriter {
  readonly stream: Readable;
  readonly #pack = new Pack({ portable: true, noMtime: true });
  /** Rejects once whoever reads `stream` has gone away. */
  readonly #gone: Promise<never>;

  constructor() {
    const gzip = createGzip({ level: 6 });
    const packed = Readable.from(this.#pack);
    packed.once('error', (error) => gzip.destroy(error));
    this.stream = packed.pipe(gzip);
    this.#gone = once(gzip, 'close').then(() => {
      throw new AppError('storage-failed', 'The file could not be written to its end.', { retryable: true });
    });
    this.#gone.catch(() => undefined);
  }

  /** `chunks` must come to exactly `sizeBytes`. Resolves once the archive has taken them. */
  async add(path: string, sizeBytes: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const entry = new ReadEntry(new Header({ path, size: sizeBytes, type: 'File', mode: 0o600 }));
    const taken = once(entry, 'end');
    // Awaited below; a file that fails first must not leave this unheard.
    taken.catch(() => undefined);
    this.#pack.add(entry);
    for await (const chunk of chunks)
      if (!entry.write(Buffer.from(chunk))) await Promise.race([once(entry, 'drain'), this.#gone]);
    entry.end();
    await Promise.race([taken, this.#gone]);
  }

  addText(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    return this.add(path, bytes.length, wholly(bytes));
  }

  /** Nothing can be added afterwards. */
  end(): void {
    this.#pack.end();
  }

  /** Ends with an error, for whoever reads `stream`. */
  fail(error: Error): void {
    this.stream.destroy(error);
  }
}

/**
 * Writes an archive, which `fill` puts together, into a new file that only its owner can read; `seal` changes its bytes on
 * the way. The file is closed once this settles. Rejects with what went wrong first; what is written then stays behind.
 */
export async function writeArchive(
  file: string,
  fill: (archive: ArchiveWriter) => Promise<void>,
  seal: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array> = (bytes) => bytes,
): Promise<void> {
  const archive = new ArchiveWriter();
  const written = writeFile(file, seal(archive.stream), { mode: 0o600, flush: true });
  // A file that can’t be opened fails before anything of the archive is read; so the archive has to be told.
  written.catch((error: Error) => archive.fail(error));
  try {
    await fill(archive);
    archive.end();
  } catch (error) {
    archive.fail(error instanceof Error ? error : new Error(String(error)));
    // Where the writing failed first, that is why nothing more could be put in.
    await written;
    throw error;
  }
  await written;
}

/** Bytes at hand as chunks. */
export async function* wholly(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const DAMAGED = 'The file is damaged or was cut short. Take another copy of it.';

interface Reading {
  /** Unpacked bytes after which it is refused. */
  limitBytes: number;
  visit(file: ArchiveFile): Promise<void>;
}

/**
 * Reads an archive, one file after the other. Rejects with `invalid` where it is damaged, holds anything but files, or
 * unpacks to more than `limitBytes`; nothing is written by itself, and names are as they stand in it, not to be trusted.
 * It settles once no visit is under way any more, so that its caller can clear away what visits made.
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  { limitBytes, visit }: Reading,
): Promise<void> {
  let line: Promise<void> = Promise.resolve();
  let current: PassThrough | undefined;
  let isOver = false;
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  const parser = new Parser({ strict: true, maxDecompressionRatio: Number.POSITIVE_INFINITY });
  const foreign = (): void =>
    fail(new AppError('invalid', 'The file holds links or other things than files.'));
  parser.on('ignoredEntry', foreign);
  parser.on('error', fail);
  parser.on('entry', (entry: ReadEntry) => {
    if (entry.type !== 'File' && entry.type !== 'OldFile') return foreign();
    line = line.then(async () => {
      if (isOver) return;
      // Not the entry itself: it would wait for ever for bytes of a file that was cut short.
      current = entry.pipe(new PassThrough().on('error', () => undefined));
      await visit({ path: entry.path, sizeBytes: entry.size, chunks: current });
    });
    line.catch(fail);
  });
  const ended = once(parser, 'end');
  ended.catch(() => undefined);
  const gunzip = createGunzip();
  const unpacked = Readable.from(source);
  unpacked.once('error', (error) => gunzip.destroy(error));
  unpacked.pipe(gunzip);
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      bytes += chunk.length;
      if (bytes > limitBytes)
        throw new AppError('invalid', 'The file unpacks to more than this computer has room for.');
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), failed]);
    }
    parser.end();
    await Promise.race([ended, failed]);
    await Promise.race([line, failed]);
  } catch (error) {
    const reason = error instanceof AppError ? error : new AppError('invalid', DAMAGED, { cause: error });
    isOver = true;
    unpacked.destroy();
    current?.destroy(reason);
    await line.catch(() => undefined);
    throw reason;
  }
}

/** All chunks in one piece. Rejects with `invalid` beyond `limitBytes`. */
export async function gather(chunks: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new AppError('invalid', 'A part of the file is larger than any can be.');
    parts.push(chunk);
  }
  return Buffer.concat(parts, bytes);
}
