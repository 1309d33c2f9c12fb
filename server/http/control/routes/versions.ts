import { z } from 'zod';
import { tenantId, tenantVersionView, tenantView, versionComparison } from '../../../contracts/tenant.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { changesBetween } from '../../../tenants/changes.ts';
import { undated } from '../../../tenants/decisions.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });
const versionNumber = z.coerce.number().int().min(1);
const versionParams = params.extend({ n: versionNumber });

export function versionRoutes(app: ControlApp, { tenants, audit }: ControlParts): void {
  app.get(
    '/api/tenants/:id/versions',
    { schema: { params, response: { 200: z.array(tenantVersionView) } } },
    async (request) => {
      const versions = await tenants.versions(tenantScope(request.params.id));
      return versions.map(({ snapshot: _, ...version }) => version);
    },
  );

  app.get(
    '/api/tenants/:id/versions/:n/changes',
    {
      schema: {
        params: versionParams,
        querystring: z.object({ against: versionNumber }),
        response: { 200: versionComparison },
      },
    },
    async ({ params: { id, n }, query: { against } }) => {
      const versions = await tenants.versions(tenantScope(id));
      const asOf = (wanted: number) => {
        const found = versions.find(({ version }) => version === wanted);
        if (!found) throw new AppError('not-found', `This tenant has no version ${wanted}.`);
        return undated(found.snapshot);
      };
      return { changes: changesBetween(asOf(against), asOf(n)) };
    },
  );

  app.post(
    '/api/tenants/:id/versions/:n/restore',
    { schema: { params: versionParams, response: { 200: tenantView } } },
    async (request) => {
      const { id, n } = request.params;
      const tenant = await tenants.restore(tenantScope(id), n, OPERATOR);
      await audit.append({ by: OPERATOR, action: 'tenant.restored', tenantId: id, detail: { version: n } });
      return tenants.viewOf(tenant);
    },
  );
}
