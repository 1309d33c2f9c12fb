import type { Tenant } from '../contracts/tenant.ts';
import type { ConversationSpec, ModelEngine } from '../model/engine.ts';
import type { TenantScope } from '../store/scope.ts';

/** All that a call needs to begin: who answers, with what words, knowing what. */
export interface CallPlan {
  engine: ModelEngine;
  spec: ConversationSpec;
  greeting: string;
}

/** Recalls the caller and makes the plan. Rejects only when the tenant's data can't be read. */
export type Planner = (scope: TenantScope, tenant: Tenant, from: string) => Promise<CallPlan>;
