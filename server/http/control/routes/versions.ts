import { z } from 'zod';
import { tenantId, tenantVersionView, tenantView } from '../../../contracts/tenant.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });
const versionParams = params.extend({ n: z.coerce.number().int().min(1) });

export function versionRoutes(app: ControlApp, { tenants, audit }: ControlParts): void {
  app.get(
    '/api/tenants/:id/versions',
    { schema: { params, response: { 200: z.array(tenantVersionView) } } },
    async (request) => {
      const versions = await tenants.versions(tenantScope(request.params.id));
      return versions.map(({ snapshot: _, ...version }) => version);
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
