import type { Mailer } from '../notifier.ts';
import { explainMail } from './mail-problem.ts';
import { accountOf, mailServer, openTransport } from './server.ts';

interface MailerParts {
  /** `smtp:` or `smtps:` with user and password; `undefined` while none is set. */
  smtpUrl(): string | undefined;
  /** As it stands in `From`; `null`: the account of the mail server. */
  sender(): string | null;
}

/** Sends e-mails by the mail server in the settings, one connection each: mails are few, and settings change. */
export function createMailer({ smtpUrl, sender }: MailerParts): Mailer {
  return {
    async send(_scope, { id, target, content }, signal) {
      const server = mailServer(smtpUrl());
      const transport = await openTransport(server);
      const { subject, text, html, calendar } = content;
      try {
        await transport.sendMail({
          from: sender() ?? accountOf(server),
          to: { name: '', address: target },
          subject,
          text,
          html,
          messageId: `<${id}@ringhouse>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(calendar !== null && {
            icalEvent: { method: 'PUBLISH', filename: 'appointment.ics', content: calendar },
          }),
          signal,
        });
      } catch (error) {
        throw explainMail(error, server);
      } finally {
        transport.close();
      }
    },
  };
}
