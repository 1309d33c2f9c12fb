import { z } from 'zod';
import { check, checkList, checkService } from '../../../contracts/check.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

/** Trying out what the appliance depends on. How far a check is comes as `check.changed`. */
export function checkRoutes(app: ControlApp, { checks, audit }: ControlParts): void {
  app.get('/api/checks', { schema: { response: { 200: checkList } } }, async () => ({
    checks: checks.list(),
  }));

  app.post(
    '/api/checks/:service',
    { schema: { params: z.object({ service: checkService }), response: { 200: check } } },
    async ({ params: { service } }) => {
      const done = await checks.run(service);
      await audit.append({
        by: OPERATOR,
        action: 'check.run',
        tenantId: null,
        detail: { service, ok: done.ok },
      });
      return done;
    },
  );
}
