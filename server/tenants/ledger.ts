import type { LastingNotes } from '../store/lasting.ts';
import type { ApplianceScope } from '../store/scope.ts';
import type { DocumentStore } from '../store/store.ts';
import { LEDGER_KEY, TENANT_LEDGER, type TenantLedgerBody } from './documents.ts';

/** Where the highest id stays noted whatever backup is restored. */
export type GivenIds = Pick<LastingNotes, 'lastTenantId' | 'noteTenantId'>;

/**
 * Gives tenant ids, each once for ever, and knows whose creation or deletion is not finished. Every method resolves
 * once durable; when one rejects, the ledger stands as before. Calls must come one after the other.
 */
export class TenantLedger {
  readonly #store: DocumentStore;
  readonly #scope: ApplianceScope;
  readonly #given: GivenIds;
  #body: TenantLedgerBody;

  private constructor(store: DocumentStore, scope: ApplianceScope, given: GivenIds, body: TenantLedgerBody) {
    this.#store = store;
    this.#scope = scope;
    this.#given = given;
    this.#body = body;
  }

  static async load(store: DocumentStore, scope: ApplianceScope, given: GivenIds): Promise<TenantLedger> {
    const body = await store.read(scope, (reader) => reader.get(TENANT_LEDGER, LEDGER_KEY));
    // Data copied in without a ledger still keeps its ids; restored data is behind what was given since.
    const lastId = Math.max(body?.lastId ?? 0, given.lastTenantId, ...(await store.tenantIds()));
    await given.noteTenantId(lastId);
    return new TenantLedger(store, scope, given, { lastId, unfinished: body?.unfinished ?? [] });
  }

  get unfinished(): readonly number[] {
    return this.#body.unfinished;
  }

  /** A new id, unfinished. */
  async reserve(): Promise<number> {
    const id = this.#body.lastId + 1;
    await this.#given.noteTenantId(id);
    await this.#write({ lastId: id, unfinished: [...this.#body.unfinished, id] });
    return id;
  }

  /** Decides that what lies under the id is to be erased, now or at the next start. */
  async condemn(id: number): Promise<void> {
    await this.#write({ ...this.#body, unfinished: [...new Set([...this.#body.unfinished, id])] });
  }

  /** The creation or erasure is done. */
  async settle(id: number): Promise<void> {
    await this.#write({ ...this.#body, unfinished: this.#body.unfinished.filter((other) => other !== id) });
  }

  async #write(body: TenantLedgerBody): Promise<void> {
    await this.#store.transact(this.#scope, (writer) => writer.put(TENANT_LEDGER, LEDGER_KEY, body));
    this.#body = body;
  }
}
