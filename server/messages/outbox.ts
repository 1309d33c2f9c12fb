import type { ServerEvent } from '../contracts/events.ts';
import type { DeliveryState } from '../contracts/message.ts';
import type { Alerts } from '../platform/alerts.ts';
import { isoNow } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { TenantScope } from '../store/scope.ts';
import { type AttemptParts, attemptDelivery, LONGEST_PAUSE_MS, type Verdict } from './attempts.ts';
import { DELIVERY, type StoredDelivery } from './documents.ts';
import { type Held, HeldDeliveries, type HeldDelivery, halt, stateOf, withoutContent } from './held.ts';
import { sameCause, UndeliveredAlerts } from './undelivered-alerts.ts';

export interface OutboxParts extends AttemptParts {
  alerts: Alerts;
  publish(event: ServerEvent): void;
  businessNameOf(scope: TenantScope): string;
}

/**
 * Everything that is to be delivered, durable, each in a document of its own. Each is tried at once, then with growing
 * pauses, also after a restart; so it arrives at least once, under the same id. What goes to one place goes there one
 * after the other; places do not wait for each other. What can't arrive, or has not within a day, stays as `failed`
 * until a person retries or dismisses it.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #undelivered: UndeliveredAlerts;
  readonly #held = new HeldDeliveries();
  /** By place, the end of the attempts in line. */
  readonly #lanes = new Map<string, Promise<void>>();
  #closed = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#undelivered = new UndeliveredAlerts(parts.alerts, parts.businessNameOf);
  }

  /** Reads what one tenant has, at boot, and goes on with what is waiting. A damaged document is left out. */
  async load(scope: TenantScope): Promise<void> {
    const { logger, store } = this.#parts;
    const found = await store.read(scope, async (reader) => {
      const bodies: StoredDelivery[] = [];
      for (const key of await reader.keys(DELIVERY)) {
        const body = await reader.get(DELIVERY, key).catch((error: unknown) => {
          const fields = { tenantId: scope.tenantId, error: messageOf(error) };
          logger.error(fields, 'A delivery could not be read');
        });
        if (body) bodies.push(body);
      }
      return bodies;
    });
    for (const body of found) this.#hold(scope, body);
    for (const body of found) if (body.state === 'failed') this.#undelivered.failed(scope, body);
  }

  /** Puts deliveries into the queue; those that are known already are left as they are. Resolves once durable. */
  async add(scope: TenantScope, deliveries: readonly StoredDelivery[]): Promise<void> {
    const fresh = deliveries.filter(({ id }) => !this.#held.get(id));
    if (fresh.length === 0) return;
    await this.#parts.store.transact(scope, async (writer) => {
      for (const delivery of fresh)
        if (!(await writer.get(DELIVERY, delivery.id))) await writer.put(DELIVERY, delivery.id, delivery);
    });
    for (const delivery of fresh) if (!this.#held.get(delivery.id)) this.#hold(scope, delivery);
    this.#tell(scope);
  }

  /** What is to be delivered, or was, of one message. */
  of(messageId: string): DeliveryState[] {
    return this.#held.ofMessage(messageId).map(({ delivery }) => stateOf(delivery));
  }

  /** All that has failed, of one tenant or of all. */
  failed(tenantId?: number): { tenantId: number; delivery: HeldDelivery }[] {
    return this.#held
      .all()
      .filter(({ delivery }) => delivery.state === 'failed')
      .filter(({ scope }) => tenantId === undefined || scope.tenantId === tenantId)
      .map(({ scope, delivery }) => ({ tenantId: scope.tenantId, delivery }));
  }

  /** Tries again from the beginning, now. Rejects with `not-found`, or `conflict` where there is nothing to send. */
  async retry(scope: TenantScope, messageId: string, deliveryId: string): Promise<void> {
    const held = this.#find(scope, messageId, deliveryId);
    if (held.attempt) return;
    const before = held.delivery;
    const nextAt = isoNow(this.#parts.clock);
    const again = await this.#parts.store.transact(scope, async (writer) => {
      const body = await writer.get(DELIVERY, deliveryId);
      if (!body?.content) throw new AppError('conflict', 'There is nothing to send any more.');
      const waiting: StoredDelivery = { ...body, state: 'waiting', attempts: 0, nextAt };
      await writer.put(DELIVERY, deliveryId, waiting);
      return waiting;
    });
    // Tried, retried or given up while this was stored, or being tried now: what comes of that stands, and is stored next.
    if (held.delivery !== before || held.attempt) return;
    held.timer?.cancel();
    held.delivery = withoutContent(again);
    this.#settled(held);
    this.#schedule(held);
  }

  /** Gives a delivery up until a person retries it. Rejects with `not-found`, or `conflict` where it has arrived. */
  async dismiss(scope: TenantScope, messageId: string, deliveryId: string): Promise<void> {
    const held = this.#find(scope, messageId, deliveryId);
    if (held.delivery.state === 'delivered')
      throw new AppError('conflict', 'This has arrived already. There is nothing to dismiss.');
    halt(held);
    await this.#note(held, { state: 'dismissed', nextAt: null });
    this.#settled(held);
  }

  /** Erases what these calls had delivered, or still to be, in whatever state. Resolves with how many. */
  async forgetCalls(scope: TenantScope, callSids: ReadonlySet<string>): Promise<number> {
    const gone = this.#held
      .all()
      .filter((held) => held.scope.tenantId === scope.tenantId && callSids.has(held.delivery.callSid));
    for (const held of gone) halt(held);
    await this.#parts.store.transact(scope, async (writer) => {
      for (const { delivery } of gone) await writer.remove(DELIVERY, delivery.id);
    });
    for (const held of gone) this.#held.remove(held);
    for (const held of gone) this.#settled(held);
    return gone.length;
  }

  /** Drops what is held of a tenant that is being deleted. Resolves when nothing more is written of it. */
  async forgetTenant(tenantId: number): Promise<void> {
    const gone = this.#held.all().filter(({ scope }) => scope.tenantId === tenantId);
    for (const held of gone) {
      halt(held);
      this.#held.remove(held);
      this.#undelivered.settled(held.scope, held.delivery, false);
    }
    await Promise.all(gone.map((held) => this.#lanes.get(laneOf(held))));
  }

  /** Stops; what is waiting is gone on with at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const held of this.#held.all()) halt(held);
    await Promise.all(this.#lanes.values());
  }

  #find(scope: TenantScope, messageId: string, deliveryId: string): Held {
    const held = this.#held.get(deliveryId);
    if (!held || held.scope.tenantId !== scope.tenantId || held.delivery.messageId !== messageId)
      throw new AppError('not-found', 'There is no such delivery.');
    return held;
  }

  #hold(scope: TenantScope, body: StoredDelivery): void {
    const held: Held = { scope, delivery: withoutContent(body), timer: null, queued: false, attempt: null };
    this.#held.add(held);
    this.#schedule(held);
  }

  #schedule(held: Held): void {
    const { id, state, nextAt } = held.delivery;
    if (this.#closed || this.#held.get(id) !== held || state !== 'waiting' || nextAt === null) return;
    // A clock that was set back must not hold it up for longer than any pause.
    const waitMs = Math.min(Date.parse(nextAt) - this.#parts.clock.now(), LONGEST_PAUSE_MS);
    if (waitMs <= 0) this.#queue(held);
    else held.timer = this.#parts.clock.after(waitMs, () => this.#queue(held));
  }

  #queue(held: Held): void {
    held.timer = null;
    if (held.queued) return;
    held.queued = true;
    const lane = laneOf(held);
    const turn = (this.#lanes.get(lane) ?? Promise.resolve())
      .then(() => this.#try(held))
      .catch((error: unknown) => {
        this.#parts.logger.error({ error: messageOf(error) }, 'A delivery could not be tried');
      })
      .finally(() => {
        if (this.#lanes.get(lane) === turn) this.#lanes.delete(lane);
      });
    this.#lanes.set(lane, turn);
  }

  async #try(held: Held): Promise<void> {
    held.queued = false;
    const isWaiting = (): boolean =>
      this.#held.get(held.delivery.id) === held && held.delivery.state === 'waiting';
    if (this.#closed || !isWaiting()) return;
    const verdict = await attemptDelivery(this.#parts, held);
    if (verdict === null || !isWaiting()) return;
    await this.#note(held, verdict);
    if (held.delivery.state === 'failed') this.#undelivered.failed(held.scope, held.delivery);
    this.#schedule(held);
  }

  /** In memory in any case, so that nothing is sent again for want of a disk; what was erased stays erased. */
  async #note(held: Held, { content, ...change }: Verdict): Promise<void> {
    const { logger, store } = this.#parts;
    const { scope } = held;
    held.delivery = { ...held.delivery, ...change };
    try {
      await store.transact(scope, async (writer) => {
        const body = await writer.get(DELIVERY, held.delivery.id);
        const next = {
          ...body,
          ...held.delivery,
          content: content === null ? null : (body?.content ?? null),
        };
        if (body) await writer.put(DELIVERY, next.id, next);
      });
    } catch (error) {
      const fields = { tenantId: scope.tenantId, error: messageOf(error) };
      logger.error(fields, 'What became of a delivery could not be stored');
    }
    this.#tell(scope);
  }

  #settled({ scope, delivery }: Held): void {
    const left = this.failed(scope.tenantId).some((other) => sameCause(other.delivery, delivery));
    this.#undelivered.settled(scope, delivery, left);
    this.#tell(scope);
  }

  #tell({ tenantId }: TenantScope): void {
    this.#parts.publish({ type: 'messages.changed', tenantId });
  }
}

const laneOf = ({ scope, delivery }: Held): string =>
  `${scope.tenantId} ${delivery.channel} ${delivery.target}`;
