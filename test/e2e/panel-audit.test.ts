import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

const CHANGES = 120;

let dataDir: string;
let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-audit-'));
  appliance = await startAppliance({ dataDir, panel: true });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
}
const entries = (page: Page) => page.getByRole('list', { name: 'Entries' }).getByRole('listitem');

describe('the audit log in the panel', { timeout: 120_000 }, () => {
  it('says what it is for while there is nothing, and shows what is done as it is done', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/audit');
    await page.getByText('Nothing was done yet').waitFor();
    await appliance.createTenant({ businessName: 'Harbor Dental' });
    await entries(page).filter({ hasText: 'The operator made the tenant Harbor Dental' }).waitFor();
    await appliance.createTenant({ businessName: 'Blue Door Salon' });
    for (let number = 0; number < CHANGES; number += 1)
      await appliance.api('PATCH', '/api/tenants/1', { agent: { agentName: `Emma ${number}` } });
    await page.getByRole('link', { name: 'What changed' }).first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 844 };
        const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
          viewport,
          colorScheme,
        });
        await goTo(page, '/audit?verify');
        await page.getByText('Nothing was changed').waitFor();
        await entries(page).first().waitFor();
        expect([colorScheme, width, await seriousFaults(page)]).toEqual([colorScheme, width, []]);
        expect([width, await overflow(page)]).toEqual([width, 0]);
        expect(problems).toEqual([]);
        await context.close();
      }
  });

  it('narrows to a tenant, a kind of act and days by the address, and fetches more as one scrolls', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/audit?tenant=2');
    await page.waitForFunction('document.querySelectorAll("ul[aria-label=Entries] > li").length === 1');
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'Numbers', exact: true }).click();
    await page.waitForURL('**/audit?tenant=2&action=number');
    await page.getByText('No entry fits').waitFor();
    await page.getByRole('link', { name: 'show everything' }).click();
    await entries(page).first().waitFor();
    for (let more = 0; more < 6 && (await entries(page).count()) < CHANGES + 2; more += 1) {
      await entries(page).last().scrollIntoViewIfNeeded();
      await page.keyboard.press('End');
      await page.waitForLoadState('networkidle');
    }
    expect(await entries(page).count()).toBe(CHANGES + 2);
    await page.getByLabel('Until').fill('2020-01-01');
    await page.getByText('No entry fits').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('is exported as it is narrowed', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/audit?tenant=2');
    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect(text).toContain('tenant.created,2');
    await context.close();
  });

  it('verifies by keyboard, and tells of a changed entry where it is and what to do', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/audit');
    await page.getByRole('button', { name: 'Verify' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`${CHANGES + 2} entries are as they were written`).waitFor();
    const file = join(dataDir, 'audit', 'audit.jsonl');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('"sequence":2', '"sequence":9'));
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('The chain breaks at entry 2').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'the entries around it' }).click();
    await page.getByText('From entry 5 back').waitFor();
    await writeFile(file, before);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Nothing was changed').waitFor();
    await context.close();
  });

  it('says why it could not be loaded, and tries again', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.route('**/api/audit?*', (route) => route.abort());
    await goTo(page, '/audit');
    await page.getByText('The audit log could not be loaded').waitFor();
    await page.unroute('**/api/audit?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await entries(page).first().waitFor();
    await context.close();
  });
});
