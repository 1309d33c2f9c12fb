import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { messageOf, recordOf, settingsOf, tenantOf } from '../messages/letters.ts';
import { openPostOffice } from '../messages/post-office.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { drawn, wrongs } from './walk.ts';

/** What tenant 2 has done. */
const DONE = 100;
/** For what comes a moment after what was waited for. */
const SOON = { timeout: 60_000 };

let dataDir: string;
let mail: MailServer;
let appliance: Appliance;
let chromium: TestBrowser;
let page: Page;
let problems: string[];
/** Of the appointment that was not delivered. */
let messageId: string;

/** What two callers left before this start: a message, and an appointment that could not be sent on. */
async function leaveMessages(): Promise<void> {
  const office = await openPostOffice({ dataDir, tenantIds: [] });
  const scope = tenantScope(1);
  const other = tenantScope(2);
  const nowhere = { emails: [], sms: [], webhookUrl: null, withTranscript: true };
  const file = (emails: string[], record: ReturnType<typeof recordOf>) =>
    office.inbox.file(scope, tenantOf(), settingsOf({ delivery: { ...nowhere, emails } }), record);
  await file([], recordOf('CA1', { messages: [messageOf({ urgency: 'urgent' })] }));
  const appointment = messageOf({
    kind: 'appointment',
    name: 'Bo <b>Berg</b>',
    text: 'A new boiler.',
    startsAt: ['2026-11-24T15:00'],
    preferredTimes: ['any morning'],
  });
  await file(
    ['owner@example.com'],
    recordOf('CA2', { startedAt: '2026-03-02T16:00:00.000Z', messages: [appointment] }),
  );
  await until(() => office.outbox.failed().length === 1);
  messageId = office.outbox.failed()[0]!.delivery.messageId;
  const old = Array.from({ length: DONE }, (_, index) => messageOf({ text: `Matter ${index}` }));
  await office.inbox.file(other, tenantOf(2), settingsOf(), recordOf('CA3', { messages: old }, 2));
  for (const { id } of await office.all(2)) await office.inbox.mark(other, id, true);
  await office.stop();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-inbox-'));
  const first = await startAppliance({ dataDir });
  await first.createTenant({ businessName: 'Acme Corp' });
  await first.createTenant({ businessName: 'Blue Door Salon' });
  await first.stop();
  await leaveMessages();
  mail = await startMailServer();
  const env = { SMTP_URL: mail.url };
  [appliance, chromium] = await Promise.all([startAppliance({ dataDir, panel: true, env }), openBrowser()]);
  ({ page, problems } = await openPanel(chromium.browser, appliance.controlUrl));
}, 120_000);
afterEach(() => expect(problems.splice(0)).toEqual([]));
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await mail.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function goTo(path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
const place = (name: RegExp) => page.getByRole('link', { name }).first();

describe('the inbox in the panel', { timeout: 180_000 }, () => {
  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    for (const path of ['/inbox', `/inbox/${messageId}`]) {
      await goTo(path);
      await page.getByText('A new boiler.').waitFor();
      expect([path, await wrongs(page)]).toEqual([path, []]);
    }
  });

  it('says in the navigation how much is open, and that something was not delivered', async () => {
    await goTo('/home');
    await place(/Inbox 2 open 1 not delivered/).click();
    await page.getByRole('alert').filter({ hasText: 'could not be delivered by e-mail' }).waitFor();
    await page.getByText('Bo <b>Berg</b>').waitFor();
  });

  it('marks a message as done by keyboard, and takes it back', async () => {
    await goTo('/inbox');
    await page.getByRole('button', { name: 'Done: message of Ann Lee' }).focus();
    await page.keyboard.press('Enter');
    await place(/Inbox 1 open/).waitFor();
    await page.getByText('The kitchen tap drips.').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The kitchen tap drips.').waitFor();
    await place(/Inbox 2 open/).waitFor();
  });

  it('goes through messages by keys, marks those that are chosen, and takes that back', async () => {
    await goTo('/inbox');
    await page.getByText('The kitchen tap drips.').waitFor();
    const focus = (name: string) =>
      page.waitForFunction(`document.activeElement.textContent === ${JSON.stringify(name)}`);
    await page.keyboard.press('j');
    await focus('Bo <b>Berg</b>');
    await page.keyboard.press('j');
    await focus('Ann Lee');
    await page.keyboard.press('e');
    await page.getByText('The kitchen tap drips.').waitFor({ state: 'hidden' });
    await focus('Bo <b>Berg</b>');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The kitchen tap drips.').waitFor();
    await page.getByRole('checkbox', { name: 'Choose all shown' }).click();
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByText('Nothing left to do').waitFor();
    const notice = page.getByRole('alert').filter({ hasText: '2 messages marked as done' });
    await notice.getByRole('button', { name: 'Undo' }).click();
    await place(/Inbox 2 open/).waitFor();
    await goTo('/inbox?state=done&tenant=1');
    await page.getByText('Nothing is done yet for this tenant').waitFor();
  });

  it('fetches more as one scrolls, and draws only what is near', async () => {
    await goTo('/inbox?state=done&tenant=2');
    const entries = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
    const shown = async () => {
      await entries.last().scrollIntoViewIfNeeded();
      await page.keyboard.press('End');
      return entries.count();
    };
    await expect.poll(shown, SOON).toBe(DONE);
    await expect.poll(() => drawn(page, 'Messages'), SOON).toBeLessThan(DONE);
    await page.getByText('Matter 0', { exact: true }).waitFor();
  });

  it('shows a message whole, sends it once more, and leads to its call', async () => {
    await goTo('/inbox?state=undelivered');
    await page.getByRole('link', { name: 'Bo <b>Berg</b>' }).click();
    await page.getByRole('heading', { name: 'Appointment request from Bo <b>Berg</b>' }).waitFor();
    await page
      .getByText(/There is no mail server/)
      .first()
      .waitFor();
    await page.getByText(/Nov 24, 2026.*any morning/).waitFor();
    expect(await page.getByRole('link', { name: 'Transcript and details' }).getAttribute('href')).toBe(
      '/calls/CA2',
    );
    await page.getByRole('button', { name: 'Try again: E-mail to owner@example.com' }).click();
    await page.getByText(/^Delivered /).waitFor();
    expect(mail.mails).toHaveLength(1);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await place(/Inbox 1 open$/).waitFor();
    await goTo('/inbox?state=undelivered');
    await page.getByText('Everything was delivered').waitFor();
  });

  it('asks before a delivery that failed is given up, by keyboard', async () => {
    const { inbox } = appliance.server.context.control;
    const sms = { emails: [], sms: ['+12125550111'], webhookUrl: null, withTranscript: false };
    const record = recordOf('CA4', { messages: [messageOf({ name: 'Cy Dale' })] });
    await inbox.file(tenantScope(1), tenantOf(), settingsOf({ delivery: sms }), record);
    await goTo('/inbox?state=undelivered');
    await page.getByRole('link', { name: 'Cy Dale' }).press('Enter');
    const dismiss = page.getByRole('button', { name: /^Dismiss: / });
    const dialog = page.getByRole('dialog', { name: 'Give up this delivery?' });
    await dismiss.press('Enter');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await dismiss.press('Enter');
    await dialog.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await page.getByText('The delivery was dismissed.').waitFor();
    await dismiss.waitFor({ state: 'detached' });
    await goTo('/inbox?state=undelivered');
    await page.getByText('Everything was delivered').waitFor();
  });

  it('tries where messages go, and says what became of it', async () => {
    const delivery = {
      emails: ['owner@example.com'],
      sms: ['+12125550111'],
      webhookUrl: null,
      withTranscript: true,
    };
    await appliance.api('PATCH', '/api/tenants/1', { agent: { delivery } });
    await goTo('/tenants/1/messages');
    const before = mail.mails.length;
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    await page.getByText(/There is no carrier account/).waitFor();
    expect(mail.mails.slice(before).map(({ subject }) => subject)).toEqual([
      'Message from Ringhouse for Acme Corp',
    ]);
  });
});
