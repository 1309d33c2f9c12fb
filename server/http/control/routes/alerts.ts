import { z } from 'zod';
import { alert } from '../../../contracts/events.ts';
import { alertList } from '../../../contracts/panel.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: z.string().max(80) });

/** What the operator must know, and ending what does not end by itself. */
export function alertRoutes(
  app: ControlApp,
  { alerts, audit }: Pick<ControlParts, 'alerts' | 'audit'>,
): void {
  app.get('/api/alerts', { schema: { response: { 200: alertList } } }, async () => ({
    alerts: alerts.list(),
  }));

  app.post(
    '/api/alerts/:id/dismiss',
    { schema: { params, response: { 200: alert } } },
    async ({ params: { id } }) => {
      const dismissed = alerts.dismiss(id);
      const detail = { alert: dismissed.key };
      await audit.append({ by: OPERATOR, action: 'alert.dismissed', tenantId: null, detail });
      return dismissed;
    },
  );
}
