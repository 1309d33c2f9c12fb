import type { CallRecord, CallSummary } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { ErasureAsker, ErasureReceipt } from '../contracts/memory.ts';
import { namespaceOf } from '../contracts/namespace.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import type { Memories } from '../memory/memories.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { AuditLog } from '../store/audit-log.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentStore } from '../store/store.ts';
import type { CallArchive } from './archive.ts';
import {
  anonymousRecord,
  ERASED,
  ERASURE_RECEIPT,
  PENDING_ERASURE,
  type PendingErasure,
  receiptId,
} from './erasure.ts';
import { callKey, callKind } from './record.ts';

const DAY_MS = 86_400_000;

export interface ForgettingParts {
  documents: DocumentStore;
  archive: CallArchive;
  memories: Memories;
  audit: AuditLog;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  publish(event: ServerEvent): void;
  /**
   * Resolves once no call of this caller is still being read or may still come back. Rejects with `conflict` while one is
   * on the line.
   */
  settle(scope: TenantScope, caller: string): Promise<void>;
  /** Resolves once this call is not being read and won't come back. Rejects with `conflict` while it goes on. */
  settleCall(callSid: string): Promise<void>;
  /**
   * Notes, where no restore reaches it, that what goes by these names is forgotten: a restore of earlier data then
   * forgets it again.
   */
  noteForgotten(scope: TenantScope, names: readonly string[], by: ErasureAsker): Promise<void>;
  /** What others hold of calls. Each erases it, every generation, and resolves with how much it was. */
  forgetMessages(
    scope: TenantScope,
    callSids: readonly string[],
  ): Promise<{ messages: number; deliveries: number }>;
  forgetGaps(scope: TenantScope, callSids: readonly string[]): Promise<number>;
  forgetRecordings(scope: TenantScope, callSids: readonly string[]): Promise<number>;
}

/**
 * Forgets callers, or single calls, everywhere: memory, records, messages, deliveries, gaps and recordings. What was begun
 * is noted durably first and finished at the next start, so a crash leaves nobody half forgotten.
 */
export class Forgetting {
  readonly #parts: ForgettingParts;

  constructor(parts: ForgettingParts) {
    this.#parts = parts;
  }

  /**
   * Forgets a caller now. Rejects with `invalid` where the number can't be remembered anyway, and with `conflict` while
   * the caller is on the line.
   * @param request `caller` in E.164
   */
  async forget(scope: TenantScope, request: { caller: string; by: ErasureAsker }): Promise<ErasureReceipt> {
    const caller = identifiableCaller(request.caller);
    if (caller === null)
      throw new AppError('invalid', 'Nothing is kept under this number. Name a number such as +15551234567.');
    await this.#parts.settle(scope, caller);
    return this.#carryOut(
      scope,
      await this.#note(scope, { by: request.by, subject: 'caller', caller, callSids: [] }),
    );
  }

  /**
   * Forgets one call now, with or without a number: its record, recording, messages, deliveries and gaps, and what the
   * memory of its caller can tell to be learnt from it. Rejects with `not-found` where the tenant has no such call, and
   * with `conflict` while it goes on or where it was forgotten before.
   */
  async forgetCall(
    scope: TenantScope,
    request: { callSid: string; by: ErasureAsker },
  ): Promise<ErasureReceipt> {
    const { by, callSid } = request;
    await this.#parts.settleCall(callSid);
    const call = this.#parts.archive.find(callSid);
    if (call?.tenantId !== scope.tenantId) throw new AppError('not-found', 'There is no such call.');
    // What was cut short before is gone on with.
    const begun = await this.#pendingOf(scope, callSid);
    if (!begun && call.from === ERASED)
      throw new AppError('conflict', 'This call was forgotten before. Nothing is left to erase.');
    const wish =
      begun ?? (await this.#note(scope, { by, subject: 'call', caller: null, callSids: [callSid] }));
    return this.#carryOut(scope, wish);
  }

  /**
   * Notes durably that the caller of a live call is to be forgotten once it has ended. Resolves with the receipt's number;
   * the same for the same call.
   */
  async reserve(scope: TenantScope, call: Pick<CallRecord, 'callSid' | 'from'>): Promise<string> {
    const known = await this.#pendingOf(scope, call.callSid);
    if (known) return known.id;
    const caller = identifiableCaller(call.from);
    return (await this.#note(scope, { by: 'caller', subject: 'caller', caller, callSids: [call.callSid] }))
      .id;
  }

  /** Carries out what the caller of a call asked for in it, now that it has ended. */
  async afterCall(scope: TenantScope, record: Pick<CallRecord, 'callSid' | 'from'>): Promise<void> {
    const { callSid } = record;
    const caller = identifiableCaller(record.from);
    const pending =
      (await this.#pendingOf(scope, callSid)) ??
      (await this.#note(scope, { by: 'caller', subject: 'caller', caller, callSids: [callSid] }));
    await this.#carryOut(scope, pending);
  }

  /** Finishes what the last stop cut short. To be called once the calls of the last stop are recovered. */
  async resume(scope: TenantScope): Promise<void> {
    for (const pending of await this.#allPending(scope)) {
      if (pending.caller !== null) await this.#parts.settle(scope, pending.caller);
      else for (const callSid of pending.callSids) await this.#parts.settleCall(callSid);
      // A call that was read now may have done so itself.
      if ((await this.#allPending(scope)).some(({ id }) => id === pending.id))
        await this.#carryOut(scope, pending);
    }
  }

  /**
   * Forgets everyone whose last call is more than `keepDays` ago; of callers without a number each call by itself. One who
   * can't be forgotten now is left for the next time, and so are all who are left once `signal` is aborted. Resolves with
   * the receipts.
   */
  async sweep(scope: TenantScope, keepDays: number, signal?: AbortSignal): Promise<ErasureReceipt[]> {
    const { clock, logger } = this.#parts;
    const beforeMs = clock.now() - keepDays * DAY_MS;
    const receipts: ErasureReceipt[] = [];
    for (const [caller, lastMs] of await this.#lastCalls(scope)) {
      if (signal?.aborted) return receipts;
      if (lastMs >= beforeMs) continue;
      try {
        receipts.push(await this.forget(scope, { caller, by: 'retention' }));
      } catch (error) {
        const fields = { tenantId: scope.tenantId, error: messageOf(error) };
        logger.error(fields, 'A caller could not be forgotten in time');
      }
    }
    const nameless = this.#calls(scope)
      .filter(({ namespace, from, startedAt }) => {
        return namespace === null && from !== ERASED && Date.parse(startedAt) < beforeMs;
      })
      .map(({ callSid }) => callSid);
    if (nameless.length > 0) {
      const pending = await this.#note(scope, {
        by: 'retention',
        subject: 'caller',
        caller: null,
        callSids: nameless,
      });
      receipts.push(await this.#carryOut(scope, pending));
    }
    return receipts;
  }

  /** The receipts of a tenant, newest first. */
  receipts(scope: TenantScope): Promise<ErasureReceipt[]> {
    return this.#parts.documents.read(scope, async (reader) => {
      const found: ErasureReceipt[] = [];
      for (const key of await reader.keys(ERASURE_RECEIPT)) {
        const receipt = await reader.get(ERASURE_RECEIPT, key);
        if (receipt) found.push(receipt);
      }
      return found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    });
  }

  #calls({ tenantId }: TenantScope): CallSummary[] {
    return this.#parts.archive.list({ tenantId, limit: Number.POSITIVE_INFINITY }).calls;
  }

  /** When each caller with a number rang last, in milliseconds since the epoch. */
  async #lastCalls(scope: TenantScope): Promise<Map<string, number>> {
    const last = new Map<string, number>();
    const note = (from: string, at: string | null): void => {
      const caller = identifiableCaller(from);
      if (caller !== null && at !== null) last.set(caller, Math.max(last.get(caller) ?? 0, Date.parse(at)));
    };
    for (const { from, startedAt } of this.#calls(scope)) note(from, startedAt);
    for (const { caller, lastCallAt } of await this.#parts.memories.list(scope)) note(caller, lastCallAt);
    return last;
  }

  async #note(scope: TenantScope, wish: Omit<PendingErasure, 'id'>): Promise<PendingErasure> {
    const pending = { id: receiptId(this.#parts.ids), ...wish };
    await this.#parts.documents.transact(scope, (writer) => writer.put(PENDING_ERASURE, pending.id, pending));
    return pending;
  }

  #allPending(scope: TenantScope): Promise<PendingErasure[]> {
    return this.#parts.documents.read(scope, async (reader) => {
      const found: PendingErasure[] = [];
      for (const key of await reader.keys(PENDING_ERASURE)) {
        const pending = await reader.get(PENDING_ERASURE, key);
        if (pending) found.push(pending);
      }
      return found;
    });
  }

  async #pendingOf(scope: TenantScope, callSid: string): Promise<PendingErasure | undefined> {
    return (await this.#allPending(scope)).find(({ callSids }) => callSids.includes(callSid));
  }

  async #carryOut(scope: TenantScope, wish: PendingErasure): Promise<ErasureReceipt> {
    const { audit, clock, documents, memories, publish } = this.#parts;
    const { id, by, caller, subject } = wish;
    const { tenantId } = scope;
    const callSids = await this.#namedCalls(scope, wish);
    const namespace = caller === null ? null : namespaceOf(tenantId, caller);
    // Whose time is over is found again by the time alone.
    if (by !== 'retention')
      await this.#parts.noteForgotten(scope, namespace === null ? callSids : [namespace], by);
    const hadMemory =
      caller === null ? await this.#unlearn(scope, callSids) : await memories.erase(scope, caller);
    const { messages, deliveries } = await this.#parts.forgetMessages(scope, callSids);
    const gaps = await this.#parts.forgetGaps(scope, callSids);
    const recordings = await this.#parts.forgetRecordings(scope, callSids);
    const calls = await this.#anonymise(scope, callSids, subject);
    const erased = { memory: hadMemory, calls, messages, recordings, deliveries, gaps };
    const receipt = { id, at: isoNow(clock), tenantId, by, subject, erased };
    await documents.transact(scope, (writer) => writer.put(ERASURE_RECEIPT, id, receipt));
    const detail = { receipt: id, ...(subject === 'call' ? { callSid: callSids[0] } : { calls }) };
    await audit.append({ by, action: `${subject}.forgotten`, tenantId, detail });
    await documents.transact(scope, (writer) => writer.remove(PENDING_ERASURE, id));
    publish({ type: 'caller.forgotten', tenantId });
    return receipt;
  }

  /** All calls to forget, noted before the first loses the name it is found by. */
  async #namedCalls(scope: TenantScope, wish: PendingErasure): Promise<string[]> {
    const namespace = wish.caller === null ? null : namespaceOf(scope.tenantId, wish.caller);
    const listed = this.#calls(scope).filter((call) => namespace !== null && call.namespace === namespace);
    const callSids = [...new Set([...wish.callSids, ...listed.map(({ callSid }) => callSid)])];
    const named = { ...wish, callSids };
    await this.#parts.documents.transact(scope, (writer) => writer.put(PENDING_ERASURE, wish.id, named));
    return callSids;
  }

  /** Takes back what calls taught. Resolves with whether anything of them was remembered. */
  async #unlearn(scope: TenantScope, callSids: readonly string[]): Promise<boolean> {
    let any = false;
    for (const callSid of callSids) {
      const call = this.#parts.archive.find(callSid);
      if (call?.tenantId !== scope.tenantId) continue;
      any = (await this.#parts.memories.unlearn(scope, call.from, callSid)) || any;
    }
    return any;
  }

  /** Resolves with how many of the calls were recorded. */
  async #anonymise(
    scope: TenantScope,
    callSids: readonly string[],
    subject: PendingErasure['subject'],
  ): Promise<number> {
    const { archive, documents, publish } = this.#parts;
    let count = 0;
    for (const callSid of callSids) {
      const call = archive.find(callSid);
      if (call?.tenantId !== scope.tenantId) continue;
      // Removed first, damaged or not, with all generations. Should a crash follow, its list still names it.
      await documents.transact(scope, (writer) => writer.remove(callKind, callKey(callSid)));
      await archive.save(scope, anonymousRecord(call, subject));
      publish({ type: 'call.summarised', callSid, tenantId: scope.tenantId });
      count += 1;
    }
    await archive.scrubLists(scope, callSids);
    return count;
  }
}
