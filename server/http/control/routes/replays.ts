import { z } from 'zod';
import { callSid } from '../../../contracts/call-sid.ts';
import { replay, replayRequest } from '../../../contracts/rehearsal.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: z.string().max(64) });

type ReplayParts = Pick<ControlParts, 'archive' | 'audit' | 'drafts' | 'registry' | 'replays' | 'tenants'>;

/** Past calls, gone through again with another agent. */
export function replayRoutes(app: ControlApp, parts: ReplayParts): void {
  const { archive, audit, drafts, registry, replays, tenants } = parts;

  app.post(
    '/api/calls/:callSid/replays',
    { schema: { params: z.object({ callSid }), body: replayRequest, response: { 201: replay } } },
    async ({ body: { agent }, params: { callSid: sid } }, reply) => {
      if (registry.get(sid))
        throw new AppError('conflict', 'The call is still going on. Replay it once it has ended.');
      const found = archive.find(sid);
      const record = found && (await archive.read(tenantScope(found.tenantId), sid));
      if (!record) throw new AppError('not-found', 'There is no such call.');
      const scope = tenantScope(record.tenantId);
      const tenant = tenants.get(scope);
      const draft = agent === 'draft' ? await drafts.agentOf(scope) : null;
      // Its caller may have been forgotten while it was read.
      if (archive.find(sid)?.from !== record.from) throw new AppError('not-found', 'There is no such call.');
      const begun = replays.start({ scope, tenant, record, draft });
      const detail = { callSid: sid, agent };
      await audit.append({ by: OPERATOR, action: 'call.replayed', tenantId: tenant.id, detail });
      return reply.code(201).send(begun);
    },
  );

  app.get('/api/replays/:id', { schema: { params, response: { 200: replay } } }, async (request) =>
    replays.get(request.params.id),
  );

  app.delete(
    '/api/replays/:id',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      replays.stop(request.params.id);
      return reply.code(204).send(null);
    },
  );
}
