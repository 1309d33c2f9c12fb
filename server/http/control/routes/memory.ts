import { z } from 'zod';
import { callerMemory, memoryPatch, memoryRetrieveRequest } from '../../../contracts/memory.ts';
import { namespace, parseLegacyUserId, parseNamespace } from '../../../contracts/namespace.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ namespace });

/** Rejects with `not-found` where there is no such tenant. */
export function locateCaller(tenants: ControlParts['tenants'], name: string) {
  const parts = parseNamespace(name);
  if (!parts) throw new AppError('invalid', 'A namespace looks like customer_1_user_15551234567.');
  const scope = tenantScope(parts.tenantId);
  tenants.get(scope);
  return { scope, caller: parts.caller };
}

export function memoryRoutes(app: ControlApp, { memories, tenants, audit }: ControlParts): void {
  const locate = (name: string) => locateCaller(tenants, name);
  const nothing = (): never => {
    throw new AppError('not-found', 'Nothing is remembered under this namespace.');
  };

  app.get(
    '/api/tenants/:id/callers',
    { schema: { params: z.object({ id: tenantId }), response: { 200: z.array(callerMemory) } } },
    async (request) => {
      const scope = tenantScope(request.params.id);
      tenants.get(scope);
      return memories.list(scope);
    },
  );

  app.get(
    '/api/memory/:namespace',
    { schema: { params, response: { 200: callerMemory } } },
    async (request) => {
      const { scope, caller } = locate(request.params.namespace);
      return (await memories.recall(scope, caller)) ?? nothing();
    },
  );

  app.patch(
    '/api/memory/:namespace',
    { schema: { params, body: memoryPatch, response: { 200: callerMemory } } },
    async (request) => {
      const { scope, caller } = locate(request.params.namespace);
      const memory = await memories.patch(scope, caller, request.body);
      const detail = { fields: Object.keys(request.body) };
      await audit.append({ by: OPERATOR, action: 'memory.changed', tenantId: scope.tenantId, detail });
      return memory;
    },
  );

  app.post(
    '/memory/retrieve',
    { schema: { body: memoryRetrieveRequest, response: { 200: callerMemory } } },
    async (request) => {
      const parts = parseLegacyUserId(request.body.user_id);
      if (!parts)
        throw new AppError(
          'invalid',
          'A user_id looks like customer_1_user_15551234567 or customer_1_5551234567.',
        );
      const scope = tenantScope(parts.tenantId);
      return (await memories.recall(scope, parts.caller)) ?? nothing();
    },
  );
}
