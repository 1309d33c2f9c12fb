import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../server/notify/notifier.ts';
import { createMailer } from '../../server/notify/smtp/mailer.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { MAIL_PASSWORD, MAIL_USER, type MailServer, startMailServer } from './mail-server.ts';

let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

const mail: Mail = {
  channel: 'email',
  subject: 'Message from Ann',
  text: 'Please ring back.',
  html: '<p>Please ring back.</p>',
  calendar: null,
};

interface Sending {
  smtpUrl?: string | undefined;
  sender?: string | null;
  target?: string;
  content?: Mail;
  signal?: AbortSignal;
}
const send = ({ sender = null, target = 'owner@example.com', content = mail, ...given }: Sending = {}) =>
  createMailer({
    smtpUrl: () => ('smtpUrl' in given ? given.smtpUrl : server.url),
    sender: () => sender,
  }).send(tenantScope(1), { id: '1-abc', target, content }, given.signal ?? new AbortController().signal);

describe('an e-mail', () => {
  it('arrives with both bodies, under an id that stays the same', async () => {
    await send();
    await send();
    expect(server.mails[0]).toMatchObject({
      subject: 'Message from Ann',
      text: 'Please ring back.',
      html: '<p>Please ring back.</p>',
      messageId: '<1-abc@ringhouse>',
    });
    expect(server.mails[0]?.from?.text).toBe(MAIL_USER);
    expect(server.mails[0]?.to).toMatchObject({ text: 'owner@example.com' });
    expect(server.mails[1]?.messageId).toBe(server.mails[0]?.messageId);
  });

  it('comes from the sender in the settings', async () => {
    await send({ sender: 'Acme Reception <desk@acme.example>' });
    expect(server.mails[0]?.from?.value).toEqual([{ name: 'Acme Reception', address: 'desk@acme.example' }]);
  });

  it('brings a calendar file', async () => {
    const calendar = 'BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR';
    await send({ content: { ...mail, calendar } });
    const file = server.mails[0]?.attachments.find(({ filename }) => filename === 'appointment.ics');
    expect(file?.content.toString()).toContain('METHOD:PUBLISH');
  });

  it('takes no header from a subject or an address', async () => {
    await send({ content: { ...mail, subject: 'Hello\r\nBcc: thief@example.com\r\n\r\nNo' } });
    const [head = ''] = (server.raw[0] ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    await send({ target: 'a@example.com>\r\nRCPT TO:<thief@example.com' }).catch(() => undefined);
    expect(server.raw.slice(1).join('')).not.toContain('thief@example.com');
  });
});

describe('a mail server', () => {
  it('that can’t take it now is asked again', async () => {
    server.refuseNext(450);
    await expect(send()).rejects.toMatchObject({
      retryable: true,
      message: expect.stringContaining('Not now'),
    });
    expect(server.mails).toEqual([]);
  });

  it('that refuses the address is not', async () => {
    server.refuseNext(550);
    await expect(send()).rejects.toMatchObject({
      code: 'upstream-failed',
      retryable: false,
      message: expect.stringMatching(/refused the e-mail.*Check the address/),
    });
  });

  it('that is down is asked again', async () => {
    await server.close();
    await expect(send()).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/could not be reached/),
    });
    server = await startMailServer();
  });

  it('that refuses the login is not asked again, and no password is told on', async () => {
    const smtpUrl = server.url.replace(encodeURIComponent(MAIL_PASSWORD), 'wrong-secret');
    const problem: unknown = await send({ smtpUrl }).catch((error) => error);
    expect(problem).toMatchObject({
      retryable: false,
      message: expect.stringMatching(/user name or the password/),
    });
    expect(JSON.stringify(problem) + String(problem)).not.toContain('wrong-secret');
  });

  it('that repeats the password in a refusal does not get it any further', async () => {
    server.refuseNext(550);
    server.wording = `Bad ${MAIL_PASSWORD} of ${MAIL_USER}`;
    const problem: unknown = await send().catch((error) => error);
    expect(String(problem)).toMatch(/Bad … of …/);
  });

  it.each([
    [undefined, /There is no mail server/],
    ['smtp://', /can’t be used/],
    ['smtps://a b@', /can’t be used/],
    ['https://mail.example.com', /can’t be used/],
  ])('that is set as %s is none', async (smtpUrl, words) => {
    await expect(send({ smtpUrl })).rejects.toMatchObject({
      code: 'misconfigured',
      retryable: false,
      message: expect.stringMatching(words),
    });
  });

  it('is left when the attempt is given up', async () => {
    const given = new AbortController();
    given.abort();
    await expect(send({ signal: given.signal })).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.mails).toEqual([]);
  });
});
