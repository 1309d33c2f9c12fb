import { Readable } from 'node:stream';
import { auditFilter, auditPage, auditQuery, auditVerification } from '../../../contracts/audit.ts';
import { applianceStatus } from '../../../contracts/panel.ts';
import { type UsageQuery, usageAnswer, usageQuery } from '../../../contracts/usage.ts';
import { localDate } from '../../../usage/local-date.ts';
import { monthlyUsage } from '../../../usage/monthly.ts';
import { usageCsv } from '../../../usage/usage-csv.ts';
import { auditCsv, auditJson } from '../audit-export.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

/** What happened: usage, audit, and the appliance at a glance. */
export function reportRoutes(app: ControlApp, parts: ControlParts): void {
  const { archive, audit, clock, tenants, registry, metrics } = parts;
  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);

  const usageOf = ({ tenantId, month: asked }: UsageQuery) => {
    const all = tenants.list();
    const zone = all.find(({ id }) => id === tenantId)?.timeZone ?? 'UTC';
    const month = asked ?? localDate(clock.now(), zone).month;
    const { calls } = archive.list({ tenantId, limit: Number.POSITIVE_INFINITY });
    return { month, rows: monthlyUsage(calls, month, all) };
  };

  app.get(
    '/api/usage',
    { schema: { querystring: usageQuery, response: { 200: usageAnswer } } },
    async (request) => usageOf(request.query),
  );

  app.get('/api/usage.csv', { schema: { querystring: usageQuery } }, async (request, reply) => {
    const { month, rows } = usageOf(request.query);
    const nameOf = new Map(tenants.list().map(({ id, businessName }) => [id, businessName]));
    return reply
      .header('content-disposition', `attachment; filename="usage-${month}.csv"`)
      .type('text/csv; charset=utf-8; header=present')
      .send(usageCsv(rows, nameOf));
  });

  app.get(
    '/api/audit',
    { schema: { querystring: auditQuery, response: { 200: auditPage } } },
    async (request) => audit.list(request.query),
  );

  app.get('/api/audit/verify', { schema: { response: { 200: auditVerification } } }, async () =>
    audit.verify(),
  );

  for (const ending of ['csv', 'json'] as const)
    app.get(
      `/api/audit/export.${ending}`,
      { schema: { querystring: auditFilter } },
      async (request, reply) => {
        const detail = { format: ending, filters: Object.keys(request.query) };
        await audit.append({ by: OPERATOR, action: 'audit.exported', tenantId: null, detail });
        const entries = audit.read(request.query);
        const text = ending === 'csv' ? auditCsv(entries) : auditJson(entries);
        return reply
          .header('content-disposition', `attachment; filename="audit-log-${today()}.${ending}"`)
          .type(
            ending === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
          )
          .send(Readable.from(text));
      },
    );

  app.get('/api/status', { schema: { response: { 200: applianceStatus } } }, async () => ({
    version: parts.version,
    engine: parts.activeEngine(),
    publicPort: parts.publicPort(),
    publicUrl: parts.tunnelStatus().url,
    liveCalls: registry.size,
    tenants: tenants.list().length,
    callsToday: archive.inMonth(today()).length,
  }));

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}
