import { z } from 'zod';
import {
  deliveryTestResult,
  inboxMarked,
  inboxMarks,
  inboxMessage,
  inboxPage,
  inboxPatch,
  inboxQuery,
} from '../../../contracts/message.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { tenantIdOf } from '../../../messages/documents.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import type { TenantScope } from '../../../store/scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: z.string().max(80) });
const deliveryParams = params.extend({ deliveryId: z.string().max(120) });

type InboxRouteParts = Pick<ControlParts, 'inbox' | 'outbox' | 'tenants' | 'audit' | 'testDelivery'>;

/** What callers left, and whether it was delivered. */
export function inboxRoutes(app: ControlApp, parts: InboxRouteParts): void {
  messageRoutes(app, parts);
  deliveryRoutes(app, parts);
}

function messageRoutes(app: ControlApp, parts: InboxRouteParts): void {
  const { inbox, tenants } = parts;
  const known = (messageId: string): TenantScope | null => {
    const id = tenantIdOf(messageId);
    return id !== null && tenants.list().some((tenant) => tenant.id === id) ? tenantScope(id) : null;
  };

  app.get(
    '/api/messages',
    { schema: { querystring: inboxQuery, response: { 200: inboxPage } } },
    async (request) => inbox.page(request.query),
  );

  app.get('/api/messages/:id', { schema: { params, response: { 200: inboxMessage } } }, async (request) =>
    inbox.get(locate(parts, request.params.id), request.params.id),
  );

  app.patch(
    '/api/messages/:id',
    { schema: { params, body: inboxPatch, response: { 200: inboxMessage } } },
    async ({ params: { id }, body: { done } }) => {
      const scope = locate(parts, id);
      const message = await inbox.mark(scope, id, done);
      await note(parts, 'message.marked', scope, { messageId: id, done });
      return message;
    },
  );

  app.post(
    '/api/messages/marks',
    { schema: { body: inboxMarks, response: { 200: inboxMarked } } },
    async ({ body: { ids, done } }) => {
      const marked = new Map<number, string[]>();
      try {
        for (const id of new Set(ids)) {
          const scope = known(id);
          if (!scope || !inbox.has(scope, id, !done)) continue;
          await inbox.mark(scope, id, done);
          marked.set(scope.tenantId, [...(marked.get(scope.tenantId) ?? []), id]);
        }
      } finally {
        // What was done before something failed was done all the same.
        for (const [tenant, messageIds] of marked)
          await note(parts, 'message.marked', tenantScope(tenant), { messageIds, done });
      }
      return { marked: [...marked.values()].flat().length };
    },
  );
}

function deliveryRoutes(app: ControlApp, parts: InboxRouteParts): void {
  for (const act of ['retry', 'dismiss'] as const)
    app.post(
      `/api/messages/:id/deliveries/:deliveryId/${act}`,
      { schema: { params: deliveryParams, response: { 204: z.null() } } },
      async ({ params: { id, deliveryId } }, reply) => {
        const scope = locate(parts, id);
        await parts.outbox[act](scope, id, deliveryId);
        const action = act === 'retry' ? 'delivery.retried' : 'delivery.dismissed';
        await note(parts, action, scope, { deliveryId });
        return reply.code(204).send(null);
      },
    );

  app.post(
    '/api/tenants/:id/delivery-test',
    { schema: { params: z.object({ id: tenantId }), response: { 200: deliveryTestResult } } },
    async (request) => {
      const scope = tenantScope(request.params.id);
      parts.tenants.get(scope);
      const result = await parts.testDelivery(scope);
      const failed = result.results.filter(({ ok }) => !ok).length;
      await note(parts, 'delivery.tested', scope, { places: result.results.length, failed });
      return result;
    },
  );
}

/** Whose message it is; `not-found` where nobody's. */
function locate({ tenants }: InboxRouteParts, messageId: string): TenantScope {
  const id = tenantIdOf(messageId);
  if (id === null) throw new AppError('not-found', 'There is no such message.');
  const scope = tenantScope(id);
  tenants.get(scope);
  return scope;
}

const note = (
  { audit }: InboxRouteParts,
  action: string,
  scope: TenantScope,
  detail: Record<string, unknown>,
) => audit.append({ by: OPERATOR, action, tenantId: scope.tenantId, detail });
