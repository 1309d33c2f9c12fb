import { AppError } from '../../platform/errors.ts';

const LONGEST_REPLY = 200;

/** What a failed e-mail says, and what to do about it. Nothing of the account but the host is in it. */
export function explainMail(error: unknown, server: URL): AppError {
  const { code, responseCode, response } = detailsOf(error);
  const { host } = server;
  const fail = (text: string, retryable: boolean) => new AppError('upstream-failed', text, { retryable });
  const later = responseCode !== undefined && responseCode >= 400 && responseCode < 500;
  if (code === 'EABORT') return new AppError('unavailable', 'The e-mail was stopped before it was sent.');
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return later
      ? fail(
          `The mail server ${host} does not let anybody log in at the moment. See there what is wrong.`,
          true,
        )
      : fail(
          `The mail server ${host} refused the user name or the password. Enter its address again in the settings.`,
          false,
        );
  const said = reply(response, server);
  if (later) return fail(`The mail server ${host} did not take the e-mail yet: ${said}`, true);
  if (responseCode !== undefined)
    return fail(
      `The mail server ${host} refused the e-mail: ${said} Check the address it goes to, and the sender in the settings.`,
      false,
    );
  if (code === 'EENVELOPE')
    return fail('The e-mail has no sender or receiver that can be used. Check both addresses.', false);
  if (code === 'ETLS')
    return fail(
      `No safe connection to the mail server ${host} could be made. Check its name, its port, and smtp: or smtps:.`,
      true,
    );
  if (code === 'EDNS')
    return fail(`The mail server ${host} was not found. Check its name in the settings.`, true);
  return fail(
    `The mail server ${host} could not be reached (${code}). Check the network and the settings.`,
    true,
  );
}

interface Details {
  code: string;
  /** The server's own, such as 550; absent when it never answered. */
  responseCode: number | undefined;
  response: string;
}

/** The library's errors carry what happened in fields of their own; the class says nothing. */
function detailsOf(error: unknown): Details {
  if (!(error instanceof Error)) return { code: 'unknown', responseCode: undefined, response: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const responseCode =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  const response = 'response' in error && typeof error.response === 'string' ? error.response : '';
  return { code, responseCode, response };
}

/** What the server said as one sentence; a server that repeats a password does not get it any further. */
function reply(response: string, { username, password }: URL): string {
  let text = response.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, LONGEST_REPLY);
  for (const secret of [password, username])
    for (const form of [secret, unescaped(secret)]) if (form !== '') text = text.replaceAll(form, '…');
  return `"${text.trim()}".`;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
