import { checkDestinations } from '../agent/destinations.ts';
import { effectiveAgent, effectiveSettings } from '../agent/effective.ts';
import { patchAgent } from '../agent/patch.ts';
import type { AgentOverrides, AgentSettings } from '../contracts/agent.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Tenant, TenantCreate, TenantPatch, TenantVersion, TenantView } from '../contracts/tenant.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { createSerial } from '../platform/serial.ts';
import type { ApplianceScope, TenantScope } from '../store/scope.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';
import { changesBetween } from './changes.ts';
import { copiedAgent } from './copied.ts';
import { decisionsOf, patched, type TenantDecisions, undated } from './decisions.ts';
import type { AgentDefaults } from './defaults.ts';
import { TenantDirectory } from './directory.ts';
import { TENANT, TENANT_KEY, TENANT_VERSION, versionKey } from './documents.ts';
import { type GivenIds, TenantLedger } from './ledger.ts';

export interface TenantsParts {
  store: DocumentStore;
  applianceScope: ApplianceScope;
  givenIds: GivenIds;
  /** Makes the scope of a tenant at boot and for one that is just being created. */
  scopeOf(tenantId: number): TenantScope;
  defaults: AgentDefaults;
  clock: Clock;
  logger: Logger;
  publish(event: ServerEvent): void;
  /** Time zone of a tenant for which none is named. */
  timeZone: string;
  /** Kinds of documents that others keep per tenant (memories, calls); deleting a tenant erases them too. */
  otherKinds: readonly DocumentKind<unknown>[];
  /** Erases what is kept per tenant besides documents; may be called again after a crash. */
  eraseFiles(scope: TenantScope): Promise<void>;
}

/** A tenant from elsewhere. `earlier`: the last version it had there, where versions come along. */
export interface Adopted {
  decisions: TenantDecisions;
  earlier?: { version: number; createdAt: string; before: TenantDecisions };
  copiedFrom?: TenantVersion['copiedFrom'];
}

/**
 * Who the tenants are. All of them are held in memory; the tenants handed out are frozen and shared. Changes happen
 * one at a time over all tenants: they are rare, and a number can then never be given twice. A change that cannot
 * be stored rejects with `storage-failed` and leaves everything as it was. `by` is who acts, for the versions.
 */
export class Tenants {
  readonly #parts: TenantsParts;
  readonly #ledger: TenantLedger;
  readonly #directory = new TenantDirectory();
  readonly #serial = createSerial();

  private constructor(parts: TenantsParts, ledger: TenantLedger) {
    this.#parts = parts;
    this.#ledger = ledger;
  }

  /**
   * Reads all tenants. Finishes erasures that a crash cut short. A tenant whose document is damaged beyond its last
   * good generation is left out and logged; its other documents are not touched.
   */
  static async load(parts: TenantsParts): Promise<Tenants> {
    const { store, applianceScope, givenIds } = parts;
    const tenants = new Tenants(parts, await TenantLedger.load(store, applianceScope, givenIds));
    for (const id of [...tenants.#ledger.unfinished]) await tenants.#finishErasing(id);
    for (const id of await parts.store.tenantIds()) await tenants.#read(id);
    return tenants;
  }

  /** By rising id. */
  list(): Tenant[] {
    return this.#directory.list();
  }

  /** Throws `not-found`. */
  get(scope: TenantScope): Tenant {
    const tenant = this.#directory.get(scope.tenantId);
    if (!tenant) throw new AppError('not-found', 'There is no such tenant.');
    return tenant;
  }

  /** Whose line this number is, from memory alone. `to` is E.164; anything else belongs to nobody. */
  byNumber(to: string): Tenant | undefined {
    return this.#directory.byNumber(to);
  }

  /** The agent's settings with the appliance's defaults under them. */
  settingsOf(tenant: Tenant): AgentSettings {
    return effectiveSettings(this.#parts.defaults.get(), tenant.agent);
  }

  viewOf(tenant: Tenant): TenantView {
    return { ...tenant, effective: effectiveAgent(this.#parts.defaults.get(), tenant.agent) };
  }

  /** Rejects with `conflict` when the number is another tenant's. Ids count up from 1 and never come back. */
  create(input: TenantCreate, by: string): Promise<Tenant> {
    return this.#serial(async () => {
      const decisions = decisionsOf(input, this.#parts.timeZone);
      this.#directory.assertFree(decisions.phoneNumbers, null);
      this.#checkTransfers({}, decisions);
      // Until it is settled, the next start erases what a crash or a failed write left of it.
      const id = await this.#ledger.reserve();
      const at = isoNow(this.#parts.clock);
      const tenant: Tenant = { id, ...decisions, version: 1, createdAt: at, updatedAt: at };
      await this.#store(this.#parts.scopeOf(id), tenant, {}, by);
      await this.#ledger.settle(id);
      return this.#announce(tenant);
    });
  }

  /**
   * Takes in a tenant from elsewhere under a new id, all of it or nothing: `fill` writes its other documents first, and
   * what a crash or a failure leaves of them is erased. `takeIntoUse` gets the tenant when it is known and before it is told
   * of. Rejects with what these reject with, or as `create` does.
   */
  async adopt(
    { decisions, earlier, copiedFrom }: Adopted,
    by: string,
    fill: (scope: TenantScope) => Promise<void>,
    takeIntoUse: (scope: TenantScope, tenant: Tenant) => Promise<void> = async () => {},
  ): Promise<Tenant> {
    const id = await this.#serial(() => this.#ledger.reserve());
    const scope = this.#parts.scopeOf(id);
    try {
      await fill(scope);
      return await this.#serial(async () => {
        this.#directory.assertFree(decisions.phoneNumbers, null);
        this.#checkTransfers({}, decisions);
        const at = isoNow(this.#parts.clock);
        const { version, createdAt, before } = earlier ?? { version: 0, createdAt: at, before: {} };
        const tenant: Tenant = { id, ...decisions, version: version + 1, createdAt, updatedAt: at };
        await this.#store(scope, tenant, before, by, copiedFrom);
        this.#directory.set(tenant);
        await takeIntoUse(scope, tenant);
        await this.#ledger.settle(id);
        return this.#announce(tenant);
      });
    } catch (error) {
      this.#directory.remove(id);
      await this.#serial(() => this.#finishErasing(id));
      throw error;
    }
  }

  /**
   * Makes a tenant whose agent begins as the one that `source` has published, with `input.agent` laid over it; `fill` copies
   * the rest. All of it or nothing. Rejects with `not-found` for `source`, also when it is deleted meanwhile, or as `create`.
   */
  async copy(
    source: TenantScope,
    input: TenantCreate,
    by: string,
    fill: (scope: TenantScope) => Promise<void>,
  ): Promise<Tenant> {
    const { id: tenantId, version, agent } = this.get(source);
    const decisions = {
      ...decisionsOf(input, this.#parts.timeZone),
      agent: patchAgent(copiedAgent(agent), input.agent ?? {}),
    };
    // What can be refused at once takes no id.
    this.#directory.assertFree(decisions.phoneNumbers, null);
    return this.adopt({ decisions, copiedFrom: { tenantId, version } }, by, async (scope) => {
      await fill(scope);
      // Of one that is being erased a part may have been read.
      this.get(source);
    });
  }

  /**
   * Rejects with `not-found`, with `conflict` over a number, or with `invalid` over a transfer that can't be dialled. A
   * patch that changes nothing makes no version.
   */
  update(scope: TenantScope, patch: TenantPatch, by: string): Promise<Tenant> {
    return this.#serial(async () => this.#change(scope, patched(this.get(scope), patch), by));
  }

  /**
   * Gives a number to a tenant, or to nobody, and takes it from whoever had it. Resolves with the id of that one. Rejects
   * with `not-found` for the tenant; when it can't be given, it is given back.
   */
  assignNumber(phoneNumber: string, to: TenantScope | null, by: string): Promise<number | null> {
    return this.#serial(async () => {
      const holder = this.#directory.byNumber(phoneNumber);
      if (to) this.get(to);
      if (holder?.id === to?.tenantId) return holder?.id ?? null;
      const numbersOf = (scope: TenantScope, phoneNumbers: string[]) =>
        this.#change(scope, patched(this.get(scope), { phoneNumbers }), by);
      const from = holder && this.#parts.scopeOf(holder.id);
      if (from) await numbersOf(from, without(holder, phoneNumber));
      try {
        if (to) await numbersOf(to, [...this.get(to).phoneNumbers, phoneNumber]);
      } catch (error) {
        if (from) await numbersOf(from, holder.phoneNumbers);
        throw error;
      }
      return holder?.id ?? null;
    });
  }

  /**
   * Replaces all that the agent overrides by what `edit` makes of it, as it is then. Rejects with `not-found`, or with
   * `invalid` over a transfer that can't be dialled. No change makes no version.
   */
  replaceAgent(
    scope: TenantScope,
    edit: (agent: AgentOverrides) => AgentOverrides,
    by: string,
  ): Promise<Tenant> {
    return this.#serial(async () => {
      const current = this.get(scope);
      return this.#change(scope, { ...undated(current), agent: edit(current.agent) }, by);
    });
  }

  /** Makes a new version that equals an old one, numbers and status included. */
  restore(scope: TenantScope, version: number, by: string): Promise<Tenant> {
    return this.#serial(async () => {
      const old = (await this.versions(scope)).find((entry) => entry.version === version);
      if (!old) throw new AppError('not-found', `This tenant has no version ${version}.`);
      return this.#change(scope, undated(old.snapshot), by);
    });
  }

  /** All versions, newest first. */
  versions(scope: TenantScope): Promise<TenantVersion[]> {
    const current = this.get(scope).version;
    return this.#parts.store.read(scope, async (reader) => {
      const found: TenantVersion[] = [];
      for (let version = current; version >= 1; version -= 1) {
        const body = await reader.get(TENANT_VERSION, versionKey(version));
        if (body) found.push(body);
      }
      return found;
    });
  }

  /**
   * Deletes a tenant: notes durably that all its documents are to be erased (from then on it is gone, also after a
   * crash), then removes its versions, memories, calls and itself, every generation of each. Rejects with
   * `storage-failed` when the note can't be made, and then the tenant stays; when erasing fails on the way, it
   * rejects too, but the tenant is gone and the next start erases the rest. `beforeErasing` runs in between: it stops
   * what still writes under the tenant's id.
   */
  async delete(scope: TenantScope, beforeErasing: () => Promise<void> = async () => {}): Promise<void> {
    const id = scope.tenantId;
    await this.#serial(async () => {
      this.get(scope);
      await this.#ledger.condemn(id);
      this.#directory.remove(id);
      this.#parts.publish({ type: 'tenant.changed', tenantId: id, version: null });
    });
    await beforeErasing();
    await this.#erase(scope);
    await this.#serial(() => this.#ledger.settle(id));
  }

  async #change(scope: TenantScope, decisions: TenantDecisions, by: string): Promise<Tenant> {
    const current = this.get(scope);
    const before = undated(current);
    if (changesBetween(before, decisions).length === 0) return current;
    this.#directory.assertFree(decisions.phoneNumbers, current.id);
    this.#checkTransfers(current.agent, decisions);
    const updatedAt = isoNow(this.#parts.clock);
    const tenant: Tenant = { ...current, ...decisions, version: current.version + 1, updatedAt };
    await this.#store(scope, tenant, before, by);
    return this.#announce(tenant);
  }

  /** A change of whom calls go to must leave numbers that can be dialled; other changes don't have to mend old ones. */
  #checkTransfers(before: AgentOverrides, { agent, phoneNumbers }: TenantDecisions): void {
    const { transfers, dialCountries } = before;
    const { transfers: next, dialCountries: nextCountries } = agent;
    const changes = changesBetween(
      { transfers, dialCountries },
      { transfers: next, dialCountries: nextCountries },
    );
    if (changes.length > 0)
      checkDestinations(effectiveSettings(this.#parts.defaults.get(), agent), phoneNumbers, 'agent.');
  }

  /** The version goes first: without its tenant it does not count, and the next change writes over it. */
  async #store(
    scope: TenantScope,
    tenant: Tenant,
    before: object,
    by: string,
    copiedFrom?: TenantVersion['copiedFrom'],
  ): Promise<void> {
    const { version, updatedAt: at } = tenant;
    const changes = changesBetween(before, undated(tenant));
    const entry = { version, at, by, changes, snapshot: tenant, ...(copiedFrom && { copiedFrom }) };
    await this.#parts.store.transact(scope, async (writer) => {
      await writer.put(TENANT_VERSION, versionKey(version), entry);
      await writer.put(TENANT, TENANT_KEY, tenant);
    });
  }

  #announce(tenant: Tenant): Tenant {
    this.#directory.set(tenant);
    this.#parts.publish({ type: 'tenant.changed', tenantId: tenant.id, version: tenant.version });
    return tenant;
  }

  async #erase(scope: TenantScope): Promise<void> {
    await this.#parts.eraseFiles(scope);
    await this.#parts.store.transact(scope, async (writer) => {
      for (const kind of [...this.#parts.otherKinds, TENANT_VERSION, TENANT])
        for (const key of await writer.keys(kind)) await writer.remove(kind, key);
    });
  }

  async #finishErasing(id: number): Promise<void> {
    try {
      await this.#erase(this.#parts.scopeOf(id));
      await this.#ledger.settle(id);
    } catch (error) {
      const fields = { tenantId: id, error: messageOf(error) };
      this.#parts.logger.error(fields, 'Documents of a deleted tenant could not be erased');
    }
  }

  async #read(id: number): Promise<void> {
    const { store, scopeOf, logger } = this.#parts;
    if (this.#ledger.unfinished.includes(id)) return;
    try {
      const tenant = await store.read(scopeOf(id), (reader) => reader.get(TENANT, TENANT_KEY));
      if (!tenant) {
        logger.error({ tenantId: id }, 'A tenant has documents but is missing itself');
        return;
      }
      this.#directory.set(tenant);
      const lost = tenant.phoneNumbers.filter((number) => this.byNumber(number)?.id !== id);
      if (lost.length > 0)
        logger.error({ tenantId: id, personal: { lost } }, 'Two tenants hold the same phone number');
    } catch (error) {
      logger.error({ tenantId: id, error: messageOf(error) }, 'A tenant could not be read');
    }
  }
}

const without = ({ phoneNumbers }: Tenant, gone: string): string[] =>
  phoneNumbers.filter((phoneNumber) => phoneNumber !== gone);
