import { type TenantStanding, tenantStanding } from '../../../contracts/tenant.ts';
import { isoNow } from '../../../platform/clock.ts';
import type { ControlApp, ControlParts } from '../parts.ts';

type Standing = TenantStanding[number];

/** How every tenant stands, for the list of them. */
export function standingRoute(app: ControlApp, { archive, clock, inbox, tenants }: ControlParts): void {
  app.get('/api/tenants/standing', { schema: { response: { 200: tenantStanding } } }, async () => {
    const month = isoNow(clock).slice(0, 7);
    const open = inbox.openCounts();
    const standing = new Map(
      tenants
        .list()
        .map(({ id }): [number, Standing] => [
          id,
          { tenantId: id, calls: 0, lastCallAt: null, openMessages: open.get(id) ?? 0 },
        ]),
    );
    // Newest first, so the first call of a tenant is its last.
    for (const { tenantId, startedAt, practice } of archive.list({ limit: Number.POSITIVE_INFINITY }).calls) {
      const one = standing.get(tenantId);
      if (!one || practice) continue;
      one.lastCallAt ??= startedAt;
      if (startedAt.startsWith(month)) one.calls += 1;
    }
    return [...standing.values()];
  });
}
