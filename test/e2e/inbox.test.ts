import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../server/contracts/audit.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';

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
