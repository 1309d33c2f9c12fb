import { z } from 'zod';
import { tradeOf, withTrade } from '../../../agent/trades.ts';
import {
  type Tenant,
  type TenantCreate,
  tenantCreate,
  tenantId,
  tenantPatch,
  tenantView,
} from '../../../contracts/tenant.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });

export function tenantRoutes(app: ControlApp, parts: ControlParts): void {
  const { tenants, audit, registry, afterCall, archive, events, inbox, memories } = parts;

  app.get('/api/tenants', { schema: { response: { 200: z.array(tenantView) } } }, async () =>
    tenants.list().map((tenant) => tenants.viewOf(tenant)),
  );

  app.post(
    '/api/tenants',
    { schema: { body: tenantCreate, response: { 201: tenantView } } },
    async (request, reply) => {
      const tenant = await made(parts, request.body);
      const { from } = request.body;
      const detail = from === undefined ? {} : { copiedFrom: from };
      await audit.append({ by: OPERATOR, action: 'tenant.created', tenantId: tenant.id, detail });
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
          memories.drop(scope.tenantId);
          // Told before as well, while its calls and messages were still there.
          events.emit({ type: 'tenant.changed', tenantId: scope.tenantId, version: null });
        }
      }
      await audit.append({ by: OPERATOR, action: 'tenant.deleted', tenantId: scope.tenantId, detail: {} });
      return reply.code(204).send(null);
    },
  );
}

/** A tenant with the defaults alone, of a trade, or like another one. */
async function made({ tenants, knowledge }: ControlParts, input: TenantCreate): Promise<Tenant> {
  const { from, trade: tradeId } = input;
  if (from !== undefined) {
    if (tradeId !== undefined)
      throw new AppError('invalid', 'Begin either with a trade or like another tenant, not with both.', {
        fields: { trade: 'Leave this out where another tenant is copied.' },
      });
    const source = tenantScope(from);
    return tenants.copy(source, input, OPERATOR, (scope) => knowledge.copy(source, scope));
  }
  if (tradeId === undefined) return tenants.create(input, OPERATOR);
  const trade = tradeOf(tradeId);
  const tenant = await tenants.create(withTrade(input, trade), OPERATOR);
  await knowledge.addSamples(tenantScope(tenant.id), trade.knowledge);
  return tenant;
}
