import { CallArchive } from '../call/archive.ts';
import { callKind, callMonthKind } from '../call/record.ts';
import { KNOWLEDGE_KINDS } from '../knowledge/documents.ts';
import { Knowledge } from '../knowledge/knowledge.ts';
import { createPdfReader } from '../knowledge/pdf.ts';
import { CALLER_MEMORY } from '../memory/document.ts';
import { Memories } from '../memory/memories.ts';
import { applianceScope, tenantScope } from '../store/make-scope.ts';
import type { SecretVault } from '../store/secrets.ts';
import { ApplianceSettings } from '../tenants/appliance-settings.ts';
import { AgentDefaults } from '../tenants/defaults.ts';
import { Tenants } from '../tenants/tenants.ts';
import type { Base } from './base.ts';

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

export async function openRooms({ config, clock, ids, logger, publish, store }: Base, vault: SecretVault) {
  const { documents } = store;
  const settings = await ApplianceSettings.load({ documents, scope: applianceScope, vault, fixed: config });
  const shared = { store: documents, applianceScope, clock, logger, publish };
  const defaults = await AgentDefaults.load(shared);
  const tenants = await Tenants.load({
    ...shared,
    scopeOf: tenantScope,
    defaults,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    otherKinds: [CALLER_MEMORY, callKind, callMonthKind, ...KNOWLEDGE_KINDS],
  });
  const memories = new Memories({ store: documents, clock, publish });
  const knowledge = new Knowledge({ store: documents, clock, ids, readPdf: createPdfReader(clock) });
  const archive = new CallArchive(documents);
  for (const tenant of tenants.list()) await archive.load(tenantScope(tenant.id));
  return { settings, defaults, tenants, memories, knowledge, archive };
}
