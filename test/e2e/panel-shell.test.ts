import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

const TENANTS = 200;

let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  for (let number = 1; number <= TENANTS; number += 1)
    await appliance.createTenant({ businessName: `Business ${String(number).padStart(3, '0')}` });
  await appliance.practise(1, ['My name is Sarah.', 'Goodbye.'], '+12125550142');
  chromium = await openBrowser();
}, 180_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const focused = (page: Page) => page.evaluate('document.activeElement.textContent');
const palette = (page: Page) => page.getByPlaceholder('Go to a page, a tenant');

describe('the frame of the control panel', { timeout: 180_000 }, () => {
  it('leads to every place, names the tab, and puts the focus on the heading', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/tenants');
    const places = ['Live', 'Calls', 'Inbox', 'Tenants', 'Numbers', 'Usage', 'Audit log', 'Live log'];
    for (const place of [...places, 'Import and backup', 'Settings']) {
      const link = page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: place, exact: true });
      await link.click();
      await heading(page, place).waitFor();
      expect(await link.getAttribute('aria-current')).toBe('page');
      expect(await page.title()).toBe(`${place} · Ringhouse`);
      await page.waitForFunction('document.activeElement.tagName === "H1"');
      expect(await focused(page)).toBe(place);
    }
    await page.goBack();
    await heading(page, 'Import and backup').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('has a link over the navigation for the keyboard', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.waitForFunction('document.activeElement.id === "main"');
    await context.close();
  });

  it('shows the most used places at the bottom of a phone, the others behind More', async () => {
    const viewport = { width: 390, height: 844 };
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, { viewport });
    await goTo(page, '/inbox');
    const bar = page.getByRole('navigation', { name: 'Main' });
    expect(await bar.getByRole('link').count()).toBe(4);
    await bar.getByRole('button', { name: 'More' }).click();
    const drawer = page.getByRole('dialog', { name: 'More' });
    await drawer.getByRole('link', { name: 'Audit log' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await drawer.getByRole('link', { name: 'Audit log' }).click();
    await heading(page, 'Audit log').waitFor();
    await drawer.waitFor({ state: 'hidden' });
    expect(await overflow(page)).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('goes anywhere by the command palette, among two hundred tenants, by keyboard alone', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    for (const [typed, title] of [
      ['audit log', 'Audit log'],
      ['business 137', 'Business 137'],
    ] as const) {
      await page.keyboard.press('Control+k');
      await palette(page).fill(typed);
      await page.getByRole('dialog').getByText(title, { exact: true }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await heading(page, title).waitFor();
      await palette(page).waitFor({ state: 'hidden' });
    }
    await page.keyboard.press('Control+k');
    await palette(page).fill('042 hours');
    await page.getByRole('dialog').getByText('Business 042: Hours').click();
    await page.waitForURL('**/tenants/42/hours');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('finds calls and callers by a number, and does acts', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.getByRole('button', { name: /Go to or do/ }).click();
    await palette(page).fill('555 0142');
    await page.getByText(/^Call of \+1 212 555 0142/).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByText('+1 212 555 0142 at Business 001').click();
    await page.waitForURL('**/calls?caller=*');
    await page.keyboard.press('Control+k');
    await palette(page).fill('new tenant');
    await page.getByRole('dialog').getByText('New tenant').click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /business/i })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await palette(page).fill('practice business 007');
    await page.getByText('Practice call to Business 007').click();
    await page.getByRole('dialog', { name: 'Practice call' }).waitFor();
    await page.keyboard.press('Control+k');
    await palette(page).fill('nothing is called like this');
    await page.getByText(/Nothing is called that/).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('takes single keys, never while something is typed, and lets them be switched off', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await heading(page, 'Audit log').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await heading(page, 'Numbers').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('ga?n');
    expect(await page.getByRole('searchbox', { name: 'Find a number or tenant' }).inputValue()).toBe('ga?n');
    expect(await heading(page, 'Numbers').count()).toBe(1);
    await heading(page, 'Numbers').focus();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.getByText('Go to', { exact: true }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await help.getByRole('switch').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await heading(page, 'Numbers').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.keyboard.press('Control+k');
    await palette(page).waitFor();
    expect(await heading(page, 'Numbers').count()).toBe(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('says that its session is over when the server comes back with another key', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-panel-'));
    const first = await startAppliance({
      dataDir,
      panel: true,
      env: { RINGHOUSE_CONTROL_TOKEN: 'the-first-key' },
    });
    const { page, context } = await openPanel(chromium.browser, first.controlUrl);
    await page.goto(new URL('/numbers', first.controlUrl).href);
    await heading(page, 'Numbers').waitFor();
    await first.stop();
    await page.getByText('Connection to Ringhouse lost').waitFor();
    const env = {
      RINGHOUSE_CONTROL_TOKEN: 'another-key',
      RINGHOUSE_CONTROL_PORT: new URL(first.controlUrl).port,
    };
    const second = await startAppliance({ dataDir, panel: true, env });
    await heading(page, 'This page is no longer signed in').waitFor();
    await context.close();
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('has a way on from a page that cannot be fetched, and from an address that leads nowhere', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/nothing/at/all');
    await heading(page, 'Page not found').waitFor();
    await page.route('**/assets/usage-page*', (route) => route.abort());
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByText('This page could not be fetched').waitFor();
    await page.unroute('**/assets/usage-page*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'Usage').waitFor();
    await context.close();
  });
});
