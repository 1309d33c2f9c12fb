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
export function practiceRoutes(app: ControlApp, { tenants, lookUp, practice }: ControlParts): void {
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
      const tenant = tenants.get(tenantScope(body.tenantId));
      const { from = PRACTICE_CALLER, script, transferAnswer } = body;
      if (tenant.status !== 'active')
        throw new AppError(
          'conflict',
          `${tenant.businessName} is ${tenant.status}. Set it active to call it.`,
        );
      const to = tenant.phoneNumbers[0] ?? practiceNumber(tenant.id);
      return reply.code(201).send(practice.start({ to, from, script, transferAnswer }));
    },
  );
}
