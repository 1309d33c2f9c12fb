import type { DeliveryState } from '../contracts/message.ts';
import type { Timer } from '../platform/clock.ts';
import type { TenantScope } from '../store/scope.ts';
import type { StoredDelivery } from './documents.ts';

/** A delivery as it is held in memory: what is sent stays on the disk. */
export type HeldDelivery = Omit<StoredDelivery, 'content'>;

export interface Held {
  readonly scope: TenantScope;
  delivery: HeldDelivery;
  timer: Timer | null;
  /** It stands in line to be tried. */
  queued: boolean;
  /** Of the attempt under way. */
  attempt: AbortController | null;
}

/** Stops waiting, and gives an attempt under way up. */
export function halt(held: Held): void {
  held.timer?.cancel();
  held.timer = null;
  held.attempt?.abort();
  held.attempt = null;
}

export function withoutContent({ content: _, ...delivery }: StoredDelivery): HeldDelivery {
  return delivery;
}

/** A delivery as it is shown. */
export function stateOf(delivery: HeldDelivery): DeliveryState {
  const { messageId: _, callSid: __, at: ___, ...state } = delivery;
  return state;
}

/** Deliveries in memory, by id and by message. */
export class HeldDeliveries {
  readonly #byId = new Map<string, Held>();
  readonly #byMessage = new Map<string, Set<Held>>();

  get(id: string): Held | undefined {
    return this.#byId.get(id);
  }

  all(): Held[] {
    return [...this.#byId.values()];
  }

  ofMessage(messageId: string): Held[] {
    return [...(this.#byMessage.get(messageId) ?? [])];
  }

  add(held: Held): void {
    const { id, messageId } = held.delivery;
    this.#byId.set(id, held);
    const siblings = this.#byMessage.get(messageId) ?? new Set();
    this.#byMessage.set(messageId, siblings.add(held));
  }

  remove(held: Held): void {
    const { id, messageId } = held.delivery;
    this.#byId.delete(id);
    const siblings = this.#byMessage.get(messageId);
    siblings?.delete(held);
    if (siblings?.size === 0) this.#byMessage.delete(messageId);
  }
}
