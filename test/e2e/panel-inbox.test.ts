import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { messageOf, recordOf, settingsOf, tenantOf } from '../messages/letters.ts';
import { openPostOffice } from '../messages/post-office.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

let dataDir: string;
let mail: MailServer;
let appliance: Appliance;
let chromium: TestBrowser;
/** Of the appointment that was not delivered. */
let messageId: string;

/** What two callers left before this start: a message, and an appointment that could not be sent on. */
async function leaveMessages(): Promise<void> {
  const office = await openPostOffice({ dataDir, tenantIds: [] });
  const scope = tenantScope(1);
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
  await office.stop();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-inbox-'));
  const first = await startAppliance({ dataDir });
  await first.createTenant({ businessName: 'Acme Corp' });
  await first.stop();
  await leaveMessages();
  mail = await startMailServer();
  appliance = await startAppliance({ dataDir, panel: true, env: { SMTP_URL: mail.url } });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await mail.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
const place = (page: Page, name: RegExp) => page.getByRole('link', { name }).first();

describe('the inbox in the panel', { timeout: 180_000 }, () => {
  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 844 };
        const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
          viewport,
          colorScheme,
        });
        for (const path of ['/inbox', `/inbox/${messageId}`]) {
          await goTo(page, path);
          await page.getByText('A new boiler.').waitFor();
          expect([path, colorScheme, await seriousFaults(page)]).toEqual([path, colorScheme, []]);
          expect([path, width, await overflow(page)]).toEqual([path, width, 0]);
        }
        expect(problems).toEqual([]);
        await context.close();
      }
  });

  it('says in the navigation how much is open, and that something was not delivered', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await place(page, /Inbox 2 open 1 not delivered/).click();
    await page.getByRole('alert').filter({ hasText: 'could not be delivered by e-mail' }).waitFor();
    await page.getByText('Bo <b>Berg</b>').waitFor();
    await context.close();
  });

  it('marks a message as done by keyboard, and takes it back', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/inbox');
    await page.getByRole('button', { name: 'Done: message of Ann Lee' }).focus();
    await page.keyboard.press('Enter');
    await place(page, /Inbox 1 open/).waitFor();
    await page.getByText('The kitchen tap drips.').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The kitchen tap drips.').waitFor();
    await place(page, /Inbox 2 open/).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('goes through messages by keys, marks those that are chosen, and takes that back', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/inbox');
    await page.getByText('The kitchen tap drips.').waitFor();
    const focused = () => page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('j');
    expect(await focused()).toBe('Bo <b>Berg</b>');
    await page.keyboard.press('j');
    expect(await focused()).toBe('Ann Lee');
    await page.keyboard.press('e');
    await page.getByText('The kitchen tap drips.').waitFor({ state: 'hidden' });
    await page.waitForFunction('document.activeElement.textContent === "Bo <b>Berg</b>"');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The kitchen tap drips.').waitFor();
    await page.getByRole('checkbox', { name: 'Choose all shown' }).click();
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByText('Nothing left to do').waitFor();
    const notice = page.getByRole('alert').filter({ hasText: '2 messages marked as done' });
    await notice.getByRole('button', { name: 'Undo' }).click();
    await place(page, /Inbox 2 open/).waitFor();
    await goTo(page, '/inbox?state=done&tenant=1');
    await page.getByText('Nothing is done yet for this tenant').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('shows a message whole, sends it once more, and leads to its call', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/inbox?state=undelivered');
    await page.getByRole('link', { name: 'Bo <b>Berg</b>' }).click();
    await page.getByRole('heading', { name: 'Appointment request from Bo <b>Berg</b>' }).waitFor();
    await page
      .getByText(/There is no mail server/)
      .first()
      .waitFor();
    expect(await page.getByText(/Nov 24, 2026.*any morning/).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Transcript and details' }).getAttribute('href')).toBe(
      '/calls/CA2',
    );
    await page.getByRole('button', { name: 'Try again: E-mail to owner@example.com' }).click();
    await page.getByText(/^Delivered /).waitFor();
    expect(mail.mails).toHaveLength(1);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await place(page, /Inbox 1 open$/).waitFor();
    await goTo(page, '/inbox?state=undelivered');
    await page.getByText('Everything was delivered').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('tries where messages go, and says what became of it', async () => {
    const delivery = {
      emails: ['owner@example.com'],
      sms: ['+12125550111'],
      webhookUrl: null,
      withTranscript: true,
    };
    await appliance.api('PATCH', '/api/tenants/1', { agent: { delivery } });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/tenants/1/messages');
    const before = mail.mails.length;
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    await page.getByText(/There is no carrier account/).waitFor();
    expect(mail.mails.slice(before).map(({ subject }) => subject)).toEqual([
      'Message from Ringhouse for Acme Corp',
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });
});
