import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '../../server/contracts/audit.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { typedCall } from './typing-caller.ts';

let mail: MailServer;
let appliance: Appliance;
beforeAll(async () => {
  mail = await startMailServer();
  appliance = await startAppliance({ env: { SMTP_URL: mail.url } });
});
afterAll(async () => {
  await appliance.stop();
  await mail.close();
});

describe('a message that the caller did not confirm', () => {
  it('is in the inbox and in the mail, once, and says so', { timeout: 120_000 }, async () => {
    const delivery = { emails: ['late@example.com'], sms: [], webhookUrl: null, withTranscript: false };
    const tenant = await appliance.createTenant({ agent: { delivery } });
    const lines = ['Leave a message.', 'My name is Sarah.', 'Please call me about the roof.', 'Yes.'];
    const from = '+15551230077';
    const record = await typedCall(appliance, systemClock, { tenantId: tenant.id, from, lines });
    const inbox = () => appliance.api<InboxPage>('GET', `/api/messages?tenantId=${tenant.id}`);
    await vi.waitFor(async () => expect((await inbox()).body.messages).toHaveLength(1), 60_000);
    expect((await inbox()).body.messages).toMatchObject([
      {
        callSid: record.callSid,
        name: 'Sarah',
        text: 'Please call me about the roof.',
        callbackNumber: from,
        confirmed: false,
      },
    ]);
    const mine = () => mail.mails.filter(({ subject }) => subject?.includes('Unconfirmed'));
    await vi.waitFor(() => expect(mine()).toHaveLength(1), 60_000);
    expect(mine()[0]?.text).toContain('the call ended before the caller said that this is right');
    await appliance.api('DELETE', `/api/tenants/${tenant.id}`);
    mail.mails.length = 0;
  });
});

describe('a message left with the offline receptionist', () => {
  it('is in the inbox and in the owner’s mail, with the whole conversation', {
    timeout: 120_000,
  }, async () => {
    const delivery = { emails: ['owner@example.com'], sms: [], webhookUrl: null, withTranscript: true };
    const tenant = await appliance.createTenant({ agent: { delivery } });
    const record = await appliance.practise(tenant.id, [
      'I would like to leave a message.',
      'My name is Sarah.',
      'Please call me back tomorrow.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ]);
    expect(record.messages).toHaveLength(1);
    const { body } = await appliance.api<InboxPage>('GET', `/api/messages?tenantId=${tenant.id}`);
    expect(body).toMatchObject({
      open: 1,
      undelivered: 0,
      messages: [{ callSid: record.callSid, practice: true }],
    });
    const [message] = body.messages;
    await appliance.events.wait(({ type }) => type === 'messages.changed' && mail.mails.length > 0);
    expect(mail.mails[0]?.subject).toMatch(/^\[Practice\] Message from .* for Acme Corp$/);
    expect(mail.mails[0]?.text).toContain('Caller:');
    const done = await appliance.api('PATCH', `/api/messages/${message?.id}`, { done: true });
    expect(done.body).toMatchObject({ done: true });
    const audit = (await appliance.api<{ entries: AuditEntry[] }>('GET', '/api/audit')).body.entries;
    expect(audit[0]).toMatchObject({ action: 'message.marked', tenantId: tenant.id });
    expect(appliance.log.join('')).not.toMatch(/pass\/word-secret|pass%2Fword/);
    const { control, events } = appliance.server.context;
    const callsLeft: number[] = [];
    events.on((event) => {
      if (event.type === 'tenant.changed' && event.version === null)
        callsLeft.push(control.archive.list({ tenantId: tenant.id, limit: 1 }).total);
    });
    await appliance.api('DELETE', `/api/tenants/${tenant.id}`);
    // Whoever asks again when they hear of it last finds no call of it any more.
    expect(callsLeft.at(-1)).toBe(0);
    expect((await appliance.api('GET', `/api/messages/${message?.id}`)).status).toBe(404);
    expect((await appliance.api<InboxPage>('GET', '/api/messages')).body).toMatchObject({ open: 0 });
  });
});
