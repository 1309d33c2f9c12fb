import type { IncomingCall } from '../carrier/carrier.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { ModelEngine } from '../model/engine.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { GreetingCache } from './greeting-cache.ts';
import type { Planner } from './plan.ts';

/** What every call shares. */
export interface SessionParts {
  clock: Clock;
  logger: Logger;
  plan: Planner;
  greetings: GreetingCache;
  /** Answers when the planned engine fails. */
  standIn: ModelEngine;
  publish(event: ServerEvent): void;
  cost(engine: string, record: CallRecord): number;
  onModelReady(engine: string): void;
  onModelFailed(tenantId: number, failure: string, message: string): void;
}

export interface CallOrigin {
  incoming: IncomingCall;
  tenant: Tenant;
  scope: TenantScope;
  /** What was recorded before the stream was lost, when the carrier brings the caller back. */
  before: CallRecord | null;
}
