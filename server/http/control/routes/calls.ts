import { z } from 'zod';
import { type CallRecord, callPage, callQuery, callRecord } from '../../../contracts/call.ts';
import { callSid } from '../../../contracts/call-sid.ts';
import { liveCalls } from '../../../contracts/live.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ callSid });

export function callRoutes(
  app: ControlApp,
  { archive, registry, tenants, audit, pricing }: ControlParts,
): void {
  /** A record gets its cost at the end; a call in progress has cost something too. */
  const soFar = (record: CallRecord): CallRecord => ({
    ...record,
    costUsd: pricing.call(record),
  });

  app.get(
    '/api/calls',
    { schema: { querystring: callQuery, response: { 200: callPage } } },
    async (request) => archive.list(request.query),
  );

  app.get(
    '/api/calls/:callSid',
    { schema: { params, response: { 200: callRecord } } },
    async (request): Promise<CallRecord> => {
      const live = registry.get(request.params.callSid);
      if (live) return soFar(live.record);
      const found = archive.find(request.params.callSid);
      const record = found && (await archive.read(tenantScope(found.tenantId), found.callSid));
      if (!record) throw new AppError('not-found', 'There is no such call.');
      return record;
    },
  );

  app.get('/api/live-calls', { schema: { response: { 200: liveCalls } } }, async () => ({
    calls: registry.all().map(({ record, tenant }) => ({
      ...soFar(record),
      businessName: tenant.businessName,
      agentName: tenants.settingsOf(tenant).agentName,
      agent: 'listening' as const,
      takenOver: false,
      recalled: null,
      destinations: [],
    })),
  }));

  app.post(
    '/api/calls/:callSid/hang-up',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      const session = registry.get(request.params.callSid);
      if (!session) throw new AppError('not-found', 'This call is not in progress any more.');
      session.close('operator-hung-up');
      await audit.append({
        by: OPERATOR,
        action: 'call.hung-up',
        tenantId: session.tenant.id,
        detail: { callSid: session.callSid },
      });
      return reply.code(204).send(null);
    },
  );
}
