import { z } from 'zod';
import { tradeOf, withTrade } from '../../../agent/trades.ts';
import { tenantCreate, tenantId, tenantPatch, tenantView } from '../../../contracts/tenant.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });

export function tenantRoutes(
  app: ControlApp,
  { tenants, audit, registry, afterCall, archive, events, inbox, knowledge }: ControlParts,
): void {
  app.get('/api/tenants', { schema: { response: { 200: z.array(tenantView) } } }, async () =>
    tenants.list().map((tenant) => tenants.viewOf(tenant)),
  );

  app.post(
    '/api/tenants',
    { schema: { body: tenantCreate, response: { 201: tenantView } } },
    async (request, reply) => {
      const trade = request.body.trade === undefined ? undefined : tradeOf(request.body.trade);
      const input = trade ? withTrade(request.body, trade) : request.body;
      const tenant = await tenants.create(input, OPERATOR);
      if (trade) await knowledge.addSamples(tenantScope(tenant.id), trade.knowledge);
      await audit.append({ by: OPERATOR, action: 'tenant.created', tenantId: tenant.id, detail: {} });
      return reply.code(201).send(tenants.viewOf(tenant));
    },
  );

  app.get('/api/tenants/:id', { schema: { params, response: { 200: tenantView } } }, async (request) =>
    tenants.viewOf(tenants.get(tenantScope(request.params.id))),
  );

  app.patch(
    '/api/tenants/:id',
    { schema: { params, body: tenantPatch, response: { 200: tenantView } } },
    async (request) => {
      const scope = tenantScope(request.params.id);
      const before = tenants.get(scope).version;
      const tenant = await tenants.update(scope, request.body, OPERATOR);
      if (tenant.version !== before) {
        const detail = { version: tenant.version, fields: Object.keys(request.body) };
        await audit.append({ by: OPERATOR, action: 'tenant.changed', tenantId: tenant.id, detail });
      }
      return tenants.viewOf(tenant);
    },
  );

  app.delete(
    '/api/tenants/:id',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      const scope = tenantScope(request.params.id);
      let isGone = false;
      try {
        await tenants.delete(scope, async () => {
          isGone = true;
          const live = registry.all().filter((session) => session.tenant.id === scope.tenantId);
          for (const session of live) session.close('operator-hung-up');
          await Promise.all(live.map((session) => registry.settled(session.callSid)));
          await afterCall.written();
          await inbox.forgetTenant(scope.tenantId);
        });
      } finally {
        if (isGone) {
          archive.forget(scope.tenantId);
          // Told before as well, while its calls and messages were still there.
          events.emit({ type: 'tenant.changed', tenantId: scope.tenantId, version: null });
        }
      }
      await audit.append({ by: OPERATOR, action: 'tenant.deleted', tenantId: scope.tenantId, detail: {} });
      return reply.code(204).send(null);
    },
  );
}
