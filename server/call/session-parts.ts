import type { IncomingCall } from '../carrier/carrier.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { ModelEngine } from '../model/engine.ts';
import type { LocalSpeech } from '../model/speech.ts';
import type { Clock } from '../platform/clock.ts';
import type { LagWatch } from '../platform/lag-watch.ts';
import type { Logger } from '../platform/logger.ts';
import type { OpenRecording } from '../store/recordings.ts';
import type { TenantScope } from '../store/scope.ts';
import type { GreetingCache } from './greeting-cache.ts';
import type { Standing } from './limits.ts';
import type { Planner } from './plan.ts';

/** What every call shares. */
export interface SessionParts {
  clock: Clock;
  /** Tells when this computer was too busy. */
  lag: Pick<LagWatch, 'busyMs' | 'latest'>;
  logger: Logger;
  plan: Planner;
  greetings: GreetingCache;
  /** Answers when the planned engine fails. */
  standIn: ModelEngine;
  /** Speaks single lines while no engine can. */
  speech: LocalSpeech;
  /** Begins the sound file of a call, or goes on with it. */
  openRecording(scope: TenantScope, callSid: string): Promise<OpenRecording>;
  publish(event: ServerEvent): void;
  /** Whether this call tries the draft of an agent. */
  triesDraft(call: Pick<IncomingCall, 'callSid' | 'practice'>): boolean;
  /** In US dollars, up to now. */
  cost(record: CallRecord): number;
  onModelReady(engine: string): void;
  onModelFailed(tenantId: number, failure: string, message: string, engine: string): void;
  /** Whose limits a call has now, and what they have used. */
  limitsOf(tenant: Tenant): Pick<Standing, 'tenant' | 'appliance'>;
}

export interface CallOrigin {
  incoming: IncomingCall;
  tenant: Tenant;
  scope: TenantScope;
  /** What was recorded before the stream was lost, when the carrier brings the caller back. */
  before: CallRecord | null;
}
