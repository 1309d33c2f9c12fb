import type { ApplianceScope, TenantScope } from './scope.ts';

/**
 * Makes the scope for one tenant. Only `http/` (after checking who asks) and `context.ts` (at boot) may import
 * this file; a check of imports enforces it.
 */
export function tenantScope(tenantId: number): TenantScope {
  return Object.freeze({ kind: 'tenant', tenantId });
}

export const applianceScope: ApplianceScope = Object.freeze({ kind: 'appliance' });
