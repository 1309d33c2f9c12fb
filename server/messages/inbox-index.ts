import type { TenantScope } from '../store/scope.ts';
import type { StoredMessage } from './documents.ts';

/** What finding a message takes; the rest is read when it is shown. */
export interface Entry {
  scope: TenantScope;
  id: string;
  callSid: string;
  at: string;
  done: boolean;
}

const orderOf = ({ at, id }: Pick<Entry, 'at' | 'id'>): string => `${at} ${id}`;

/** All messages in order of time. */
export class InboxIndex {
  /** Rising by `orderOf`. */
  #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  set(scope: TenantScope, { id, callSid, at, done }: StoredMessage): void {
    const known = this.#byId.get(id);
    if (known) {
      known.done = done;
      return;
    }
    const entry: Entry = { scope, id, callSid, at, done };
    this.#byId.set(id, entry);
    this.#entries.splice(this.#position(orderOf(entry)), 0, entry);
  }

  /** Of one tenant or of all, the oldest first. */
  of(tenantId?: number): Entry[] {
    return this.#entries.filter(({ scope }) => tenantId === undefined || scope.tenantId === tenantId);
  }

  /** Newest first, those that fit, after the entry that `cursor` names; one that names none begins at the newest. */
  page(
    fits: (entry: Entry) => boolean,
    cursor: string | undefined,
    limit: number,
  ): { entries: Entry[]; nextCursor: string | null } {
    const before = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8');
    const end = before === null ? this.#entries.length : this.#position(before);
    const found: Entry[] = [];
    for (let index = end - 1; index >= 0 && found.length <= limit; index -= 1) {
      const entry = this.#entries[index];
      if (entry && fits(entry)) found.push(entry);
    }
    const entries = found.slice(0, limit);
    const last = entries.at(-1);
    const more = found.length > limit && last !== undefined;
    return { entries, nextCursor: more ? Buffer.from(orderOf(last)).toString('base64url') : null };
  }

  remove(gone: readonly Entry[]): void {
    const ids = new Set(gone.map(({ id }) => id));
    this.#entries = this.#entries.filter(({ id }) => !ids.has(id));
    for (const id of ids) this.#byId.delete(id);
  }

  /** Index of the first entry that does not come before `order`. */
  #position(order: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (entry && orderOf(entry) < order) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
