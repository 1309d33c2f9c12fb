import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Registry } from 'prom-client';
import type { Backups } from '../../backup/backups.ts';
import type { Bundles } from '../../bundle/bundles.ts';
import type { AfterCall } from '../../call/after-call.ts';
import type { CallArchive } from '../../call/archive.ts';
import type { Forgetting } from '../../call/forgetting.ts';
import type { Planner } from '../../call/plan.ts';
import type { CallRegistry } from '../../call/registry.ts';
import type { Rehearse } from '../../call/rehearsal/rehearsals.ts';
import type { Replays } from '../../call/rehearsal/replays.ts';
import type { RehearsalSounds } from '../../call/rehearsal/sounds.ts';
import type { VoiceSamples } from '../../call/rehearsal/voices.ts';
import type { CallSearch } from '../../call/search/call-search.ts';
import type { IncomingCall } from '../../carrier/carrier.ts';
import type { LineSetup } from '../../carrier/line-setup.ts';
import type { ServerEvent } from '../../contracts/events.ts';
import type { DeliveryTestResult } from '../../contracts/message.ts';
import type { EngineId, LineStatus, TunnelStatus } from '../../contracts/settings.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type { TransferAnswer } from '../../contracts/transfer.ts';
import type { Imports } from '../../import/imports.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Memories } from '../../memory/memories.ts';
import type { Inbox } from '../../messages/inbox.ts';
import type { Outbox } from '../../messages/outbox.ts';
import type { Alerts } from '../../platform/alerts.ts';
import type { Checks } from '../../platform/checks.ts';
import type { Clock } from '../../platform/clock.ts';
import type { DiskSpace } from '../../platform/disk.ts';
import type { Emitter } from '../../platform/emitter.ts';
import type { Ids } from '../../platform/ids.ts';
import type { LogRing } from '../../platform/log-ring.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Tasks } from '../../platform/tasks.ts';
import type { AuditLog } from '../../store/audit-log.ts';
import type { Recordings } from '../../store/recordings.ts';
import type { TenantScope } from '../../store/scope.ts';
import type { ApplianceSettings } from '../../tenants/appliance-settings.ts';
import type { AgentDefaults } from '../../tenants/defaults.ts';
import type { DraftCalls } from '../../tenants/draft-calls.ts';
import type { Drafts } from '../../tenants/drafts.ts';
import type { TenantSecrets } from '../../tenants/tenant-secrets.ts';
import type { Tenants } from '../../tenants/tenants.ts';
import type { HttpToolBench, McpToolBench } from '../../tools/external-tool.ts';
import type { UsageMeter } from '../../usage/meter.ts';
import type { Pricing } from '../../usage/pricing.ts';

/** The control listener's Fastify, with zod schemas as its types. */
export type ControlApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface PracticeCalls {
  start(call: {
    to: string;
    from: string;
    script?: readonly string[] | undefined;
    transferAnswer?: TransferAnswer | undefined;
  }): { callSid: string };
}

/** What the control API works on. */
export interface ControlParts {
  clock: Clock;
  ids: Ids;
  logger: Logger;
  /** The latest lines of the log. */
  log: LogRing;
  tenants: Tenants;
  drafts: Drafts;
  draftCalls: DraftCalls;
  defaults: AgentDefaults;
  memories: Memories;
  knowledge: Knowledge;
  meter: UsageMeter;
  pricing: Pricing;
  inbox: Inbox;
  outbox: Outbox;
  /** Sends a test message to every place the tenant's messages go to. */
  testDelivery(scope: TenantScope): Promise<DeliveryTestResult>;
  tenantSecrets: TenantSecrets;
  httpTools: HttpToolBench;
  mcpTools: McpToolBench;
  archive: CallArchive;
  search: CallSearch;
  recordings: Recordings;
  registry: CallRegistry;
  afterCall: AfterCall;
  forgetting: Forgetting;
  plan: Planner;
  rehearse: Rehearse;
  rehearsalSounds: RehearsalSounds;
  voiceSamples: VoiceSamples;
  replays: Replays;
  audit: AuditLog;
  alerts: Alerts;
  settings: ApplianceSettings;
  events: Emitter<ServerEvent>;
  /** What goes on behind requests. */
  tasks: Tasks;
  backups: Backups;
  bundles: Bundles;
  imports: Imports;
  disk: DiskSpace;
  /** Tries services out. */
  checks: Checks;
  practice: PracticeCalls;
  metrics: Registry;
  /** Who would answer, and with what TwiML. */
  lookUp(call: Pick<IncomingCall, 'to' | 'from'>): { tenant: Tenant | undefined; twiml: string };
  activeEngine(): EngineId;
  tunnelStatus(): TunnelStatus;
  lines(): LineStatus[];
  /** The carrier's numbers; `null` while no account is set. */
  carrierAccount(): Pick<LineSetup, 'list'> | null;
  publicPort(): number;
  /** Takes changed settings and keys into use. */
  reconnect(): Promise<void>;
  /** Points all assigned numbers here and tries the keys; what is wrong becomes an alert. */
  verify(): Promise<void>;
  version: string;
  /** Folder of the built control panel; `null` when it is not built. */
  panelDir: string | null;
}

/** Acts through the control listener are the operator's: there is one. */
export const OPERATOR = 'operator';
