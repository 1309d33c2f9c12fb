import { z } from 'zod';
import { tenantId } from '../../../contracts/tenant.ts';
import { type Statement, statement, statementQuery, usageStanding } from '../../../contracts/usage.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { localDate } from '../../../usage/local-date.ts';
import { makeStatement } from '../../../usage/statement.ts';
import { statementCsv } from '../../../usage/statement-csv.ts';
import { statementHtml } from '../../../usage/statement-html.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });

/** What tenants are charged, and how much of the caps is used. */
export function statementRoutes(app: ControlApp, parts: ControlParts): void {
  const { archive, audit, clock, meter, pricing, settings, tenants } = parts;
  const statementOf = (id: number, asked: string | undefined): Statement => {
    const tenant = tenants.get(tenantScope(id));
    const { agencyName, costOnStatements } = settings.current();
    const month = asked ?? localDate(clock.now(), tenant.timeZone).month;
    return makeStatement({
      tenant,
      agencyName,
      showsCost: costOnStatements,
      month,
      calls: archive.list({ tenantId: id, limit: Number.POSITIVE_INFINITY }).calls,
      markupPercent: tenants.settingsOf(tenant).markupPercent,
      unpricedModels: pricing.unpricedModels,
    });
  };

  app.get(
    '/api/tenants/:id/statement',
    { schema: { params, querystring: statementQuery, response: { 200: statement } } },
    async (request) => statementOf(request.params.id, request.query.month),
  );

  app.get(
    '/api/tenants/:id/statement.csv',
    { schema: { params, querystring: statementQuery } },
    async (request, reply) => {
      const made = statementOf(request.params.id, request.query.month);
      const { month } = made;
      const entry = { by: OPERATOR, tenantId: made.tenantId, detail: { month } };
      await audit.append({ ...entry, action: 'statement.downloaded' });
      const name = `statement-${made.tenantId}-${month}.csv`;
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .type('text/csv; charset=utf-8; header=present')
        .send(statementCsv(made));
    },
  );

  app.get(
    '/api/tenants/:id/statement.html',
    { schema: { params, querystring: statementQuery } },
    async (request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .send(statementHtml(statementOf(request.params.id, request.query.month))),
  );

  app.get('/api/usage/standing', { schema: { response: { 200: usageStanding } } }, async () => ({
    appliance: { caps: settings.current().caps, spent: meter.ofAppliance() },
    tenants: tenants.list().map((tenant) => ({
      tenantId: tenant.id,
      caps: tenants.settingsOf(tenant).caps,
      spent: meter.ofTenant(tenant),
    })),
  }));
}
