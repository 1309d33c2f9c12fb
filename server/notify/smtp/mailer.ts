import { AppError } from '../../platform/errors.ts';
import type { Channel, Mail } from '../notifier.ts';
import { explainMail } from './mail-problem.ts';

interface MailerParts {
  /** `smtp:` or `smtps:` with user and password; `undefined` while none is set. */
  smtpUrl(): string | undefined;
  /** As it stands in `From`; `null`: the account of the mail server. */
  sender(): string | null;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/** Sends e-mails by the mail server in the settings, one connection each: mails are few, and settings change. */
export function createMailer({ smtpUrl, sender }: MailerParts): Channel<Mail> {
  return {
    async send(_scope, { id, target, content }, signal) {
      const server = parsed(smtpUrl());
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        url: server.href,
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        dnsTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
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

function parsed(smtpUrl: string | undefined): URL {
  if (smtpUrl === undefined)
    throw new AppError(
      'misconfigured',
      'There is no mail server to send by. Enter its address in the settings, then try again.',
    );
  const server = URL.canParse(smtpUrl) ? new URL(smtpUrl) : undefined;
  if (!server?.hostname || !/^smtps?:$/.test(server.protocol))
    throw new AppError(
      'misconfigured',
      'The address of the mail server can’t be used. Enter it again in the settings, such as smtps://user:password@mail.example.com; signs such as @ or / in the password are written %40 and %2F.',
    );
  return server;
}

function accountOf(server: URL): string {
  const user = decoded(server.username);
  return /^[^\s@<>]+@[^\s@<>]+$/.test(user) ? user : `ringhouse@${server.hostname}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
