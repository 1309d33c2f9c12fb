import { cp } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CallerMessage, Delivery, DeliveryState } from '../../server/contracts/message.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../emulators/twilio/rest.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { isSigned, type Receiver, startReceiver } from '../notify/receiver.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { recordOf, settingsOf, tenantOf } from './letters.ts';
import { openPostOffice, type PostOfficeOptions, WEBHOOK_SECRET } from './post-office.ts';

const OWNER = '+12125550111';
const HALF_MINUTE = 30_000;
const DAY = 24 * 60 * 60_000;
const scope = tenantScope(1);

let mail: MailServer;
let receiver: Receiver;
let twilio: TwilioEmulator;
beforeEach(async () => {
  [mail, receiver, twilio] = await Promise.all([startMailServer(), startReceiver(), startTwilioEmulator()]);
});
afterEach(() => Promise.all([mail.close(), receiver.close(), twilio.close()]));

type Office = Awaited<ReturnType<typeof openPostOffice>>;

async function open(given: Partial<PostOfficeOptions> = {}): Promise<Office> {
  const office = await openPostOffice({
    dataDir: given.dataDir ?? (await temporaryFolder()),
    smtpUrl: mail.url,
    twilioUrl: twilio.url,
    places: [receiver.place],
    ...given,
  });
  onTestFinished(() => office.stop());
  return office;
}

function everywhere(over: Partial<Delivery> = {}): Delivery {
  return {
    emails: ['owner@example.com'],
    sms: [OWNER],
    webhookUrl: receiver.url,
    withTranscript: true,
    ...over,
  };
}
const nowhere = { emails: [], sms: [], webhookUrl: null };
const file = (office: Office, delivery: Delivery, callSid = 'CA1') =>
  office.inbox.file(scope, tenantOf(), settingsOf({ delivery }), recordOf(callSid));

/** The only delivery, once it is so. */
async function one(office: Office, fits: (delivery: DeliveryState) => boolean): Promise<DeliveryState> {
  const [message] = await office.all();
  const find = () => office.outbox.of(message!.id).find(fits);
  await until(() => find() !== undefined);
  return find()!;
}
/** Waits until a try has failed and the next is set. */
const failedTries = async (office: Office, attempts: number) => {
  await one(office, (delivery) => delivery.attempts === attempts);
  await until(() => office.clock.pending === 1);
};

describe('a message', () => {
  it('arrives by e-mail, text message and webhook at once', async () => {
    const office = await open();
    await file(office, everywhere());
    const [message] = await office.all();
    await until(() => office.outbox.of(message!.id).every(({ state }) => state === 'delivered'));
    expect(mail.mails[0]).toMatchObject({ subject: 'Message from Ann Lee for Acme Corp' });
    expect(twilio.messages.sent).toMatchObject([{ to: OWNER, from: '+12125550100' }]);
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
      event: 'message',
      message: { id: message!.id, text: 'The kitchen tap drips.' },
    });
    expect(office.clock.pending).toBe(0);
  });

  it('that asks for an appointment brings its calendar file', async () => {
    const office = await open();
    const wish: Partial<CallerMessage> = { kind: 'appointment', startsAt: ['2026-11-24T15:00'] };
    const record = recordOf('CA1');
    const messages = record.messages.map((message) => ({ ...message, ...wish }));
    const delivery = everywhere({ sms: [], webhookUrl: null });
    await office.inbox.file(scope, tenantOf(), settingsOf({ delivery }), { ...record, messages });
    await until(() => mail.mails.length === 1);
    const file = mail.mails[0]!.attachments.find(({ filename }) => filename?.endsWith('.ics'));
    expect(String(file?.content)).toContain('BEGIN:VEVENT');
  });

  it('is not delivered again when it is filed again', async () => {
    const office = await open();
    await file(office, everywhere());
    const [message] = await office.all();
    await until(() => office.outbox.of(message!.id).every(({ state }) => state === 'delivered'));
    await file(office, everywhere({ emails: ['late@example.com'] }));
    expect([mail.mails.length, twilio.messages.sent.length, receiver.received.length]).toEqual([1, 1, 1]);
    expect(await office.deliveries()).toHaveLength(3);
  });

  it('that a receiver fails twice arrives the third time, under the same id, signed each time', async () => {
    const office = await open();
    receiver.answerNext(500, 503);
    await file(office, everywhere({ ...nowhere, webhookUrl: receiver.url }));
    await failedTries(office, 1);
    office.clock.advance(HALF_MINUTE);
    await failedTries(office, 2);
    office.clock.advance(HALF_MINUTE);
    expect(receiver.received).toHaveLength(2);
    office.clock.advance(90_000);
    const arrived = await one(office, ({ state }) => state === 'delivered');
    expect(arrived).toMatchObject({ attempts: 3, problem: null, nextAt: null });
    const ids = receiver.received.map(({ headers }) => headers['ringhouse-delivery']);
    expect(ids).toEqual([arrived.id, arrived.id, arrived.id]);
    expect(receiver.received.every((request) => isSigned(request, WEBHOOK_SECRET))).toBe(true);
    const signatures = receiver.received.map(({ headers }) => headers['ringhouse-signature']);
    expect(new Set(signatures).size).toBe(3);
  });

  it('that a mail server puts off arrives later', async () => {
    const office = await open();
    mail.refuseNext(451);
    await file(office, everywhere({ ...nowhere, emails: ['owner@example.com'] }));
    await failedTries(office, 1);
    expect((await office.deliveries())[0]).toMatchObject({
      state: 'waiting',
      problem: expect.stringContaining('Not now'),
    });
    office.clock.advance(HALF_MINUTE);
    await one(office, ({ state }) => state === 'delivered');
    expect(mail.mails).toHaveLength(1);
  });

  it('to one place that is down does not wait, nor keep others waiting', async () => {
    const office = await open();
    receiver.answerNext('hang');
    await file(office, everywhere());
    await until(() => mail.mails.length === 1 && twilio.messages.sent.length === 1);
    const [message] = await office.all();
    const states = () => office.outbox.of(message!.id).map(({ channel, state }) => `${channel} ${state}`);
    await until(() => states().includes('email delivered') && states().includes('sms delivered'));
    expect(states()).toContain('webhook waiting');
  });
});

describe('a message that does not arrive', () => {
  it('is tried for about a day, then kept as failed, with one alert', async () => {
    const office = await open({ smtpUrl: 'smtp://127.0.0.1:1' });
    await file(office, everywhere({ ...nowhere, emails: ['owner@example.com', 'two@example.com'] }));
    const [message] = await office.all();
    const of = () => office.outbox.of(message!.id);
    let waitedMs = 0;
    for (let tries = 1; of().some(({ state }) => state === 'waiting'); tries += 1) {
      await until(() => of().every(({ attempts }) => attempts === tries));
      const next = of()[0]!.nextAt;
      if (next === null) break;
      await until(() => office.clock.pending === 2);
      const pauseMs = Date.parse(next) - office.clock.now();
      waitedMs += pauseMs;
      office.clock.advance(pauseMs);
    }
    await until(() => of().every(({ state }) => state === 'failed'));
    expect(waitedMs).toBeGreaterThan(DAY * 0.8);
    expect(waitedMs).toBeLessThan(DAY * 1.2);
    expect(of()[0]).toMatchObject({ attempts: 7, nextAt: null });
    await until(() => office.alerts().length > 0);
    expect(office.alerts()).toMatchObject([
      {
        level: 'critical',
        tenantIds: [1],
        message: expect.stringMatching(/could not be delivered by e-mail/),
      },
    ]);
    const page = await office.inbox.page({ state: 'undelivered', limit: 10 });
    expect(page).toMatchObject({ undelivered: 1, open: 1, messages: [{ id: message!.id }] });
  });

  it.each([
    ['no mail server is set', { smtpUrl: undefined }, { emails: ['owner@example.com'] }, /no mail server/],
    ['no carrier is set', { twilioUrl: '' }, { sms: [OWNER] }, /no carrier account/],
    ['the number takes no texts', {}, { sms: ['+15005550009'] }, /can’t get text messages/],
  ])('because %s fails at once, with what to do', async (_why, given, to, words) => {
    const office = await open(given);
    await file(office, everywhere({ ...nowhere, ...to }));
    const failed = await one(office, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ attempts: 1, problem: expect.stringMatching(words) });
    expect(office.clock.pending).toBe(0);
  });

  it('because a server refuses it fails at once', async () => {
    const office = await open();
    mail.refuseNext(550);
    await file(office, everywhere({ ...nowhere, emails: ['owner@example.com'] }));
    await one(office, ({ state, attempts }) => state === 'failed' && attempts === 1);
    receiver.answerNext(410);
    await file(office, everywhere({ ...nowhere, webhookUrl: receiver.url }), 'CA2');
    await until(() => office.alerts().length === 2);
  });

  it('is sent when a person retries it, and the alert goes', async () => {
    const office = await open();
    receiver.answerNext(404);
    await file(office, everywhere({ ...nowhere, webhookUrl: receiver.url }));
    const failed = await one(office, ({ state }) => state === 'failed');
    await until(() => office.alerts().length === 1);
    const [message] = await office.all();
    await office.outbox.retry(scope, message!.id, failed.id);
    await one(office, ({ state }) => state === 'delivered');
    expect(office.alerts()).toEqual([]);
    await expect(office.outbox.retry(scope, message!.id, failed.id)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(receiver.received).toHaveLength(2);
  });

  it('that arrives by its own try while a retry of it is stored has arrived, on the disk too', async () => {
    const dataDir = await temporaryFolder();
    const office = await open({ dataDir });
    mail.refuseNext(451);
    await file(office, everywhere({ ...nowhere, emails: ['owner@example.com'] }));
    const waiting = await one(office, ({ attempts, nextAt }) => attempts === 1 && nextAt !== null);
    const [message] = await office.all();
    const busy = Promise.withResolvers<void>();
    const before = office.store.documents.transact(scope, () => busy.promise);
    const retries = [1, 2].map(() => office.outbox.retry(scope, message!.id, waiting.id));
    office.clock.advance(HALF_MINUTE);
    await until(() => mail.mails.length === 1);
    await one(office, ({ state }) => state === 'delivered');
    busy.resolve();
    await Promise.all([before, ...retries]);
    await office.stop();
    const again = await open({ dataDir });
    expect(await again.deliveries()).toMatchObject([{ state: 'delivered', nextAt: null }]);
    expect(mail.mails).toHaveLength(1);
  });

  it('is dismissed by a person; the alert goes when nothing of its kind is left', async () => {
    const office = await open();
    receiver.answerNext(404, 404);
    const delivery = everywhere({ ...nowhere, webhookUrl: receiver.url });
    await file(office, delivery, 'CA1');
    await file(office, delivery, 'CA2');
    await until(() => office.outbox.failed().length === 2);
    for (const [index, { delivery: failed }] of office.outbox.failed().entries()) {
      await until(() => office.alerts().length === 1);
      await office.outbox.dismiss(scope, failed.messageId, failed.id);
      expect(office.alerts()).toHaveLength(index === 0 ? 1 : 0);
    }
    expect((await office.inbox.page({ state: 'undelivered', limit: 10 })).undelivered).toBe(0);
  });

  it('is nothing to a person who names another tenant or message', async () => {
    const office = await open({ tenantIds: [1, 2] });
    receiver.answerNext(404);
    await file(office, everywhere({ ...nowhere, webhookUrl: receiver.url }));
    const failed = await one(office, ({ state }) => state === 'failed');
    const [message] = await office.all();
    const absent = { code: 'not-found' };
    await expect(office.outbox.retry(tenantScope(2), message!.id, failed.id)).rejects.toMatchObject(absent);
    await expect(office.outbox.dismiss(scope, 'another', failed.id)).rejects.toMatchObject(absent);
    await expect(office.outbox.dismiss(scope, message!.id, '__proto__')).rejects.toMatchObject(absent);
  });
});

describe('a restart', () => {
  it('in the middle of the queue goes on where it was, with the pauses kept', async () => {
    const dataDir = await temporaryFolder();
    const first = await openPostOffice({ dataDir, places: [receiver.place] });
    receiver.answerNext(500, 500);
    await file(first, everywhere({ ...nowhere, webhookUrl: receiver.url }));
    await failedTries(first, 1);
    await first.stop();
    const second = await open({ dataDir, clock: first.clock });
    expect(second.clock.pending).toBe(1);
    expect(receiver.received).toHaveLength(1);
    second.clock.advance(HALF_MINUTE);
    await failedTries(second, 2);
    second.clock.advance(2 * 60_000);
    const arrived = await one(second, ({ state }) => state === 'delivered');
    expect(receiver.received.map(({ headers }) => headers['ringhouse-delivery'])).toEqual([
      arrived.id,
      arrived.id,
      arrived.id,
    ]);
  });

  it('after a kill in the middle of a try sends it once more, under the same id', async () => {
    const dataDir = await temporaryFolder();
    const asKilled = await temporaryFolder();
    const first = await open({ dataDir });
    receiver.answerNext('hang');
    await file(first, everywhere({ ...nowhere, webhookUrl: receiver.url }));
    await until(() => receiver.received.length === 1);
    await cp(dataDir, asKilled, { recursive: true });
    const second = await open({ dataDir: asKilled });
    await one(second, ({ state }) => state === 'delivered');
    const ids = receiver.received.map(({ headers }) => headers['ringhouse-delivery']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('finds what had failed, and tells of it again', async () => {
    const dataDir = await temporaryFolder();
    const first = await openPostOffice({ dataDir });
    await file(first, everywhere({ ...nowhere, emails: ['owner@example.com'] }));
    await one(first, ({ state }) => state === 'failed');
    await until(() => first.alerts().length === 1);
    await first.stop();
    const second = await open({ dataDir });
    expect(second.alerts()).toHaveLength(1);
    expect(mail.mails).toEqual([]);
  });

  it('sends nothing again that has arrived', async () => {
    const dataDir = await temporaryFolder();
    const first = await openPostOffice({ dataDir, smtpUrl: mail.url });
    await file(first, everywhere({ ...nowhere, emails: ['owner@example.com'] }));
    await one(first, ({ state }) => state === 'delivered');
    await first.stop();
    const second = await open({ dataDir });
    await file(second, everywhere({ ...nowhere, emails: ['owner@example.com'] }));
    await second.outbox.close();
    expect(mail.mails).toHaveLength(1);
  });
});
