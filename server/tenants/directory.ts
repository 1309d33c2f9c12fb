import type { Tenant } from '../contracts/tenant.ts';
import { AppError } from '../platform/errors.ts';
import { deepFreeze } from './freeze.ts';

/** All tenants in memory, by id and by the numbers that callers ring. Holds frozen ones, so lookups need no copy. */
export class TenantDirectory {
  readonly #byId = new Map<number, Tenant>();
  readonly #byNumber = new Map<string, Tenant>();

  get(id: number): Tenant | undefined {
    return this.#byId.get(id);
  }

  byNumber(number: string): Tenant | undefined {
    return this.#byNumber.get(number);
  }

  /** By rising id. */
  list(): Tenant[] {
    return [...this.#byId.values()].sort((a, b) => a.id - b.id);
  }

  /** Throws `conflict`, naming the holder, when a number belongs to a tenant other than `id`. */
  assertFree(numbers: readonly string[], id: number | null): void {
    for (const number of numbers) {
      const holder = this.#byNumber.get(number);
      if (!holder || holder.id === id) continue;
      const message = `${number} already belongs to tenant ${holder.id}, ${holder.businessName}. Take it away there first, or choose another number.`;
      throw new AppError('conflict', message, { fields: { phoneNumbers: message } });
    }
  }

  /** Adds the tenant or replaces what was known of it. A number that another holds stays with the other. */
  set(tenant: Tenant): Tenant {
    this.remove(tenant.id);
    this.#byId.set(tenant.id, deepFreeze(tenant));
    for (const number of tenant.phoneNumbers)
      if (!this.#byNumber.has(number)) this.#byNumber.set(number, tenant);
    return tenant;
  }

  remove(id: number): void {
    for (const number of this.#byId.get(id)?.phoneNumbers ?? [])
      if (this.#byNumber.get(number)?.id === id) this.#byNumber.delete(number);
    this.#byId.delete(id);
  }
}
