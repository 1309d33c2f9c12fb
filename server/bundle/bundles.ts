import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BundleCheck, BundleList, BundleReady, BundleUpload } from '../contracts/bundle.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Task } from '../contracts/task.ts';
import { type Clock, isoNow, type Timer } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Progress, Tasks } from '../platform/tasks.ts';
import type { AuditLog } from '../store/audit-log.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Adopted } from '../tenants/tenants.ts';
import { checkBundle, type TakingIn, takeInBundle } from './take-in.ts';
import { writeBundle } from './write.ts';

const HOUR_MS = 3_600_000;
const SPARE_BYTES = 256 * 1024 * 1024;
/** Files waiting to be fetched or imported; more are refused, so that the disk has an end. */
const MOST_FILES = 10;

type Outgoing = Omit<BundleReady, 'id' | 'sizeBytes'>;

interface Incoming {
  checked: { check: BundleCheck; adopted: Adopted } | null;
  tenantId: number | null;
  isBusy: boolean;
}

export interface BundlesParts extends TakingIn {
  tasks: Tasks;
  audit: AuditLog;
  clock: Clock;
  ids: Ids;
  version: string;
  /** A folder of its own; what lies in it is gone at the next start. */
  folder: string;
  publish(event: ServerEvent): void;
}

/** One tenant as an encrypted file, out of this appliance and into another. */
export class Bundles {
  readonly #parts: BundlesParts;
  readonly #outgoing = new Map<string, Outgoing>();
  readonly #incoming = new Map<string, Incoming>();
  readonly #timers = new Map<string, Timer>();

  private constructor(parts: BundlesParts) {
    this.#parts = parts;
  }

  /** Clears away what the last stop left. */
  static async open(parts: BundlesParts): Promise<Bundles> {
    await rm(parts.folder, { recursive: true, force: true });
    return new Bundles(parts);
  }

  /** Begins to write a tenant into a file that can be fetched for an hour. Rejects with `not-found`. */
  async export(
    scope: TenantScope,
    { passphrase, withRecordings }: { passphrase: string; withRecordings: boolean },
    by: string,
  ): Promise<{ id: string; task: Task }> {
    const { archive, audit, clock, ids, tasks, tenants, version } = this.#parts;
    const { id: tenantId, businessName } = tenants.get(scope);
    await this.#room();
    const id = ids.sid('B');
    const at = isoNow(clock);
    const name = businessName
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60);
    const fileName = `${name || 'tenant'}-${at.slice(0, 10)}.ringhouse`;
    const one: Outgoing = { tenantId, fileName, ready: false, keptUntil: null };
    this.#outgoing.set(id, one);
    const run = async (progress: Progress): Promise<void> => {
      try {
        const about = { format: 1 as const, version, at, tenantId, businessName, withRecordings };
        const callSids = archive
          .list({ tenantId, limit: Number.POSITIVE_INFINITY })
          .calls.map((call) => call.callSid);
        await writeBundle(
          this.#path(id),
          scope,
          { about, passphrase },
          { ...this.#parts, callSids },
          progress,
        );
        await audit.append({ by, action: 'tenant.exported', tenantId, detail: { withRecordings } });
        this.#keepForAnHour(id);
        one.ready = true;
        one.keptUntil = new Date(clock.now() + HOUR_MS).toISOString();
      } catch (error) {
        await this.#drop(id);
        throw error;
      }
    };
    return { id, task: tasks.start('Exporting the tenant', run, id) };
  }

  /** What waits to be fetched or imported. */
  async list(): Promise<BundleList> {
    const [exported, uploaded] = await Promise.all([
      Promise.all([...this.#outgoing.keys()].map((id) => this.exported(id))),
      Promise.all(this.#waiting().map((id) => this.uploaded(id))),
    ]);
    return { exported, uploaded };
  }

  async exported(id: string): Promise<BundleReady> {
    const one = this.#outgoing.get(id) ?? gone();
    // Removed by hand: fetching it says so, and the others stay in reach.
    const sizeBytes = one.ready
      ? await stat(this.#path(id)).then(
          ({ size }) => size,
          () => 0,
        )
      : 0;
    return { id, ...one, sizeBytes };
  }

  /** The bytes of an exported bundle. */
  async fetch(id: string, by: string): Promise<BundleReady & { stream: Readable }> {
    const one = this.#made(await this.exported(id));
    const { tenantId } = one;
    await this.#parts.audit.append({ by, action: 'bundle.downloaded', tenantId, detail: {} });
    return { ...one, stream: createReadStream(this.#path(id)) };
  }

  /** Takes a file in, as it comes. Rejects with `invalid` beyond what the disk has room for. */
  async upload(bytes: AsyncIterable<Uint8Array>): Promise<BundleUpload> {
    const limitBytes = await this.#room();
    const id = this.#parts.ids.sid('U');
    try {
      await writeFile(this.#path(id), upTo(limitBytes, bytes), { mode: 0o600 });
    } catch (error) {
      await this.#drop(id);
      throw error;
    }
    this.#incoming.set(id, { checked: null, tenantId: null, isBusy: false });
    this.#keepForAnHour(id);
    return this.uploaded(id);
  }

  async uploaded(id: string): Promise<BundleUpload> {
    const { checked, tenantId } = this.#incoming.get(id) ?? gone();
    const facts = await stat(this.#path(id)).catch(() => undefined);
    return { id, sizeBytes: facts?.size ?? 0, check: checked?.check ?? null, tenantId };
  }

  /** Erases an exported bundle before its hour is over. */
  async discardExported(id: string, by: string): Promise<void> {
    const { tenantId } = this.#made(this.#outgoing.get(id) ?? gone());
    await this.#drop(id);
    await this.#parts.audit.append({ by, action: 'bundle.discarded', tenantId, detail: {} });
  }

  async discard(id: string): Promise<void> {
    this.#quiet(id);
    await this.#drop(id);
  }

  /** Begins to read all of it with this passphrase. */
  check(id: string, passphrase: string): Task {
    const one = this.#quiet(id);
    const run = async (progress: Progress): Promise<void> => {
      one.checked = null;
      one.checked = await checkBundle(await this.#source(id, passphrase), this.#parts, progress);
    };
    return this.#parts.tasks.startOn(one, 'Checking the bundle', run, id);
  }

  /** Begins to make a tenant of it. Rejects with `conflict` where it was not checked, or was imported already. */
  import(id: string, passphrase: string, by: string): Task {
    const one = this.#quiet(id);
    if (!one.checked) throw new AppError('conflict', 'Check the bundle first; then import it.');
    if (one.tenantId !== null)
      throw new AppError('conflict', 'This bundle has been imported. Upload it again to make another copy.');
    const { check } = one.checked;
    const run = async (progress: Progress): Promise<void> => {
      const { audit, publish } = this.#parts;
      const source = await this.#source(id, passphrase);
      // Once more, since numbers may have gone to others meanwhile.
      const { adopted } = await checkBundle(source, this.#parts, () => undefined);
      const { calls, callers, knowledge, messages, versions, receipts, recordings } = check;
      const total = calls + callers + knowledge + messages + versions + receipts + recordings;
      const tenant = await takeInBundle(source, adopted, this.#parts, { by, progress, total });
      one.tenantId = tenant.id;
      if (messages > 0) publish({ type: 'messages.changed', tenantId: tenant.id });
      const detail = { calls, callers, from: check.about.tenantId };
      await audit.append({ by, action: 'tenant.imported', tenantId: tenant.id, detail });
      await rm(this.#path(id), { force: true });
    };
    return this.#parts.tasks.startOn(one, 'Importing the tenant', run, id);
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }

  async #source(
    id: string,
    passphrase: string,
  ): Promise<{ file: string; passphrase: string; limitBytes: number }> {
    return { file: this.#path(id), passphrase, limitBytes: await this.#free() };
  }

  async #free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#parts.folder);
    return Math.max(SPARE_BYTES, bavail * bsize - SPARE_BYTES);
  }

  /** Bytes that another file may take. */
  async #room(): Promise<number> {
    if (this.#outgoing.size + this.#waiting().length >= MOST_FILES)
      throw new AppError(
        'conflict',
        'Too many bundles are waiting. Fetch or discard them; they are gone within the hour.',
      );
    await mkdir(this.#parts.folder, { recursive: true, mode: 0o700 });
    return this.#free();
  }

  /** Uploads that no tenant was made of: they have their file. */
  #waiting(): string[] {
    return [...this.#incoming].flatMap(([id, { tenantId }]) => (tenantId === null ? [id] : []));
  }

  #made<T extends Outgoing>(one: T): T {
    if (!one.ready) throw new AppError('conflict', 'The bundle is still being made. Wait until it is ready.');
    return one;
  }

  #quiet(id: string): Incoming {
    const one = this.#incoming.get(id) ?? gone();
    if (one.isBusy) throw new AppError('conflict', 'This bundle is being read. Wait until that is done.');
    return one;
  }

  #keepForAnHour(id: string): void {
    this.#timers.set(
      id,
      this.#parts.clock.after(HOUR_MS, () => {
        if (this.#incoming.get(id)?.isBusy) this.#keepForAnHour(id);
        else void this.#drop(id);
      }),
    );
  }

  async #drop(id: string): Promise<void> {
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
    this.#outgoing.delete(id);
    this.#incoming.delete(id);
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#parts.folder, `${id}.ringhouse`);
  }
}

async function* upTo(limitBytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > limitBytes)
      throw new AppError('invalid', 'The disk has no room for this bundle. Free some space.');
    yield chunk;
  }
}

function gone(): never {
  throw new AppError('not-found', 'This bundle is not kept any more. Begin again.');
}
