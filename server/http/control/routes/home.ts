import { isToReview } from '../../../contracts/call.ts';
import { dataFolder, type Home, home, homeQuery, trendQuery, trends } from '../../../contracts/home.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { comparisons, trendsOf } from '../../../usage/trends.ts';
import { mattersOf } from '../matters.ts';
import type { ControlApp, ControlParts } from '../parts.ts';

const DAY_MS = 86_400_000;
/** Older flags are past mending. */
const REVIEW_MS = 30 * DAY_MS;
const EVERY_CALL = { limit: Number.MAX_SAFE_INTEGER };

/** Whether all is well, and what the calls came to. */
export function homeRoutes(app: ControlApp, parts: ControlParts): void {
  const { archive, clock, disk, inbox, settings, tenants } = parts;

  app.get(
    '/api/home',
    { schema: { querystring: homeQuery, response: { 200: home } } },
    async ({ query: { timeZone } }): Promise<Home> => {
      const nowMs = clock.now();
      const { calls } = archive.list(EVERY_CALL);
      const { freeBytes, totalBytes, low } = await disk.room();
      const { open, undelivered } = await inbox.page({ state: 'open', limit: 1 });
      const lines = parts.lines();
      const all = tenants.list();
      return {
        matters: mattersOf({
          alerts: parts.alerts.list(),
          tenants: all,
          tunnel: parts.tunnelStatus(),
          lines,
          hasCarrier:
            settings.current().twilioAccountSid !== null &&
            settings.secret('TWILIO_AUTH_TOKEN') !== undefined,
          hasModel: settings.secret('OPENAI_API_KEY') !== undefined,
          diskLow: low,
          freeBytes,
          undelivered,
          recentCalls: calls.filter(({ startedAt }) => nowMs - Date.parse(startedAt) < DAY_MS),
          toReview: calls.filter(
            (call) => !call.practice && isToReview(call) && nowMs - Date.parse(call.startedAt) < REVIEW_MS,
          ).length,
          withSamples: await withSamples(parts),
        }),
        lines: {
          assigned: all.reduce((sum, { phoneNumbers }) => sum + phoneNumbers.length, 0),
          pointed: lines.filter(({ state }) => state === 'pointed').length,
        },
        disk: { freeBytes, totalBytes, low },
        lastCall: calls[0] ?? null,
        messages: { open, undelivered },
        ...comparisons(calls, { timeZone, nowMs }),
      };
    },
  );

  app.get(
    '/api/trends',
    { schema: { querystring: trendQuery, response: { 200: trends } } },
    async ({ query: { tenantId, days, timeZone } }) => {
      if (tenantId !== undefined) tenants.get(tenantScope(tenantId));
      const { calls } = archive.list({ tenantId, ...EVERY_CALL });
      return { days: trendsOf(calls, { days, timeZone, nowMs: clock.now() }) };
    },
  );

  app.get('/api/data-folder', { schema: { response: { 200: dataFolder } } }, async () => ({
    path: disk.dir,
    dataBytes: await disk.dataBytes(),
    ...(await disk.room()),
  }));
}

/** Tenants with a number whose agents still know samples. */
async function withSamples({ tenants, knowledge }: ControlParts) {
  const reached = tenants
    .list()
    .filter(({ phoneNumbers, status }) => phoneNumbers.length > 0 && status === 'active');
  const found = [];
  for (const tenant of reached) if (await knowledge.hasSamples(tenantScope(tenant.id))) found.push(tenant);
  return found;
}
