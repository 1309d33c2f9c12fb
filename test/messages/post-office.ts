import { createTextMessages } from '../../server/carrier/twilio/text-messages.ts';
import type { Alert, ServerEvent } from '../../server/contracts/events.ts';
import type { DeliveryState } from '../../server/contracts/message.ts';
import { Inbox } from '../../server/messages/inbox.ts';
import { Outbox } from '../../server/messages/outbox.ts';
import { createNotifier, type Notifier } from '../../server/notify/notifier.ts';
import { createTexter } from '../../server/notify/sms/texter.ts';
import { createMailer } from '../../server/notify/smtp/mailer.ts';
import { createWebhook } from '../../server/notify/webhook/webhook.ts';
import { createAlerts } from '../../server/platform/alerts.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { EMULATED_ACCOUNT, EMULATED_TOKEN } from '../emulators/twilio/rest.ts';
import { ManualClock } from '../manual-clock.ts';

export const WEBHOOK_SECRET = 'a-webhook-secret';

export interface PostOfficeOptions {
  dataDir: string;
  clock?: ManualClock;
  smtpUrl?: string | undefined;
  twilioUrl?: string;
  /** `host:port` that webhooks may go to. */
  places?: string[];
  tenantIds?: number[];
  /** Instead of the real ways. */
  notifier?: Notifier;
}

/** Inbox and outbox as after a start of the server: on a real store, with real ways to deliver. */
export async function openPostOffice({
  dataDir,
  clock = new ManualClock(),
  smtpUrl,
  twilioUrl,
  places = [],
  tenantIds = [1],
  ...given
}: PostOfficeOptions) {
  const log: string[] = [];
  const logger = createLogger({ destination: { write: (line: string) => void log.push(line) } });
  const store = await openJsonStore({ dataDir, clock, onDamage: () => {} });
  const events: ServerEvent[] = [];
  const publish = (event: ServerEvent): void => void events.push(event);
  const alerts = createAlerts(clock, (alert) => publish({ type: 'alert', alert }));
  const outbound = createOutbound({ clock, privateHosts: places });
  const account = { accountSid: EMULATED_ACCOUNT, authToken: EMULATED_TOKEN };
  const real = createNotifier({
    email: createMailer({ smtpUrl: () => smtpUrl, sender: () => null }),
    sms: createTexter({
      messages: () => (twilioUrl ? createTextMessages({ ...account, apiUrl: twilioUrl }) : null),
      senderOf: () => '+12125550100',
    }),
    webhook: createWebhook({ clock, outbound, secret: async () => WEBHOOK_SECRET }),
  });
  const shared = { store: store.documents, clock, logger, publish };
  const outbox = new Outbox({
    ...shared,
    notifier: given.notifier ?? real,
    alerts,
    businessNameOf: () => 'Acme Corp',
  });
  const inbox = new Inbox({ ...shared, outbox });
  for (const id of tenantIds) await inbox.load(tenantScope(id));
  return {
    alerts: (): Alert[] => alerts.list().filter(({ resolvedAt }) => resolvedAt === null),
    clock,
    events,
    inbox,
    log,
    notifier: given.notifier ?? real,
    outbox,
    store,
    /** All messages of a tenant with their deliveries. */
    async all(tenantId = 1) {
      return (await inbox.page({ tenantId, state: 'all', limit: 200 })).messages;
    },
    /** The deliveries of all messages of a tenant. */
    async deliveries(tenantId = 1): Promise<DeliveryState[]> {
      return (await this.all(tenantId)).flatMap((message) => message.deliveries);
    },
    async stop() {
      await outbox.close();
      await outbound.close();
      await store.close();
    },
  };
}
