import { z } from 'zod';
import { importTransfers } from '../../../agent/import-transfers.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { transferImportReport, transferImportRequest } from '../../../contracts/transfer.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

/** Transfer rules of the old system, brought over or only tried. */
export function transferRoutes(app: ControlApp, { tenants, audit }: ControlParts): void {
  app.post(
    '/api/tenants/:id/transfers/import',
    {
      schema: {
        params: z.object({ id: tenantId }),
        body: transferImportRequest,
        response: { 200: transferImportReport },
      },
    },
    async ({ params, body: { rules, dryRun } }) => {
      const scope = tenantScope(params.id);
      const tenant = tenants.get(scope);
      const settings = tenants.settingsOf(tenant);
      const report = importTransfers(rules, { tenant, settings });
      if (!dryRun && report.destinations.length > 0) {
        const transfers = [...settings.transfers, ...report.destinations];
        const { version } = await tenants.update(scope, { agent: { transfers } }, OPERATOR);
        const detail = { version, imported: report.destinations.length };
        await audit.append({ by: OPERATOR, action: 'tenant.changed', tenantId: tenant.id, detail });
      }
      return report;
    },
  );
}
