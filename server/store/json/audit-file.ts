import type { AuditEntry } from '../../contracts/audit.ts';
import { type Clock, isoNow } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { AuditEvent, AuditLog } from '../audit-log.ts';
import { AppendFile } from './append-file.ts';
import { brokenAt, CHAIN_START, hashOf, parseEntry } from './audit-chain.ts';
import type { DataFolder } from './data-folder.ts';
import { DurableFile } from './durable-file.ts';
import { ifThere } from './file-system.ts';
import { splitLines } from './lines.ts';
import { guarded } from './storage-errors.ts';

const FOLDER = 'audit';
const FILE = `${FOLDER}/audit.jsonl`;

interface Opened {
  file: AppendFile;
  /** Where each line ends, in bytes. */
  ends: number[];
  head: Pick<AuditEntry, 'sequence' | 'hash'>;
}

/** The audit log as a file of lines, each chained to the one before by its hash. */
export class AuditFile implements AuditLog {
  readonly #clock: Clock;
  readonly #file: AppendFile;
  readonly #ends: number[];
  #head: Opened['head'];
  #lastAppend: Promise<unknown> = Promise.resolve();

  private constructor(clock: Clock, { file, ends, head }: Opened) {
    this.#clock = clock;
    this.#file = file;
    this.#ends = ends;
    this.#head = head;
  }

  /**
   * Opens or begins the log. A last line that a crash tore is cut off and kept in the quarantine. A line that
   * reads well but was tampered with stays, for `verify` to tell.
   */
  static async open(folder: DataFolder, clock: Clock): Promise<AuditFile> {
    return new AuditFile(clock, await guarded('not read', () => openFile(folder)));
  }

  append(event: AuditEvent): Promise<AuditEntry> {
    const appended = this.#lastAppend.then(() => this.#append(event));
    this.#lastAppend = appended.catch(() => undefined);
    return appended;
  }

  async list({ cursor, limit }: { cursor?: number | undefined; limit: number }): Promise<{
    entries: AuditEntry[];
    nextCursor: number | null;
  }> {
    const lines = this.#ends.length;
    const to = Math.max(0, Math.min(lines, cursor === undefined ? lines : cursor - 1));
    const from = Math.max(0, to - limit);
    const bytes = await guarded('not read', () => this.#file.read(this.#endOf(from), this.#endOf(to)));
    const entries = splitLines(bytes).map(parseEntry);
    return {
      entries: entries.filter((entry) => entry !== undefined).reverse(),
      nextCursor: from > 0 ? from + 1 : null,
    };
  }

  async verify(): Promise<{ ok: boolean; entries: number; brokenAt: number | null }> {
    const { sequence, hash } = this.#head;
    const bytes = await guarded('not read', () => this.#file.read(0, this.#file.sizeBytes));
    const entries = splitLines(bytes).map(parseEntry).slice(0, this.#ends.length);
    const broken = brokenAt(entries);
    // A file that was cut behind our back ends before the entry that was acknowledged last.
    const endsWell = sequence === 0 || entries.some((entry) => entry?.hash === hash);
    const at = broken ?? (endsWell ? null : entries.length + 1);
    return { ok: at === null, entries: entries.length, brokenAt: at };
  }

  /** Waits for what was appended. */
  async close(): Promise<void> {
    await this.#lastAppend;
    await guarded('not saved', () => this.#file.close());
  }

  async #append(event: AuditEvent): Promise<AuditEntry> {
    const fields = {
      sequence: this.#head.sequence + 1,
      at: isoNow(this.#clock),
      by: event.by,
      action: event.action,
      tenantId: event.tenantId,
      // As it will be read back, so that the hash is the same then.
      detail: JSON.parse(JSON.stringify(event.detail)),
      previousHash: this.#head.hash,
    };
    const entry: AuditEntry = { ...fields, hash: hashOf(fields) };
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    if (!parseEntry(line))
      throw new AppError('invalid', 'An audit entry lacks who did what, or names no tenant id.');
    await this.#file.append(line);
    this.#ends.push(this.#file.sizeBytes);
    this.#head = { sequence: entry.sequence, hash: entry.hash };
    return entry;
  }

  #endOf(lines: number): number {
    return lines === 0 ? 0 : (this.#ends[lines - 1] ?? 0);
  }
}

async function openFile(folder: DataFolder): Promise<Opened> {
  await folder.ensure(FOLDER);
  const bytes = await ifThere(folder.fs.readFile(folder.path(FILE)));
  if (!bytes) {
    const file = await AppendFile.create(folder, FILE);
    await folder.fs.syncFolder(folder.path(FOLDER));
    return { file, ends: [], head: { sequence: 0, hash: CHAIN_START } };
  }
  const lines = splitLines(bytes);
  const entries = lines.map(parseEntry);
  const last = entries.findLastIndex((entry) => entry !== undefined);
  const ends: number[] = [];
  for (const line of lines.slice(0, last + 1)) ends.push((ends.at(-1) ?? 0) + line.length);
  const whole = ends.at(-1) ?? 0;
  if (whole < bytes.length) await keepTail(folder, bytes.subarray(whole));
  const head = entries[last] ?? { sequence: 0, hash: CHAIN_START };
  return { file: await AppendFile.resume(folder, FILE, whole), ends, head };
}

async function keepTail(folder: DataFolder, tail: Uint8Array): Promise<void> {
  await new DurableFile(folder, await folder.quarantinePlace(FILE)).write(tail);
  folder.report({ path: FILE, recovered: true });
}
