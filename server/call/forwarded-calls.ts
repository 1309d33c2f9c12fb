import type { IncomingCall } from '../carrier/carrier.ts';
import type { CallRecord, EndReason } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { TransferDestination } from '../contracts/transfer.ts';
import { type Clock, isoNow, type Timer } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Journals } from '../store/store.ts';
import type { AfterCall } from './after-call.ts';
import { callKey, newRecord, summaryOf } from './record.ts';
import { RecordKeeper } from './record-keeper.ts';
import { type CallScribe, createScribe } from './scribe.ts';
import { LONGEST_TRANSFER_MS } from './session.ts';
import type { TransferEnd } from './transfer-desk.ts';

interface ForwardedParts {
  clock: Clock;
  ids: Ids;
  journals: Journals;
  afterCall: Pick<AfterCall, 'keep'>;
  publish(event: ServerEvent): void;
  onStorageFailed(message: string): void;
}

interface Forwarded {
  readonly tenant: Tenant;
  readonly scope: TenantScope;
  readonly destination: TransferDestination;
  readonly summary: string;
  readonly keeper: RecordKeeper;
  readonly scribe: CallScribe;
  /** Ends it when the carrier says nothing of it any more. */
  readonly expiry: Timer;
}

/**
 * Calls that are put through to a person before an agent has answered: no model is opened for them and no stream comes,
 * and yet a record is kept of each, in a journal from its first moment.
 */
export class ForwardedCalls {
  readonly #parts: ForwardedParts;
  readonly #calls = new Map<string, Forwarded>();

  constructor(parts: ForwardedParts) {
    this.#parts = parts;
  }

  /** Such a call that nobody has taken yet. */
  get(
    callSid: string,
  ): (Pick<Forwarded, 'tenant' | 'destination' | 'summary'> & { record: Readonly<CallRecord> }) | undefined {
    const call = this.#calls.get(callSid);
    return call && { ...call, record: call.keeper.record };
  }

  begin(
    incoming: IncomingCall,
    tenant: Tenant,
    scope: TenantScope,
    destination: TransferDestination,
    summary: string,
  ): void {
    const { clock, ids, journals, onStorageFailed, publish } = this.#parts;
    const { callSid } = incoming;
    const scribe = createScribe(journals, `${callKey(callSid)}-${ids.sid('')}`, onStorageFailed);
    const keeper = new RecordKeeper(newRecord(incoming, tenant.id, isoNow(clock)), scribe, publish);
    keeper.began();
    const { label, mode } = destination;
    keeper.transfer({ label, mode, summary, atMs: 0, outcome: 'connecting' });
    const expiry = clock.after(LONGEST_TRANSFER_MS, () => void this.end(callSid, 'accepted', 'transferred'));
    this.#calls.set(callSid, { tenant, scope, destination, summary, keeper, scribe, expiry });
    publish({ type: 'call.started', callSid, tenantId: tenant.id, call: summaryOf(keeper.record) });
  }

  /** The call is over, with the person it was forwarded to or without. Resolves when its record is kept. */
  async end(callSid: string, outcome: TransferEnd, endReason: EndReason): Promise<void> {
    const call = this.#take(callSid, outcome);
    if (!call) return;
    const { keeper, scope, scribe, tenant } = call;
    keeper.ended({
      endReason,
      endedAt: isoNow(this.#parts.clock),
      durationMs: 0,
      costUsd: 0,
      language: null,
      recorded: false,
    });
    if (await this.#parts.afterCall.keep(scope, keeper.record)) await scribe.discard();
    const ended = { callSid, tenantId: tenant.id, endReason, call: summaryOf(keeper.record) };
    this.#parts.publish({ type: 'call.ended', ...ended });
  }

  /**
   * Nobody took the call: it is given to an agent. Returns what was recorded so far, and how to let go of its journal once
   * the call that carries it on is kept; `undefined` when there is no such call.
   */
  release(
    callSid: string,
    outcome: TransferEnd,
  ): { record: CallRecord; discard: () => Promise<void> } | undefined {
    const call = this.#take(callSid, outcome);
    return call && { record: call.keeper.record, discard: () => call.scribe.discard() };
  }

  /** Ends all of them, for the end of the program; who is being dialled goes on ringing at the carrier. */
  async close(): Promise<void> {
    await Promise.all([...this.#calls.keys()].map((callSid) => this.end(callSid, 'failed', 'shutdown')));
  }

  #take(callSid: string, outcome: TransferEnd): Forwarded | undefined {
    const call = this.#calls.get(callSid);
    this.#calls.delete(callSid);
    call?.expiry.cancel();
    call?.keeper.transferEnded(outcome);
    return call;
  }
}
