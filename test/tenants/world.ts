import { pino } from 'pino';
import { z } from 'zod';
import type { ServerEvent } from '../../server/contracts/events.ts';
import type { TenantCreate } from '../../server/contracts/tenant.ts';
import { applianceScope, tenantScope } from '../../server/store/make-scope.ts';
import type { DocumentKind, DocumentStore } from '../../server/store/store.ts';
import { AgentDefaults } from '../../server/tenants/defaults.ts';
import { Tenants } from '../../server/tenants/tenants.ts';
import { ManualClock } from '../manual-clock.ts';

/** Something that others keep per tenant. */
export const NOTE: DocumentKind<{ text: string }> = {
  name: 'note',
  scope: 'tenant',
  schema: z.object({ text: z.string() }),
  schemaVersion: 1,
};

/** The tenants over a store, as after a start of the server. */
export async function startTenants(store: DocumentStore) {
  const clock = new ManualClock();
  const events: ServerEvent[] = [];
  const logged: string[] = [];
  /** Tenants whose files were erased. */
  const erased: number[] = [];
  const logger = pino({ base: null }, { write: (line) => void logged.push(line) });
  const publish = (event: ServerEvent) => void events.push(event);
  const defaults = await AgentDefaults.load({ store, applianceScope, clock, logger, publish });
  const tenants = await Tenants.load({
    store,
    applianceScope,
    givenIds: { lastTenantId: 0, noteTenantId: async () => undefined },
    scopeOf: tenantScope,
    defaults,
    clock,
    logger,
    publish,
    timeZone: 'Europe/Berlin',
    otherKinds: [NOTE],
    eraseFiles: async ({ tenantId }) => void erased.push(tenantId),
  });
  return { tenants, defaults, clock, events, logged, erased };
}

export const acme: TenantCreate = {
  businessName: 'Acme Corp',
  contactName: 'Ada Miller',
  email: 'ada@example.com',
};
