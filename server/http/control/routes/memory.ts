import { z } from 'zod';
import type { CallRecord } from '../../../contracts/call.ts';
import {
  callerExport,
  callerMemory,
  callerPage,
  callerQuery,
  callersQuery,
  memoryPatch,
  memoryRetrieveRequest,
} from '../../../contracts/memory.ts';
import { namespace, parseLegacyUserId, parseNamespace } from '../../../contracts/namespace.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { isoNow } from '../../../platform/clock.ts';
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
    {
      schema: {
        params: z.object({ id: tenantId }),
        querystring: callersQuery,
        response: { 200: z.array(callerMemory) },
      },
    },
    async (request) => {
      const scope = tenantScope(request.params.id);
      tenants.get(scope);
      const { caller } = request.query;
      if (caller === undefined) return memories.list(scope);
      const memory = await memories.recall(scope, `+${caller.replace('+', '')}`);
      return memory ? [memory] : [];
    },
  );

  app.get(
    '/api/tenants/:id/callers/list',
    {
      schema: {
        params: z.object({ id: tenantId }),
        querystring: callerQuery,
        response: { 200: callerPage },
      },
    },
    async (request) => {
      const scope = tenantScope(request.params.id);
      tenants.get(scope);
      return memories.page(scope, request.query);
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
      const { seen: _, ...changed } = request.body;
      const detail = { fields: Object.keys(changed) };
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

/** All that is kept of one caller, as a file to be handed to them. */
export function callerExportRoute(app: ControlApp, parts: ControlParts): void {
  const { archive, audit, clock, inbox, memories, tenants } = parts;
  app.get(
    '/api/memory/:namespace/export',
    { schema: { params, response: { 200: callerExport } } },
    async (request, reply) => {
      const name = request.params.namespace;
      const { scope, caller } = locateCaller(tenants, name);
      const { tenantId } = scope;
      const listed = archive
        .list({ tenantId, limit: Number.POSITIVE_INFINITY })
        .calls.filter((call) => call.namespace === name)
        .reverse();
      const records = await Promise.all(listed.map(({ callSid }) => archive.read(scope, callSid)));
      const calls = records.filter((call): call is CallRecord => call !== undefined);
      const pages = await Promise.all(
        listed.map(({ callSid }) => inbox.page({ tenantId, callSid, state: 'all', limit: 200 })),
      );
      const memory = await memories.recall(scope, caller);
      if (!memory && calls.length === 0)
        throw new AppError('not-found', 'Nothing is kept under this namespace.');
      await audit.append({ by: OPERATOR, action: 'caller.exported', tenantId, detail: {} });
      return reply.header('content-disposition', `attachment; filename="caller-${tenantId}.json"`).send({
        tenant: tenants.get(scope).businessName,
        exportedAt: isoNow(clock),
        memory,
        calls,
        messages: pages.flatMap(({ messages }) => messages),
      });
    },
  );
}
