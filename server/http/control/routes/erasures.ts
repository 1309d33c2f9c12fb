import { z } from 'zod';
import { erasureReceipt } from '../../../contracts/memory.ts';
import { namespace } from '../../../contracts/namespace.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';
import { locateCaller } from './memory.ts';

const params = z.object({ namespace });

/** Forgetting callers everywhere, and the proof of it. */
export function erasureRoutes(app: ControlApp, { forgetting, tenants }: ControlParts): void {
  const locate = (name: string) => locateCaller(tenants, name);

  app.delete(
    '/api/memory/:namespace',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      const { scope, caller } = locate(request.params.namespace);
      await forgetting.forget(scope, { caller, by: OPERATOR });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/memory/:namespace/forget',
    { schema: { params, response: { 200: erasureReceipt } } },
    async (request) => {
      const { scope, caller } = locate(request.params.namespace);
      return forgetting.forget(scope, { caller, by: OPERATOR });
    },
  );

  app.get(
    '/api/tenants/:id/erasures',
    { schema: { params: z.object({ id: tenantId }), response: { 200: z.array(erasureReceipt) } } },
    async (request) => {
      const scope = tenantScope(request.params.id);
      tenants.get(scope);
      return forgetting.receipts(scope);
    },
  );
}
