import type { CallRecord, CallSummary } from '../contracts/call.ts';
import { AppError } from '../platform/errors.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentStore, DocumentWriter } from '../store/store.ts';
import { callKey, callKind, callMonthKind, summaryOf } from './record.ts';

export interface CallListing {
  calls: CallSummary[];
  nextCursor: string | null;
}

/** All calls that have ended. Summaries are held in memory; a whole record is read when it is asked for. */
export class CallArchive {
  readonly #documents: DocumentStore;
  readonly #onKept: (summary: CallSummary) => void;
  /** Rising by `orderOf`. */
  #summaries: CallSummary[] = [];
  readonly #bySid = new Map<string, CallSummary>();

  /** `onKept` is told of every call that is read or kept, and again when it has changed. */
  constructor(documents: DocumentStore, onKept: (summary: CallSummary) => void = () => {}) {
    this.#documents = documents;
    this.#onKept = onKept;
  }

  /** Reads one tenant's summaries, at boot. */
  async load(scope: TenantScope): Promise<void> {
    await this.#documents.read(scope, async (reader) => {
      for (const month of await reader.keys(callMonthKind)) {
        const document = await reader.get(callMonthKind, month);
        for (const summary of document?.calls ?? []) this.#remember(summary);
      }
    });
  }

  /** Keeps a finished call, or replaces what was kept of it. Resolves once durable; the list never runs ahead of it. */
  async save(scope: TenantScope, record: CallRecord): Promise<void> {
    if (record.tenantId !== scope.tenantId)
      throw new AppError('forbidden', 'A call can only be kept with the tenant it belongs to.');
    const summary = await this.#documents.transact(scope, (writer) => put(writer, record));
    this.#remember(summary);
  }

  /** Changes a record that is kept, as it is then. Nothing happens when there is none. */
  async update(
    scope: TenantScope,
    callSid: string,
    edit: (current: CallRecord) => CallRecord,
  ): Promise<void> {
    const summary = await this.#documents.transact(scope, async (writer) => {
      const record = await writer.get(callKind, callKey(callSid));
      return record && put(writer, edit(record));
    });
    if (summary) this.#remember(summary);
  }

  /** The whole record, or `undefined` when this tenant has no such call. */
  read(scope: TenantScope, callSid: string): Promise<CallRecord | undefined> {
    return this.#documents.read(scope, (reader) => reader.get(callKind, callKey(callSid)));
  }

  find(callSid: string): CallSummary | undefined {
    return this.#bySid.get(callSid);
  }

  /** Newest first. `cursor` is a `nextCursor` of an earlier page; one that is not, starts at the newest. */
  list(options: { tenantId?: number | undefined; cursor?: string | undefined; limit: number }): CallListing {
    const { tenantId, cursor, limit } = options;
    const before = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8');
    let index = before === null ? this.#summaries.length : this.#position(before);
    const calls: CallSummary[] = [];
    while (index > 0 && calls.length < limit) {
      index -= 1;
      const summary = this.#summaries[index];
      if (summary && (tenantId === undefined || summary.tenantId === tenantId)) calls.push(summary);
    }
    const last = calls.at(-1);
    const more =
      last !== undefined &&
      this.#summaries.slice(0, index).some((one) => tenantId === undefined || one.tenantId === tenantId);
    return { calls, nextCursor: more ? Buffer.from(orderOf(last)).toString('base64url') : null };
  }

  /** Summaries of one month, `2026-11`, of one tenant or of all. */
  inMonth(month: string, tenantId?: number): CallSummary[] {
    return this.#summaries.filter(
      (one) => one.startedAt.startsWith(month) && (tenantId === undefined || one.tenantId === tenantId),
    );
  }

  /** Drops what is held of a tenant whose documents were erased. */
  forget(tenantId: number): void {
    this.#summaries = this.#summaries.filter((one) => one.tenantId !== tenantId);
    for (const [callSid, one] of this.#bySid) if (one.tenantId === tenantId) this.#bySid.delete(callSid);
  }

  #remember(summary: CallSummary): void {
    const index = this.#position(orderOf(summary));
    const known = this.#bySid.get(summary.callSid);
    this.#bySid.set(summary.callSid, summary);
    if (known && orderOf(known) === orderOf(summary)) this.#summaries[index] = summary;
    else this.#summaries.splice(index, 0, summary);
    this.#onKept(summary);
  }

  /** Index of the first summary that does not come before `order`. */
  #position(order: string): number {
    let low = 0;
    let high = this.#summaries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const one = this.#summaries[middle];
      if (one && orderOf(one) < order) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

async function put(writer: DocumentWriter, record: CallRecord): Promise<CallSummary> {
  const summary = summaryOf(record);
  const month = record.startedAt.slice(0, 7);
  await writer.put(callKind, callKey(record.callSid), record);
  const listed = (await writer.get(callMonthKind, month))?.calls ?? [];
  const others = listed.filter((call) => call.callSid !== record.callSid);
  await writer.put(callMonthKind, month, { calls: [...others, summary] });
  return summary;
}

function orderOf(summary: CallSummary): string {
  return `${summary.startedAt} ${summary.callSid}`;
}
