import { z } from 'zod';
import { agentDraftPatch, agentDraftView } from '../../../contracts/draft.ts';
import { tenantId, tenantView } from '../../../contracts/tenant.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });

type DraftParts = Pick<ControlParts, 'audit' | 'drafts' | 'tenants'>;

/** Agents that are tried out before callers meet them. */
export function draftRoutes(app: ControlApp, { audit, drafts, tenants }: DraftParts): void {
  const path = '/api/tenants/:id/draft';

  app.get(path, { schema: { params, response: { 200: agentDraftView } } }, async (request) =>
    drafts.view(tenantScope(request.params.id)),
  );

  app.patch(
    path,
    { schema: { params, body: agentDraftPatch, response: { 200: agentDraftView } } },
    async ({ body, params: { id } }) => {
      const view = await drafts.update(tenantScope(id), body.agent);
      const detail = { fields: Object.keys(body.agent) };
      await audit.append({ by: OPERATOR, action: 'draft.changed', tenantId: id, detail });
      return view;
    },
  );

  app.delete(path, { schema: { params, response: { 204: z.null() } } }, async ({ params: { id } }, reply) => {
    if (await drafts.drop(tenantScope(id)))
      await audit.append({ by: OPERATOR, action: 'draft.dropped', tenantId: id, detail: {} });
    return reply.code(204).send(null);
  });

  app.post(
    `${path}/publish`,
    { schema: { params, response: { 200: tenantView } } },
    async ({ params: { id } }) => {
      const tenant = await drafts.publish(tenantScope(id), OPERATOR);
      const detail = { version: tenant.version };
      await audit.append({ by: OPERATOR, action: 'draft.published', tenantId: id, detail });
      return tenants.viewOf(tenant);
    },
  );
}
