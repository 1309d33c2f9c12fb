import { join } from 'node:path';
import { Backups } from '../backup/backups.ts';
import { BACKUP_PLACE, BackupPlace } from '../backup/place.ts';
import { Bundles } from '../bundle/bundles.ts';
import { IMPORTED_TENANTS, Imports } from '../import/imports.ts';
import { applianceScope, tenantScope } from '../store/make-scope.ts';
import type { DocumentKind } from '../store/store.ts';
import { APPLIANCE_SETTINGS } from '../tenants/appliance-settings.ts';
import { AGENT_DEFAULTS, TENANT, TENANT_LEDGER, TENANT_VERSION } from '../tenants/documents.ts';
import type { Base } from './base.ts';
import type { Calls } from './calls.ts';
import { type Rooms, TENANT_KINDS } from './rooms.ts';
import { VERSION } from './version.ts';

/** Everything that is kept, so that a backup can be proven to be of use. */
const ALL_KINDS: readonly DocumentKind<unknown>[] = [
  TENANT,
  TENANT_VERSION,
  ...TENANT_KINDS,
  TENANT_LEDGER,
  AGENT_DEFAULTS,
  APPLIANCE_SETTINGS,
  BACKUP_PLACE,
  IMPORTED_TENANTS,
];

/** Data that comes in from elsewhere, goes out, and comes back. */
export async function wireData(base: Base, rooms: Rooms, calls: Calls, restart: () => void) {
  const { config, clock, ids, store, tasks } = base;
  const { archive, tenants } = rooms;
  const backups = new Backups({
    files: store.backups(ALL_KINDS, ids),
    place: new BackupPlace({ documents: store.documents, scope: applianceScope, dataDir: config.dataDir }),
    tasks,
    audit: store.audit,
    clock,
    version: VERSION,
    tenants: () => tenants.list(),
    callsSince: (at) => archive.list({ limit: 0, fits: ({ startedAt }) => startedAt > at }).total,
    async forgottenAt() {
      const receipts = tenants.list().map(({ id }) => calls.forgetting.receipts(tenantScope(id)));
      return (await Promise.all(receipts)).flat().map(({ at }) => at);
    },
    liveCalls: () => calls.registry.size,
    restart,
  });
  const imports = new Imports({
    documents: store.documents,
    scope: applianceScope,
    scopeOf: tenantScope,
    tenants,
    defaults: rooms.defaults,
    memories: rooms.memories,
    tasks,
    audit: store.audit,
    clock,
    ids,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const bundles = await Bundles.open({
    ...rooms,
    documents: store.documents,
    recordings: store.recordings,
    tasks,
    audit: store.audit,
    clock,
    ids,
    version: VERSION,
    folder: join(config.dataDir, 'bundles'),
    publish: base.publish,
    async onTakenIn(scope, tenant) {
      rooms.meter.ofTenant(tenant);
      await rooms.inbox.load(scope);
    },
    async onLeftOut(tenantId) {
      archive.forget(tenantId);
      rooms.meter.forget(tenantId);
      await rooms.inbox.forgetTenant(tenantId);
    },
  });
  return { backups, bundles, imports };
}
