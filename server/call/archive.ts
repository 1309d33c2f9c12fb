import type { CallRecord, CallSummary } from '../contracts/call.ts';
import { AppError } from '../platform/errors.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentStore, DocumentWriter } from '../store/store.ts';
import { callKey, callKind, callMonthKind, nextListKey, summaryOf } from './record.ts';

/** A list that has this many calls is closed; the next calls begin another. A finished call rewrites one list. */
const LISTED_TOGETHER = 100;

export interface CallListing {
  calls: CallSummary[];
  nextCursor: string | null;
  /** All that fit, on whatever page. */
  total: number;
}

interface ListOptions {
  tenantId?: number | undefined;
  /** A `nextCursor` of an earlier page; one that is not, starts at the newest. */
  cursor?: string | undefined;
  /** How many of the newest to leave out, in place of a cursor. */
  offset?: number | undefined;
  limit: number;
  fits?: (call: CallSummary) => boolean;
}

/** Keeps up with what is said in calls. */
export interface TextIndex {
  /** Takes in a call that is durable now, in place of what was known of it. */
  put(record: CallRecord): void;
  /** Drops all calls of a tenant. */
  drop(tenantId: number): void;
}

const NO_INDEX: TextIndex = { put: () => undefined, drop: () => undefined };

/** All calls that have ended. Summaries are held in memory; a whole record is read when it is asked for. */
export class CallArchive {
  readonly #documents: DocumentStore;
  readonly #onKept: (summary: CallSummary) => void;
  readonly #texts: TextIndex;
  /** Rising by `orderOf`. */
  #summaries: CallSummary[] = [];
  readonly #bySid = new Map<string, CallSummary>();
  /** Key of the list that a call stands in. */
  readonly #listOf = new Map<string, string>();
  /** By tenant and month, the list that takes new calls. */
  readonly #openLists = new Map<string, string>();

  /** `onKept` is told of every call that is read or kept, and again when it has changed. */
  constructor(
    documents: DocumentStore,
    onKept: (summary: CallSummary) => void = () => {},
    texts: TextIndex = NO_INDEX,
  ) {
    this.#documents = documents;
    this.#onKept = onKept;
    this.#texts = texts;
  }

  /** Reads one tenant's summaries, at boot. */
  async load(scope: TenantScope): Promise<void> {
    await this.#documents.read(scope, async (reader) => {
      for (const key of await reader.keys(callMonthKind)) {
        const document = await reader.get(callMonthKind, key);
        // Keys are sorted: the last of a month is the one that is open.
        this.#openLists.set(openListName(scope, key), key);
        for (const summary of document?.calls ?? []) {
          this.#listOf.set(summary.callSid, key);
          this.#remember(summary);
        }
      }
    });
  }

  /** Keeps a finished call, or replaces what was kept of it. Resolves once durable; the list never runs ahead of it. */
  async save(scope: TenantScope, record: CallRecord): Promise<void> {
    if (record.tenantId !== scope.tenantId)
      throw new AppError('forbidden', 'A call can only be kept with the tenant it belongs to.');
    const summary = await this.#documents.transact(scope, (writer) => this.#put(scope, writer, record));
    this.#remember(summary);
    this.#texts.put(record);
  }

  /** Changes a record that is kept, as it is then. Nothing happens when there is none. */
  async update(
    scope: TenantScope,
    callSid: string,
    edit: (current: CallRecord) => CallRecord,
  ): Promise<void> {
    const kept = await this.#documents.transact(scope, async (writer) => {
      const current = await writer.get(callKind, callKey(callSid));
      if (!current) return undefined;
      const record = edit(current);
      return { record, summary: await this.#put(scope, writer, record) };
    });
    if (!kept) return;
    this.#remember(kept.summary);
    this.#texts.put(kept.record);
  }

  /** Durably removes what lists said before of these calls; what they say now stays. For what must be forgotten. */
  async scrubLists(scope: TenantScope, callSids: readonly string[]): Promise<void> {
    const own = callSids.filter((callSid) => this.find(callSid)?.tenantId === scope.tenantId);
    const keys = new Set(own.map((callSid) => this.#listOf.get(callSid)));
    await this.#documents.transact(scope, async (writer) => {
      for (const key of keys) if (key !== undefined) await writer.scrub(callMonthKind, key);
    });
  }

  /** The whole record, or `undefined` when this tenant has no such call. */
  read(scope: TenantScope, callSid: string): Promise<CallRecord | undefined> {
    return this.#documents.read(scope, (reader) => reader.get(callKind, callKey(callSid)));
  }

  find(callSid: string): CallSummary | undefined {
    return this.#bySid.get(callSid);
  }

  /** Newest first. */
  list({ tenantId, cursor, offset = 0, limit, fits = () => true }: ListOptions): CallListing {
    const before = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8');
    const end = before === null ? this.#summaries.length : this.#position(before);
    const skip = before === null ? offset : 0;
    const calls: CallSummary[] = [];
    let total = 0;
    let left = 0;
    for (let index = this.#summaries.length - 1; index >= 0; index -= 1) {
      const call = this.#summaries[index];
      if (!call || (tenantId !== undefined && call.tenantId !== tenantId) || !fits(call)) continue;
      total += 1;
      if (index >= end || total <= skip) continue;
      if (calls.length < limit) calls.push(call);
      else left += 1;
    }
    const last = calls.at(-1);
    const nextCursor = last && left > 0 ? Buffer.from(orderOf(last)).toString('base64url') : null;
    return { calls, nextCursor, total };
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
    for (const [callSid, one] of this.#bySid)
      if (one.tenantId === tenantId) {
        this.#bySid.delete(callSid);
        this.#listOf.delete(callSid);
      }
    for (const name of this.#openLists.keys())
      if (name.startsWith(`${tenantId} `)) this.#openLists.delete(name);
    this.#texts.drop(tenantId);
  }

  async #put(scope: TenantScope, writer: DocumentWriter, record: CallRecord): Promise<CallSummary> {
    const summary = summaryOf(record);
    await writer.put(callKind, callKey(record.callSid), record);
    const open = openListName(scope, record.startedAt);
    let key = this.#listOf.get(record.callSid) ?? this.#openLists.get(open) ?? record.startedAt.slice(0, 7);
    let listed = (await writer.get(callMonthKind, key))?.calls ?? [];
    let others = listed.filter((call) => call.callSid !== record.callSid);
    while (others.length === listed.length && listed.length >= LISTED_TOGETHER) {
      key = nextListKey(key);
      listed = (await writer.get(callMonthKind, key))?.calls ?? [];
      others = listed.filter((call) => call.callSid !== record.callSid);
    }
    await writer.put(callMonthKind, key, { calls: [...others, summary] });
    // Still within the transaction: the next one of this tenant must know.
    if (!this.#listOf.has(record.callSid)) this.#openLists.set(open, key);
    this.#listOf.set(record.callSid, key);
    return summary;
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

function orderOf(summary: CallSummary): string {
  return `${summary.startedAt} ${summary.callSid}`;
}

/** @param date Anything that begins with the month: a time, or the key of a list. */
function openListName({ tenantId }: TenantScope, date: string): string {
  return `${tenantId} ${date.slice(0, 7)}`;
}
