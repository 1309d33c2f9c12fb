import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export const MAIL_USER = 'phone@example.com';
export const MAIL_PASSWORD = 'pass/word-secret';

export interface MailServer {
  /** For `SMTP_URL`. */
  url: string;
  /** Everything it took, in order. */
  mails: ParsedMail[];
  /** The same as it came over the wire. */
  raw: string[];
  /** Answers the next receivers with these codes, in order. */
  refuseNext(...codes: number[]): void;
  /** Says this in refusals. */
  wording: string;
  close(): Promise<void>;
}

/** A real SMTP server on loopback with one account. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const refusals: number[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, callback) {
      if (username === MAIL_USER && password === MAIL_PASSWORD) callback(null, { user: username });
      else callback(new Error(`No login for ${username} with ${password}`));
    },
    onRcptTo(_address, _session, callback) {
      const code = refusals.shift();
      if (code === undefined) callback();
      else callback(Object.assign(new Error(mail.wording), { responseCode: code }));
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const whole = Buffer.concat(chunks);
        mail.raw.push(whole.toString('utf8'));
        mail.mails.push(await simpleParser(whole));
        callback();
      });
    },
  });
  const login = `${encodeURIComponent(MAIL_USER)}:${encodeURIComponent(MAIL_PASSWORD)}`;
  const mail: MailServer = {
    url: '',
    mails: [],
    raw: [],
    wording: 'Not now',
    refuseNext: (...codes) => void refusals.push(...codes),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  // What clients do wrong is seen by the test in what they say of it.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  // The server listens on TCP, so its address is no pipe.
  mail.url = `smtp://${login}@127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return mail;
}
