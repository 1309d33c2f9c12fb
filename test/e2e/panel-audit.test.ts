import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { drawn, wrongs } from './walk.ts';

const CHANGES = 120;
/** For what comes a moment after what was waited for. */
const SOON = { timeout: 20_000 };

let dataDir: string;
let appliance: Appliance;
let chromium: TestBrowser;
let page: Page;
let problems: string[];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-audit-'));
  [appliance, chromium] = await Promise.all([startAppliance({ dataDir, panel: true }), openBrowser()]);
  ({ page, problems } = await openPanel(chromium.browser, appliance.controlUrl));
}, 120_000);
afterEach(() => expect(problems.splice(0)).toEqual([]));
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function goTo(path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
}
const entries = () => page.getByRole('list', { name: 'Entries' }).getByRole('listitem');

describe('the audit log in the panel', { timeout: 120_000 }, () => {
  it('says what it is for while there is nothing, and shows what is done as it is done', async () => {
    await goTo('/audit');
    await page.getByText('Nothing was done yet').waitFor();
    await appliance.createTenant({ businessName: 'Harbor Dental' });
    await entries().filter({ hasText: 'The operator made the tenant Harbor Dental' }).waitFor();
    await appliance.createTenant({ businessName: 'Blue Door Salon' });
    const rename = (_: unknown, number: number) =>
      appliance.api('PATCH', '/api/tenants/1', { agent: { agentName: `Emma ${number}` } });
    await Promise.all(Array.from({ length: CHANGES }, rename));
    await page.getByRole('link', { name: 'What changed' }).first().waitFor();
  });

  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    await goTo('/audit?verify');
    await page.getByText('Nothing was changed').waitFor();
    await entries().first().waitFor();
    expect(await wrongs(page)).toEqual([]);
  });

  it('narrows to a tenant, a kind of act and days by the address, and fetches more as one scrolls', async () => {
    await goTo('/audit?tenant=2');
    await page.waitForFunction('document.querySelectorAll("ul[aria-label=Entries] > li").length === 1');
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'Numbers', exact: true }).click();
    await page.waitForURL('**/audit?tenant=2&action=number');
    await page.getByText('No entry fits').waitFor();
    await page.getByRole('link', { name: 'show everything' }).click();
    await entries().first().waitFor();
    const shown = async () => {
      await entries().last().scrollIntoViewIfNeeded();
      await page.keyboard.press('End');
      return entries().count();
    };
    await expect.poll(shown, SOON).toBe(CHANGES + 2);
    await expect.poll(() => drawn(page, 'Entries'), SOON).toBeLessThan(CHANGES);
    await page.getByLabel('Until').fill('2020-01-01');
    await page.getByText('No entry fits').waitFor();
  });

  it('is exported as it is narrowed', async () => {
    await goTo('/audit?tenant=2');
    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect(text).toContain('tenant.created,2');
  });

  it('verifies by keyboard, and tells of a changed entry where it is and what to do', async () => {
    await goTo('/audit');
    await page.getByRole('button', { name: 'Verify' }).focus();
    await page.keyboard.press('Enter');
    // The export is an act as well.
    await page.getByText(`${CHANGES + 3} entries are as they were written`).waitFor();
    const file = join(dataDir, 'audit', 'audit.jsonl');
    const before = await readFile(file, 'utf8');
    onTestFinished(() => writeFile(file, before));
    await writeFile(file, before.replace('"sequence":2', '"sequence":9'));
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('The chain breaks at entry 2').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'the entries around it' }).click();
    await page.getByText('From entry 5 back').waitFor();
    await writeFile(file, before);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Nothing was changed').waitFor();
  });

  it('says why it could not be loaded, and tries again', async () => {
    await page.route('**/api/audit?*', (route) => route.abort());
    await goTo('/audit');
    await page.getByText('The audit log could not be loaded').waitFor();
    await page.unroute('**/api/audit?*');
    // What the browser says of requests that got no answer.
    expect(problems.splice(0)).not.toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await entries().first().waitFor();
  });
});
