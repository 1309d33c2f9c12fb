import type { CallRecord } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { FailedFollowUp, InboxMessage, InboxPage, InboxQuery } from '../contracts/message.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentStore } from '../store/store.ts';
import { MESSAGE, type StoredMessage } from './documents.ts';
import { type FilingSettings, filed, filedFollowUp } from './filing.ts';
import { stateOf } from './held.ts';
import { type Entry, InboxIndex } from './inbox-index.ts';
import type { Outbox } from './outbox.ts';

export interface InboxParts {
  store: DocumentStore;
  clock: Clock;
  logger: Logger;
  outbox: Outbox;
  publish(event: ServerEvent): void;
}

/** What callers left, done or still to be done. Where a message lies is held in memory; what it says is on the disk. */
export class Inbox {
  readonly #parts: InboxParts;
  readonly #index = new InboxIndex();

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** Reads what one tenant has, at boot, deliveries included. A damaged document is left out. */
  async load(scope: TenantScope): Promise<void> {
    const { outbox, store } = this.#parts;
    await store.read(scope, async (reader) => {
      for (const key of await reader.keys(MESSAGE)) {
        const body = await reader
          .get(MESSAGE, key)
          .catch((error: unknown) => this.#noteUnreadable(scope, error));
        if (body) this.#index.set(scope, body);
      }
    });
    await outbox.load(scope);
  }

  /**
   * Files what was left in a call that has ended, and has it delivered; also the follow-up to the caller. Doing so again
   * changes nothing. Of a caller who asked to be forgotten nothing is filed. Rejects with `storage-failed`.
   */
  async file(
    scope: TenantScope,
    tenant: Tenant,
    settings: FilingSettings,
    record: CallRecord,
  ): Promise<void> {
    if (record.flags.some(({ kind }) => kind === 'forgotten')) return;
    const { clock, outbox, publish } = this.#parts;
    const now = isoNow(clock);
    for (const [index, left] of record.messages.entries()) {
      const { message, deliveries } = filed(tenant, settings, record, left, index, now);
      if (this.#index.has(message.id)) continue;
      // The message goes last: where it is, all of its deliveries are.
      await outbox.add(scope, deliveries);
      this.#index.set(scope, await this.#keep(scope, message));
      publish({ type: 'messages.changed', tenantId: scope.tenantId });
    }
    const followUp = filedFollowUp(tenant, settings, record, now);
    if (followUp) await outbox.add(scope, [followUp]);
  }

  /** Newest first. */
  async page({ tenantId, callSid, state, cursor, limit }: InboxQuery): Promise<InboxPage> {
    const { outbox } = this.#parts;
    const failed = outbox.failed(tenantId);
    const undelivered = new Set(failed.map(({ delivery }) => delivery.messageId));
    const fits = ({ scope, id, done, callSid: leftIn }: Entry): boolean => {
      if (tenantId !== undefined && scope.tenantId !== tenantId) return false;
      if (callSid !== undefined && leftIn !== callSid) return false;
      if (state === 'undelivered') return undelivered.has(id);
      return state === 'all' || done === (state === 'done');
    };
    const { entries, nextCursor } = this.#index.page(fits, cursor, limit);
    const messages = await Promise.all(entries.map((entry) => this.#readable(entry)));
    return {
      messages: messages.filter((message) => message !== undefined),
      nextCursor,
      open: this.#index.of(tenantId).filter(({ done }) => !done).length,
      undelivered: undelivered.size,
      followUps: failed.flatMap((one): FailedFollowUp[] => {
        const { messageId, callSid: calledIn, at } = one.delivery;
        if (this.#index.has(messageId)) return [];
        return [{ ...stateOf(one.delivery), tenantId: one.tenantId, messageId, callSid: calledIn, at }];
      }),
    };
  }

  /** How many messages are still to be done, by tenant; a tenant with none is left out. */
  openCounts(): Map<number, number> {
    const counts = new Map<number, number>();
    for (const { scope, done } of this.#index.of(undefined))
      if (!done) counts.set(scope.tenantId, (counts.get(scope.tenantId) ?? 0) + 1);
    return counts;
  }

  /** Rejects with `not-found`. */
  async get(scope: TenantScope, id: string): Promise<InboxMessage> {
    return (await this.#read(scope, id)) ?? noMessage();
  }

  /** Whether there is such a message of this tenant that is done, or not done. */
  has(scope: TenantScope, id: string, done: boolean): boolean {
    return this.#index.of(scope.tenantId).some((entry) => entry.id === id && entry.done === done);
  }

  /** Notes that a message is done, or not done after all. Rejects with `not-found`. */
  async mark(scope: TenantScope, id: string, done: boolean): Promise<InboxMessage> {
    const { clock, publish, store } = this.#parts;
    const doneAt = done ? isoNow(clock) : null;
    const changed = await store.transact(scope, async (writer) => {
      const body = (await writer.get(MESSAGE, id)) ?? noMessage();
      const next: StoredMessage = body.done === done ? body : { ...body, done, doneAt };
      if (next !== body) await writer.put(MESSAGE, id, next);
      return next;
    });
    this.#index.set(scope, changed);
    publish({ type: 'messages.changed', tenantId: scope.tenantId });
    return this.#shown(changed);
  }

  /** Erases what was left in these calls, and what was to be delivered of it, in whatever state. */
  async forgetCalls(
    scope: TenantScope,
    callSids: readonly string[],
  ): Promise<{ messages: number; deliveries: number }> {
    const { outbox, publish, store } = this.#parts;
    const sids = new Set(callSids);
    const deliveries = await outbox.forgetCalls(scope, sids);
    const gone = this.#index.of(scope.tenantId).filter(({ callSid }) => sids.has(callSid));
    await store.transact(scope, async (writer) => {
      for (const { id } of gone) await writer.remove(MESSAGE, id);
    });
    this.#index.remove(gone);
    publish({ type: 'messages.changed', tenantId: scope.tenantId });
    return { messages: gone.length, deliveries };
  }

  /** Drops what is held of a tenant that is being deleted. Resolves when nothing more is written of it. */
  async forgetTenant(tenantId: number): Promise<void> {
    this.#index.remove(this.#index.of(tenantId));
    await this.#parts.outbox.forgetTenant(tenantId);
    this.#parts.publish({ type: 'messages.changed', tenantId });
  }

  #keep(scope: TenantScope, message: StoredMessage): Promise<StoredMessage> {
    return this.#parts.store.transact(scope, async (writer) => {
      const known = await writer.get(MESSAGE, message.id);
      if (!known) await writer.put(MESSAGE, message.id, message);
      return known ?? message;
    });
  }

  /** One that is damaged must not hide the others. */
  #readable({ scope, id }: Entry): Promise<InboxMessage | undefined> {
    return this.#read(scope, id).catch((error: unknown) => {
      this.#noteUnreadable(scope, error);
      return undefined;
    });
  }

  #noteUnreadable({ tenantId }: TenantScope, error: unknown): void {
    this.#parts.logger.error({ tenantId, error: messageOf(error) }, 'A message could not be read');
  }

  async #read(scope: TenantScope, id: string): Promise<InboxMessage | undefined> {
    if (!this.#index.has(id)) return undefined;
    const body = await this.#parts.store.read(scope, (reader) => reader.get(MESSAGE, id));
    return body && this.#shown(body);
  }

  #shown(body: StoredMessage): InboxMessage {
    return { ...body, deliveries: this.#parts.outbox.of(body.id) };
  }
}

function noMessage(): never {
  throw new AppError('not-found', 'There is no such message.');
}
