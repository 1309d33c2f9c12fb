import { CallArchive } from '../call/archive.ts';
import { ERASURE_RECEIPT, PENDING_ERASURE } from '../call/erasure.ts';
import { callKind, callMonthKind } from '../call/record.ts';
import { CallSearch } from '../call/search/call-search.ts';
import { TOOL_USES } from '../call/tools/tool-journal.ts';
import { KNOWLEDGE_KINDS } from '../knowledge/documents.ts';
import { Knowledge } from '../knowledge/knowledge.ts';
import { createPdfReader } from '../knowledge/pdf.ts';
import { CALLER_MEMORY } from '../memory/document.ts';
import { Memories } from '../memory/memories.ts';
import { MESSAGE_KINDS } from '../messages/documents.ts';
import { createOutbound } from '../platform/outbound.ts';
import { applianceScope, tenantScope } from '../store/make-scope.ts';
import type { SecretVault } from '../store/secrets.ts';
import type { DocumentKind } from '../store/store.ts';
import { ApplianceSettings } from '../tenants/appliance-settings.ts';
import { AgentDefaults } from '../tenants/defaults.ts';
import { DraftCalls } from '../tenants/draft-calls.ts';
import { AGENT_DRAFT, Drafts } from '../tenants/drafts.ts';
import { TENANT_SECRETS, TenantSecrets } from '../tenants/tenant-secrets.ts';
import { Tenants } from '../tenants/tenants.ts';
import { UsageMeter } from '../usage/meter.ts';
import type { Base } from './base.ts';
import { openMessages } from './messages.ts';

/** What is kept per tenant besides the tenant itself and its versions. */
export const TENANT_KINDS: readonly DocumentKind<unknown>[] = [
  CALLER_MEMORY,
  callKind,
  callMonthKind,
  ...KNOWLEDGE_KINDS,
  ...MESSAGE_KINDS,
  TENANT_SECRETS,
  TOOL_USES,
  ERASURE_RECEIPT,
  PENDING_ERASURE,
  AGENT_DRAFT,
];

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

export async function openRooms(base: Base, vault: SecretVault) {
  const { config, clock, ids, logger, alerts, publish, store, onClose } = base;
  const { documents } = store;
  const settings = await ApplianceSettings.load({ documents, scope: applianceScope, vault, fixed: config });
  const shared = { store: documents, applianceScope, clock, logger, publish };
  const defaults = await AgentDefaults.load(shared);
  const tenants = await Tenants.load({
    ...shared,
    givenIds: store.lasting,
    scopeOf: tenantScope,
    defaults,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    eraseFiles: (scope) => store.recordings.removeAll(scope),
    otherKinds: TENANT_KINDS,
  });
  const drafts = new Drafts({ store: documents, tenants, clock, publish });
  const memories = new Memories({ store: documents, clock, publish });
  const knowledge = new Knowledge({ store: documents, clock, ids, readPdf: createPdfReader(clock) });
  const outbound = createOutbound({ clock, privateHosts: config.privateHosts });
  onClose(() => outbound.close());
  const tenantSecrets = new TenantSecrets({ store: documents, vault, clock, ids, alerts });
  const meter = new UsageMeter(clock);
  const search = new CallSearch({ logger, publish });
  onClose(() => search.close());
  const archive = new CallArchive(documents, (call) => meter.take(call), search);
  for (const tenant of tenants.list()) {
    await archive.load(tenantScope(tenant.id));
    // The meter sorts the calls by the tenant's calendar now, not when the first caller waits.
    meter.ofTenant(tenant);
  }
  const messages = await openMessages(base, { settings, tenants, tenantSecrets, outbound });
  return {
    settings,
    defaults,
    tenants,
    drafts,
    draftCalls: new DraftCalls(),
    memories,
    knowledge,
    meter,
    archive,
    search,
    outbound,
    tenantSecrets,
    ...messages,
  };
}
