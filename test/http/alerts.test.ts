import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { AlertKey } from '../../server/contracts/alert-causes.ts';
import type { auditPage } from '../../server/contracts/audit.ts';
import type { Alert } from '../../server/contracts/events.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { ManualClock } from '../manual-clock.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';

const clock = new ManualClock();
let appliance: Appliance;
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  appliance = await startAppliance({ clock });
});
afterAll(async () => {
  await appliance.stop();
  await mail.close();
});

const alerts = async (): Promise<Alert[]> =>
  (await appliance.api<{ alerts: Alert[] }>('GET', '/api/alerts')).body.alerts;
const open = async () =>
  (await alerts()).filter(({ resolvedAt }) => resolvedAt === null).map(({ key }) => key);
const raise = async (key: AlertKey): Promise<string> => {
  appliance.server.context.alerts.raise({ key, level: 'critical', message: 'Something is wrong.' });
  return (await alerts())[0]?.id ?? '';
};
const dismiss = (id: string) => appliance.api<Alert>('POST', `/api/alerts/${id}/dismiss`);
const changeSettings = async (patch: object) =>
  expect((await appliance.api('PATCH', '/api/settings', patch)).status).toBe(200);

describe('an alert', () => {
  it('of which nothing tells that it is over is ended by the operator, once, and that is noted', async () => {
    const id = await raise('forgotten:7');
    const { status, body } = await dismiss(id);
    expect([status, body]).toMatchObject([200, { id, resolvedAt: expect.any(String) }]);
    expect(await open()).toEqual([]);
    const told = await appliance.events.wait(
      ({ type, data }) => type === 'alert' && (data.alert as Alert).resolvedAt !== null,
    );
    expect(told.data).toMatchObject({ alert: { id } });
    const audit = await appliance.api<z.infer<typeof auditPage>>('GET', '/api/audit?action=alert');
    expect(audit.body.entries).toMatchObject([
      { action: 'alert.dismissed', detail: { alert: 'forgotten:7' } },
    ]);
    expect((await dismiss(id)).status).toBe(404);
    // It comes again where its cause does.
    expect(await raise('forgotten:7')).not.toBe(id);
    expect(await open()).toEqual(['forgotten:7']);
  });

  it('that goes by itself can’t be dismissed, nor one that there is not', async () => {
    const id = await raise('tunnel');
    expect(await dismiss(id)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect(await open()).toContain('tunnel');
    expect((await dismiss('alert-99')).status).toBe(404);
  });

  it('about a key is over once that key is entered again', async () => {
    await raise('key:SMTP_URL');
    await raise('key:NGROK_AUTHTOKEN');
    await changeSettings({ secrets: { SMTP_URL: 'smtps://user:password@mail.example.com' } });
    expect(await open()).toContain('key:NGROK_AUTHTOKEN');
    expect(await open()).not.toContain('key:SMTP_URL');
  });

  it('about the voice model is over once the offline receptionist is what was chosen', async () => {
    await raise('model');
    await changeSettings({ settings: { engine: 'openai' } });
    expect(await open()).toContain('model');
    await changeSettings({ settings: { engine: 'offline' } });
    expect(await open()).not.toContain('model');
  });

  it('that is critical is mailed to the agency where the settings say so', async () => {
    const wrong = await appliance.api('PATCH', '/api/settings', { settings: { alertEmail: 'nobody' } });
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: { fields: { 'settings.alertEmail': expect.stringContaining('owner@example.com') } } },
    });
    await changeSettings({
      secrets: { SMTP_URL: mail.url },
      settings: { alertEmail: 'alerts@agency.example' },
    });
    for (const { id, key } of await alerts()) if (key.startsWith('forgotten')) await dismiss(id);
    appliance.server.context.alerts.resolve('key:NGROK_AUTHTOKEN');
    appliance.server.context.alerts.resolve('tunnel');
    await raise('disk');
    clock.advance(60_000);
    await expect.poll(() => mail.mails.length, { timeout: 30_000 }).toBe(1);
    expect(mail.mails[0]).toMatchObject({
      to: { text: 'alerts@agency.example' },
      subject: 'Ringhouse needs you: Nothing can be saved: the disk refuses.',
    });
    // What was raised says more than may be sent.
    expect(mail.raw[0]).not.toContain('Something is wrong.');
  });
});
