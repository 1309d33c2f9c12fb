import {
  lookupAnswer,
  lookupRequest,
  PRACTICE_CALLER,
  practiceCallRequest,
  practiceCallStarted,
} from '../../../contracts/call.ts';
import { namespaceOf } from '../../../contracts/namespace.ts';
import { practiceNumber } from '../../../contracts/practice-number.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import type { ControlApp, ControlParts } from '../parts.ts';

/** Trying things out: who would answer, and calls on the practice line. */
export function practiceRoutes(app: ControlApp, parts: ControlParts): void {
  const { draftCalls, drafts, lookUp, practice, tenants } = parts;

  app.post(
    '/api/lookup',
    { schema: { body: lookupRequest, response: { 200: lookupAnswer } } },
    async ({ body }) => {
      const { tenant, twiml } = lookUp(body);
      return {
        tenantId: tenant?.id ?? null,
        namespace: tenant ? namespaceOf(tenant.id, body.from) : null,
        twiml,
      };
    },
  );

  app.post(
    '/api/practice-calls',
    { schema: { body: practiceCallRequest, response: { 201: practiceCallStarted } } },
    async ({ body }, reply) => {
      const scope = tenantScope(body.tenantId);
      const tenant = tenants.get(scope);
      const { from = PRACTICE_CALLER, script, transferAnswer } = body;
      if (tenant.status !== 'active')
        throw new AppError(
          'conflict',
          `${tenant.businessName} is ${tenant.status}. Set it active to call it.`,
        );
      const to = tenant.phoneNumbers[0] ?? practiceNumber(tenant.id);
      const agent = body.draft === true ? await drafts.agentOf(scope) : null;
      const started = practice.start({ to, from, script, transferAnswer });
      // Its webhook comes through a socket, so not before this.
      if (agent) draftCalls.begin(started.callSid, agent);
      return reply.code(201).send(started);
    },
  );
}
