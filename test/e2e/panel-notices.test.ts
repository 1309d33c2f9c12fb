import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsView } from '../../server/contracts/settings.ts';
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

describe('alerts', { timeout: 180_000 }, () => {
  it('lead to where they are mended, and are dismissed by hand where nothing else ends them', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    const { alerts } = appliance.server.context;
    await page.getByRole('button', { name: 'Notifications: no open alert' }).waitFor();
    const message = 'The file tenants/1/tenant/tenant.json was damaged.';
    alerts.raise({ key: 'damage:lost:tenants/1/tenant/tenant.json', level: 'critical', message });
    alerts.raise({
      key: 'key:SMTP_URL',
      level: 'critical',
      message: 'The address of the mail server is lost.',
    });
    const banner = page.getByRole('alert').filter({ hasText: message });
    await banner.getByRole('link', { name: 'Restore a backup' }).waitFor();
    expect(await wrongs(page)).toEqual([]);

    // Thought better of it, then meant it.
    const dismiss = banner.getByRole('button', { name: `Dismiss: ${message}` });
    const question = page.getByRole('dialog', { name: 'Dismiss this alert?' });
    await dismiss.press('Enter');
    await question.getByRole('button', { name: 'Cancel' }).press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Notifications: 2 open alerts' }).press('Enter');
    const menu = page.getByRole('dialog', { name: /Notifications/ });
    await menu.getByRole('button', { name: `Dismiss: ${message}` }).press('Enter');
    await question.getByRole('button', { name: 'Dismiss', exact: true }).press('Enter');
    await banner.waitFor({ state: 'detached' });

    // What ends by itself has no such button, but a way to its end.
    const other = page.getByRole('alert').filter({ hasText: 'mail server is lost' });
    expect(await other.getByRole('button').count()).toBe(0);
    await other.getByRole('link', { name: 'Enter it again' }).press('Enter');
    await page.waitForURL(/\/settings\/mail$/);
    await appliance.api('PATCH', '/api/settings', {
      secrets: { SMTP_URL: 'smtps://user:password@mail.example.com' },
    });
    await other.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await context.close();
  });

  it('about OpenAI show in the header and on Home as long as it is to answer', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    const { alerts } = appliance.server.context;
    const engine = page.getByRole('region', { name: 'Appliance state' }).getByRole('link').first();
    const tile = page.getByRole('link', { name: /^Receptionist/ });
    await appliance.api('PATCH', '/api/settings', { settings: { engine: 'openai' } });
    await expect.poll(() => engine.textContent()).toBe('OpenAI Realtime');
    await expect.poll(() => tile.textContent()).toContain('gpt-realtime');
    alerts.raise({ key: 'openai-key', level: 'critical', message: 'The key is refused.' });
    await expect.poll(() => engine.textContent()).toBe('OpenAI Realtime fails');
    await expect.poll(() => tile.textContent()).toContain('Fails');
    expect(await engine.locator('[data-tone]').getAttribute('data-tone')).toBe('bad');
    expect(await tile.locator('[data-tone]').getAttribute('data-tone')).toBe('bad');
    expect(await wrongs(page)).toEqual([]);
    await appliance.api('PATCH', '/api/settings', { settings: { engine: 'offline' } });
    await expect.poll(() => engine.textContent()).toBe('Offline receptionist');
    expect(await engine.locator('[data-tone]').getAttribute('data-tone')).toBe('good');
    alerts.resolve('openai-key');
    await context.close();
  });

  it('go by e-mail to the address in the settings, which says what is missing for that', async () => {
    await appliance.api('PATCH', '/api/settings', { secrets: { SMTP_URL: null } });
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL('/settings/notifications', appliance.controlUrl).href);
    const address = page.getByRole('textbox', { name: 'Critical alerts go to' });
    const missing = page.getByRole('status').filter({ hasText: 'There is no mail server' });
    const save = page.getByRole('button', { name: 'Save changes' });
    await address.fill('nobody');
    await missing.waitFor();
    await save.press('Enter');
    await address.and(page.locator('[aria-invalid=true]')).waitFor();
    await address.fill('alerts@agency.example');
    await save.press('Enter');
    await save.waitFor({ state: 'detached' });
    expect(await wrongs(page)).toEqual([]);
    await missing.getByRole('link', { name: 'Enter its address' }).press('Enter');
    await page.waitForURL(/\/settings\/mail$/);
    const { body } = await appliance.api<SettingsView>('GET', '/api/settings');
    expect(body.settings.alertEmail).toBe('alerts@agency.example');
    await context.close();
  });
});
