import type { Transporter } from 'nodemailer';
import { AppError } from '../../platform/errors.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/** The mail server of the settings. Throws `misconfigured` where there is none, or its address can't be used. */
export function mailServer(smtpUrl: string | undefined): URL {
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

/** A connection that is opened when it is first used. Whoever has it closes it. */
export async function openTransport(server: URL): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url: server.href,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Who sends where no sender is set. */
export function accountOf(server: URL): string {
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
