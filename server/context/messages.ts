import { createTextMessages } from '../carrier/twilio/text-messages.ts';
import { testDelivery } from '../messages/delivery-test.ts';
import { Inbox } from '../messages/inbox.ts';
import { Outbox } from '../messages/outbox.ts';
import { AlertMails } from '../notify/alert-mails.ts';
import { createNotifier, type Mailer } from '../notify/notifier.ts';
import { createTexter } from '../notify/sms/texter.ts';
import { createMailer } from '../notify/smtp/mailer.ts';
import { createWebhook } from '../notify/webhook/webhook.ts';
import type { Outbound } from '../platform/outbound.ts';
import { applianceScope, tenantScope } from '../store/make-scope.ts';
import type { TenantScope } from '../store/scope.ts';
import type { ApplianceSettings } from '../tenants/appliance-settings.ts';
import type { TenantSecrets } from '../tenants/tenant-secrets.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { Base } from './base.ts';

interface MessageRooms {
  settings: ApplianceSettings;
  tenants: Tenants;
  tenantSecrets: TenantSecrets;
  outbound: Outbound;
}

/** Where callers' messages are kept, and the ways they are delivered. What a last stop left waiting goes on at once. */
export async function openMessages(base: Base, { settings, tenants, tenantSecrets, outbound }: MessageRooms) {
  const { clock, ids, logger, alerts, publish, onClose } = base;
  const store = base.store.documents;
  const mailer = createMailer({
    smtpUrl: () => settings.secret('SMTP_URL'),
    sender: () => settings.current().mailFrom,
  });
  mailAlerts(base, settings, mailer);
  const notifier = createNotifier({
    email: mailer,
    sms: createTexter({
      messages() {
        const { twilioAccountSid: accountSid, twilioApiUrl: apiUrl } = settings.current();
        const authToken = settings.secret('TWILIO_AUTH_TOKEN');
        return accountSid && authToken ? createTextMessages({ accountSid, authToken, apiUrl }) : null;
      },
      senderOf: (scope) => settings.current().smsFrom ?? tenants.get(scope).phoneNumbers[0] ?? null,
    }),
    webhook: createWebhook({
      clock,
      outbound,
      secret: (scope) => tenantSecrets.get(scope, 'WEBHOOK_SECRET'),
    }),
  });
  const outbox = new Outbox({
    store,
    clock,
    logger,
    notifier,
    alerts,
    publish,
    businessNameOf: (scope) => tenants.get(scope).businessName,
  });
  onClose(() => outbox.close());
  const inbox = new Inbox({ store, clock, logger, outbox, publish });
  for (const { id } of tenants.list()) await inbox.load(tenantScope(id));
  return {
    inbox,
    outbox,
    testDelivery(scope: TenantScope) {
      const tenant = tenants.get(scope);
      return testDelivery({ notifier, clock, ids }, scope, tenant, tenants.settingsOf(tenant));
    },
  };
}

/** Tells the agency by e-mail of what the panel would tell it. */
function mailAlerts(base: Base, settings: ApplianceSettings, mailer: Mailer): void {
  const { alerts, events } = base;
  const to = () => settings.current().alertEmail;
  const mails = new AlertMails({ ...base, mailer, scope: applianceScope, to });
  base.onClose(() => mails.close());
  events.on((event) => {
    if (event.type === 'settings.changed' || (event.type === 'alert' && event.alert.level === 'critical'))
      mails.changed();
  });
  // What was wrong before anybody listened.
  if (alerts.list().length > 0) mails.changed();
}
