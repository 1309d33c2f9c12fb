import { type TenantStanding, tenantStanding } from '../../../contracts/tenant.ts';
import { spanOfMonth } from '../../../usage/calendar.ts';
import { localDate } from '../../../usage/local-date.ts';
import type { ControlApp, ControlParts } from '../parts.ts';

type Standing = TenantStanding[number];

/** How every tenant stands, for the list of them. */
export function standingRoute(app: ControlApp, { archive, clock, inbox, tenants }: ControlParts): void {
  app.get('/api/tenants/standing', { schema: { response: { 200: tenantStanding } } }, async () => {
    const nowMs = clock.now();
    const open = inbox.openCounts();
    const standing = new Map(
      tenants.list().map(({ id, timeZone }): [number, { one: Standing; sinceMs: number }] => [
        id,
        {
          one: { tenantId: id, calls: 0, lastCallAt: null, openMessages: open.get(id) ?? 0 },
          sinceMs: spanOfMonth(localDate(nowMs, timeZone).month, timeZone).fromMs,
        },
      ]),
    );
    // Newest first, so the first call of a tenant is its last.
    for (const { tenantId, startedAt, practice } of archive.list({ limit: Number.POSITIVE_INFINITY }).calls) {
      const known = standing.get(tenantId);
      if (!known || practice) continue;
      known.one.lastCallAt ??= startedAt;
      if (Date.parse(startedAt) >= known.sinceMs) known.one.calls += 1;
    }
    return [...standing.values()].map(({ one }) => one);
  });
}
