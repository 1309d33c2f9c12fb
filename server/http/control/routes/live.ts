import { z } from 'zod';
import type { CallSession } from '../../../call/session.ts';
import { callSid } from '../../../contracts/call-sid.ts';
import { liveCalls, liveTransferRequest, whisperRequest } from '../../../contracts/live.ts';
import { AppError } from '../../../platform/errors.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ callSid });
const done = { 204: z.null() };

/** Calls in progress, and what an operator can do in them. */
export function liveRoutes(app: ControlApp, { registry, tenants, audit, pricing }: ControlParts): void {
  const find = (sid: string): CallSession => {
    const session = registry.get(sid);
    if (!session || session.record.state === 'ended')
      throw new AppError('not-found', 'This call is not in progress any more.');
    return session;
  };
  /** Without what was said: words of an operator may tell of a person, and are in the call's record. */
  const note = async (action: string, { callSid: sid, tenant }: CallSession): Promise<void> => {
    await audit.append({ by: OPERATOR, action, tenantId: tenant.id, detail: { callSid: sid } });
  };

  app.get('/api/live-calls', { schema: { response: { 200: liveCalls } } }, async () => ({
    calls: registry.all().map(({ agentState, operators, record, tenant }) => ({
      ...record,
      // A record gets its cost at the end; a call in progress has cost something too.
      costUsd: pricing.call(record),
      businessName: tenant.businessName,
      agentName: tenants.settingsOf(tenant).agentName,
      agent: agentState,
      ...operators.standing(),
    })),
  }));

  app.post(
    '/api/calls/:callSid/whisper',
    { schema: { params, body: whisperRequest, response: done } },
    async (request, reply) => {
      const session = find(request.params.callSid);
      session.operators.whisper(request.body.text);
      await note('call.whispered', session);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/calls/:callSid/transfer',
    { schema: { params, body: liveTransferRequest, response: done } },
    async (request, reply) => {
      const session = find(request.params.callSid);
      session.operators.transfer(request.body);
      await note('call.transferred', session);
      return reply.code(204).send(null);
    },
  );

  app.post('/api/calls/:callSid/hang-up', { schema: { params, response: done } }, async (request, reply) => {
    const session = find(request.params.callSid);
    session.close('operator-hung-up');
    await note('call.hung-up', session);
    return reply.code(204).send(null);
  });
}
