import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { leaveMessage } from './held-call.ts';
import { follow, settle, Traffic, wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  await appliance.createTenant();
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

/**
 * Keeps what is shown on the desktop, and what the user allowed: a browser without a screen has neither. The window is
 * behind others.
 */
const DESKTOP = `
  window.shown = [];
  document.hasFocus = () => false;
  window.Notification = class extends Notification {
    static get permission() { return 'granted'; }
    constructor(title, options) { super(title, options); window.shown.push({ title, body: options.body, notice: this }); }
  };`;

const shown = async (page: Page): Promise<string> =>
  String(await page.evaluate('window.shown.map(({ title, body }) => title + " | " + body).join("\\n")'));

const settled = (page: Page, text: RegExp) =>
  expect.poll(() => shown(page), { timeout: 30_000 }).toMatch(text);

describe('notifications', { timeout: 180_000 }, () => {
  it('come on the desktop once that was asked for, say nothing of callers, and lead to the thing', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
      permissions: ['notifications'],
    });
    const traffic = new Traffic(page);
    await page.addInitScript(DESKTOP);
    await page.goto(new URL('/settings/notifications', appliance.controlUrl).href);
    const desktop = page.getByRole('switch', { name: /On the desktop too/ });
    await desktop.waitFor();
    expect(await desktop.isChecked()).toBe(false);
    expect(await wrongs(page)).toEqual([]);
    const switchedOn = page.getByRole('switch', { name: /On the desktop too/, checked: true });
    await desktop.press('Space');
    await switchedOn.waitFor();
    const callsThatBegin = { name: 'Calls that begin' } as const;
    await page.getByRole('checkbox', callsThatBegin).press('Space');
    await page.getByRole('checkbox', { ...callsThatBegin, checked: true }).waitFor();
    // What happens before the page listens is not told.
    const listening = page.waitForResponse((answer) => answer.url().includes('/api/events'));
    await page.reload();
    await listening;
    await settle(page, traffic);
    await switchedOn.waitFor();

    await leaveMessage(appliance, { tenantId: 1, from: '+15557654321' });
    await settled(page, /Message for Acme Corp/);
    expect(await shown(page)).toMatch(/Practice call for Acme Corp/);
    expect(await shown(page)).not.toMatch(/David|ring me|765|432/);
    await page.evaluate('window.shown.at(-1).notice.onclick()');
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'David' }).waitFor();
    expect(page.url()).toMatch(/\/inbox\/.+/);

    await follow(page, '/settings/notifications');
    const personal = { name: /Show names, numbers and words/ };
    await page.getByRole('checkbox', personal).press('Space');
    await page.getByRole('checkbox', { ...personal, checked: true }).waitFor();
    await leaveMessage(appliance, { tenantId: 1, from: '+15557654322' });
    await settled(page, /Message for Acme Corp . David: /);

    // What was told can be read again, and leads there too.
    await page.getByRole('button', { name: /^Notifications/ }).press('Enter');
    const menu = page.getByRole('dialog', { name: /Notifications/ });
    await menu.getByText('Told before').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await menu.getByRole('link', { name: 'Open', exact: true }).first().press('Enter');
    await page.waitForURL(/\/(inbox|live|calls)\/.+/);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('stay in the panel where the desktop refuses them, and say how to allow them', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl, { permissions: [] });
    await page.goto(new URL('/settings/notifications', appliance.controlUrl).href);
    const desktop = page.getByRole('switch', { name: /On the desktop too/ });
    await desktop.press('Space');
    await page.getByText(/blocked\. Allow them in the settings/).waitFor();
    expect(await desktop.isChecked()).toBe(false);
    await context.close();
  });
});
