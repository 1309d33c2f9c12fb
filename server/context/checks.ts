import { twilioCheckSteps } from '../carrier/twilio/check-steps.ts';
import { mailCheckSteps } from '../notify/smtp/check-steps.ts';
import { Checks } from '../platform/checks.ts';
import { addressCheckSteps } from '../tunnel/check-steps.ts';
import type { Base } from './base.ts';
import type { Engines } from './engines.ts';
import type { Line } from './line.ts';
import type { Rooms } from './rooms.ts';

/** How each service is tried out, by the settings of the moment. */
export function wireChecks(base: Base, { settings, tenants }: Rooms, engines: Engines, line: Line): Checks {
  const { clock, ids, logger, publish } = base;
  const { address, lines, probes } = line;
  return new Checks({
    clock,
    logger,
    onChanged: (check) => publish({ type: 'check.changed', check }),
    plans: {
      openai: engines.checkSteps,
      twilio() {
        const { twilioAccountSid: accountSid, twilioApiUrl: apiUrl } = settings.current();
        return twilioCheckSteps({
          accountSid,
          apiUrl,
          authToken: settings.secret('TWILIO_AUTH_TOKEN'),
          async point() {
            if (address.origin() === null) return null;
            await lines.point();
            const assigned = tenants
              .list()
              .filter(({ status }) => status !== 'cancelled')
              .reduce((sum, { phoneNumbers }) => sum + phoneNumbers.length, 0);
            return { assigned, lines: lines.status() };
          },
        });
      },
      ngrok() {
        const { publicUrl, ngrokDomain: domain } = settings.current();
        const token = ids.token();
        const hasToken = settings.secret('NGROK_AUTHTOKEN') !== undefined;
        const probe = { token, arrived: () => probes.has(token) };
        return addressCheckSteps({ address, publicUrl, hasToken, domain, clock, probe });
      },
      mail: () =>
        mailCheckSteps({ smtpUrl: settings.secret('SMTP_URL'), sender: settings.current().mailFrom }),
    },
  });
}
