import { briefAgent } from '../agent/briefing.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Memories } from '../memory/memories.ts';
import type { ConversationSpec, ModelEngine } from '../model/engine.ts';
import type { Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Tenants } from '../tenants/tenants.ts';

/** All that a call needs to begin: who answers, with what words, knowing what. */
export interface CallPlan {
  engine: ModelEngine;
  spec: ConversationSpec;
  greeting: string;
}

/** Recalls the caller and makes the plan. */
export type Planner = (scope: TenantScope, tenant: Tenant, from: string) => Promise<CallPlan>;

interface PlannerParts {
  tenants: Tenants;
  memories: Memories;
  clock: Clock;
  logger: Logger;
  /** The engine in use now. */
  engine(): ModelEngine;
}

/** A memory that can't be read is left out: the call is answered all the same. */
export function createPlanner({ tenants, memories, clock, logger, engine }: PlannerParts): Planner {
  return async (scope, tenant, from) => {
    const memory = await memories.recall(scope, from).catch((error: unknown) => {
      logger.error({ tenantId: tenant.id, error: messageOf(error) }, 'A caller could not be recalled');
      return null;
    });
    const settings = tenants.settingsOf(tenant);
    return { engine: engine(), ...briefAgent({ tenant, settings, memory, from, atMs: clock.now() }) };
  };
}
