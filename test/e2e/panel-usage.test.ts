import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { settle, Traffic, wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
}
/** So that the viewer's month is that of the tenants. */
const UTC = { timezoneId: 'UTC' };
const month = new Date().toISOString().slice(0, 7);
const table = (page: Page) => page.getByRole('table', { name: /^Usage in/ });

describe('the usage in the panel', { timeout: 120_000 }, () => {
  it('says what to do while there is no tenant', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/usage');
    await page.getByText('Nothing has been used yet').waitFor();
    await context.close();
  });

  it('sums up all tenants, orders and finds them, by the address', async () => {
    for (const businessName of ['Acme', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gum', 'Hazel', 'Ivy'])
      await appliance.createTenant({ businessName, timeZone: 'UTC' });
    await appliance.practise(3, ['Goodbye.']);
    await appliance.api('PATCH', '/api/settings', { settings: { agencyName: 'North Star Answering' } });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, UTC);
    await goTo(page, '/usage');
    await table(page)
      .getByRole('row', { name: /^All tenants 1 1/ })
      .waitFor();
    await table(page).getByRole('button', { name: 'Calls' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/usage?sort=calls');
    await table(page).getByRole('row').nth(1).getByText('Cedar').waitFor();
    await page.getByRole('searchbox', { name: 'Find a tenant' }).fill('haz');
    await table(page)
      .getByRole('row', { name: /^Those shown 0/ })
      .waitFor();
    await expect.poll(() => table(page).getByRole('row').count()).toBe(3);
    await page.getByRole('button', { name: 'The month before' }).click();
    await page.waitForURL('**/usage?month=*');
    await table(page)
      .getByRole('row', { name: /^Those shown 0/ })
      .waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('gives the month as CSV', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl, UTC);
    await goTo(page, '/usage');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).press('Enter');
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text).toContain(`${month},3,Cedar,1,1,`);
    await context.close();
  });

  it('shows a statement with the month before, and heads the printed page with the agency', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/usage');
    await table(page).getByRole('link', { name: 'Cedar' }).click();
    await page.getByRole('heading', { name: 'Statement of Cedar' }).waitFor();
    await page.getByText('“North Star Answering”').waitFor();
    const print = async (): Promise<Page> => {
      const [printed] = await Promise.all([
        context.waitForEvent('page'),
        page.getByRole('link', { name: 'Page to print' }).click(),
      ]);
      await printed.getByText('North Star Answering').waitFor();
      return printed;
    };
    const priced = await print();
    await priced.getByRole('columnheader', { name: 'Amount' }).waitFor();
    await priced.close();
    await page.getByText('Cost and markup are for you alone and not on it').waitFor();
    await page.goto(new URL('/settings/agency', appliance.controlUrl).href);
    await page.getByRole('switch', { name: 'Show cost and markup on statements' }).press('Space');
    await page.getByRole('button', { name: 'Save changes' }).press('Enter');
    await page.getByText('Saved.').waitFor();
    await goTo(page, '/usage?tenant=3');
    await page.getByText('Cost and markup stand on it as well').waitFor();
    const detailed = await print();
    await detailed.getByRole('columnheader', { name: 'Cost' }).waitFor();
    await detailed.close();
    await page.getByRole('link', { name: 'Show all tenants' }).click();
    await table(page).waitFor();
    await goTo(page, '/usage?tenant=99');
    await page.getByText('There is no statement').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    const traffic = new Traffic(page);
    for (const path of ['/usage', '/usage?tenant=3']) {
      await goTo(page, path);
      await page
        .getByRole('heading', { name: path === '/usage' ? 'By tenant' : 'Statement of Cedar' })
        .waitFor();
      await settle(page, traffic);
      expect([path, await wrongs(page)]).toEqual([path, []]);
    }
    await context.close();
  });

  it('says why it could not be loaded, and tries again', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.route('**/api/usage?month=*', (route) => route.abort());
    await goTo(page, '/usage');
    await page.getByText('The usage could not be loaded').waitFor();
    await page.unroute('**/api/usage?month=*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await table(page).waitFor();
    await context.close();
  });
});
