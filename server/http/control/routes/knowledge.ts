import { z } from 'zod';
import {
  gapAnswer,
  knowledgeCreate,
  knowledgeGaps,
  knowledgeHits,
  knowledgeItem,
  knowledgeList,
  knowledgePatch,
  knowledgeSearch,
  knowledgeUpload,
} from '../../../contracts/knowledge.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import type { TenantScope } from '../../../store/scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });
const itemParams = params.extend({ itemId: z.string().max(80) });
const gapParams = params.extend({ gapId: z.string().max(80) });
/** A file of 15 MB as base64, and what stands around it. */
const UPLOAD_LIMIT_BYTES = 21_000_000;

/** What the routes here share: the scope of a tenant that exists, and a note of what was done. */
function door({ tenants, audit }: ControlParts) {
  return {
    scopeOf(id: number): TenantScope {
      const scope = tenantScope(id);
      tenants.get(scope);
      return scope;
    },
    note: (action: string, scope: TenantScope, detail: Record<string, unknown>) =>
      audit.append({ by: OPERATOR, action, tenantId: scope.tenantId, detail }),
  };
}

/** What a tenant's agent knows. */
export function knowledgeRoutes(app: ControlApp, parts: ControlParts): void {
  const { knowledge } = parts;
  const { scopeOf, note } = door(parts);

  app.get(
    '/api/tenants/:id/knowledge',
    { schema: { params, response: { 200: knowledgeList } } },
    async (request) => knowledge.list(scopeOf(request.params.id)),
  );

  app.post(
    '/api/tenants/:id/knowledge',
    { schema: { params, body: knowledgeCreate, response: { 201: knowledgeItem } } },
    async (request, reply) => {
      const scope = scopeOf(request.params.id);
      const item = await knowledge.create(scope, request.body);
      await note('knowledge.created', scope, { itemId: item.id, kind: item.kind });
      return reply.code(201).send(item);
    },
  );

  app.post(
    '/api/tenants/:id/knowledge/files',
    {
      bodyLimit: UPLOAD_LIMIT_BYTES,
      schema: { params, body: knowledgeUpload, response: { 201: knowledgeItem } },
    },
    async (request, reply) => {
      const scope = scopeOf(request.params.id);
      const item = await knowledge.upload(scope, request.body);
      await note('knowledge.created', scope, { itemId: item.id, kind: item.kind });
      return reply.code(201).send(item);
    },
  );

  app.patch(
    '/api/tenants/:id/knowledge/:itemId',
    { schema: { params: itemParams, body: knowledgePatch, response: { 200: knowledgeItem } } },
    async (request) => {
      const scope = scopeOf(request.params.id);
      const item = await knowledge.edit(scope, request.params.itemId, request.body);
      await note('knowledge.changed', scope, { itemId: item.id, fields: Object.keys(request.body) });
      return item;
    },
  );

  app.delete(
    '/api/tenants/:id/knowledge/:itemId',
    { schema: { params: itemParams, response: { 204: z.null() } } },
    async (request, reply) => {
      const scope = scopeOf(request.params.id);
      const { id, kind } = await knowledge.delete(scope, request.params.itemId);
      await note('knowledge.deleted', scope, { itemId: id, kind });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/tenants/:id/knowledge/search',
    { schema: { params, querystring: knowledgeSearch, response: { 200: knowledgeHits } } },
    async (request) => ({ hits: await knowledge.search(scopeOf(request.params.id), request.query.query) }),
  );
}

/** What callers asked and the agent did not know. */
export function gapRoutes(app: ControlApp, parts: ControlParts): void {
  const { knowledge } = parts;
  const { scopeOf, note } = door(parts);

  app.get(
    '/api/tenants/:id/gaps',
    { schema: { params, response: { 200: knowledgeGaps } } },
    async (request) => ({ gaps: await knowledge.gaps(scopeOf(request.params.id)) }),
  );

  app.post(
    '/api/tenants/:id/gaps/:gapId/answer',
    { schema: { params: gapParams, body: gapAnswer, response: { 201: knowledgeItem } } },
    async (request, reply) => {
      const scope = scopeOf(request.params.id);
      const { gapId } = request.params;
      const item = await knowledge.answerGap(scope, gapId, request.body);
      await note('gap.answered', scope, { gapId, itemId: item.id });
      return reply.code(201).send(item);
    },
  );

  app.delete(
    '/api/tenants/:id/gaps/:gapId',
    { schema: { params: gapParams, response: { 204: z.null() } } },
    async (request, reply) => {
      const scope = scopeOf(request.params.id);
      const { gapId } = request.params;
      await knowledge.dismissGap(scope, gapId);
      await note('gap.dismissed', scope, { gapId });
      return reply.code(204).send(null);
    },
  );
}
