/** Proof that its holder may touch one tenant's data. Made only by `make-scope.ts`. */
export interface TenantScope {
  readonly kind: 'tenant';
  readonly tenantId: number;
}

/** Data of the appliance itself: defaults, settings, counters. */
export interface ApplianceScope {
  readonly kind: 'appliance';
}

export type Scope = TenantScope | ApplianceScope;
