import type { AuditEntry, AuditFilter } from '../../contracts/audit.ts';
import { type Clock, isoNow } from '../../platform/clock.ts';
import { Emitter } from '../../platform/emitter.ts';
import { AppError } from '../../platform/errors.ts';
import type { AuditEvent, AuditLog } from '../audit-log.ts';
import { AppendFile } from './append-file.ts';
import { CHAIN_START, ChainWalk, hashOf, parseEntry } from './audit-chain.ts';
import type { DataFolder } from './data-folder.ts';
import { DurableFile } from './durable-file.ts';
import { ifThere } from './file-system.ts';
import { splitLines } from './lines.ts';
import { guarded } from './storage-errors.ts';

const FOLDER = 'audit';
const FILE = `${FOLDER}/audit.jsonl`;
/** Lines read at a time: calls in progress must not wait for more. */
const AT_ONCE = 250;
/** Lines looked through for one page. */
const LOOKED_THROUGH = 10_000;

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
  // What a listener throws must not make an entry fail that is written already.
  readonly #appended = new Emitter<AuditEntry>(() => undefined);
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

  onAppended(listener: (entry: AuditEntry) => void): () => void {
    return this.#appended.on(listener);
  }

  async list({
    cursor,
    limit,
    ...filter
  }: AuditFilter & { cursor?: number | undefined; limit: number }): Promise<{
    entries: AuditEntry[];
    nextCursor: number | null;
  }> {
    const fits = fitting(filter);
    const lines = this.#ends.length;
    const found: AuditEntry[] = [];
    let at = Math.max(0, Math.min(lines, cursor === undefined ? lines : cursor - 1));
    const lowest = Math.max(0, at - LOOKED_THROUGH);
    while (at > lowest && found.length < limit) {
      const from = Math.max(lowest, at - AT_ONCE);
      const entries = await this.#entries(from, at);
      for (; at > from && found.length < limit; at -= 1) {
        const entry = entries[at - from - 1];
        if (entry && fits(entry)) found.push(entry);
      }
    }
    return { entries: found, nextCursor: at > 0 ? at + 1 : null };
  }

  async *read(filter: AuditFilter): AsyncGenerator<AuditEntry> {
    const fits = fitting(filter);
    for (let from = 0; from < this.#ends.length; from += AT_ONCE)
      for (const entry of await this.#entries(from, Math.min(this.#ends.length, from + AT_ONCE)))
        if (entry && fits(entry)) yield entry;
  }

  async verify(): Promise<{ ok: boolean; entries: number; brokenAt: number | null }> {
    const { sequence, hash } = this.#head;
    const lines = this.#ends.length;
    const walk = new ChainWalk();
    let entries = 0;
    let endsWell = sequence === 0;
    for (let from = 0; from < lines; from += AT_ONCE)
      for (const entry of await this.#entries(from, Math.min(lines, from + AT_ONCE))) {
        entries += 1;
        walk.next(entry);
        endsWell ||= entry?.hash === hash;
      }
    // A file that was cut behind our back ends before the entry that was acknowledged last.
    const at = walk.brokenAt ?? (endsWell ? null : entries + 1);
    return { ok: at === null, entries, brokenAt: at };
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
    this.#appended.emit(entry);
    return entry;
  }

  /** The lines from one number up to another; `undefined` in the place of what is no entry. Fewer where the file is cut. */
  async #entries(from: number, to: number): Promise<(AuditEntry | undefined)[]> {
    const bytes = await guarded('not read', () => this.#file.read(this.#endOf(from), this.#endOf(to)));
    return splitLines(bytes).map(parseEntry);
  }

  #endOf(lines: number): number {
    return lines === 0 ? 0 : (this.#ends[lines - 1] ?? 0);
  }
}

function fitting({ tenantId, action, from, to }: AuditFilter): (entry: AuditEntry) => boolean {
  const [fromMs, toMs] = [from, to].map((iso) => (iso === undefined ? undefined : Date.parse(iso)));
  return (entry) => {
    const atMs = Date.parse(entry.at);
    return (
      (tenantId === undefined || entry.tenantId === tenantId) &&
      (action === undefined || entry.action === action || entry.action.startsWith(`${action}.`)) &&
      (fromMs === undefined || atMs >= fromMs) &&
      (toMs === undefined || atMs < toMs)
    );
  };
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
