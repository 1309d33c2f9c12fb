import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { holdCall } from './held-call.ts';
import { wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;
let callSid: string;
beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  // What a tenant is called stands in the log; it is not markup there.
  await appliance.createTenant({ businessName: 'Acme <img src=x onerror=alert(1)> Corp' });
  const call = await holdCall(appliance, { tenantId: 1, from: '+12125550142' });
  call.type('My name is Sarah.');
  await call.agentTurns(2);
  call.hangUp();
  await call.event(({ type }) => type === 'call.summarised');
  ({ callSid } = call);
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByText(/^\d+ lines?/).waitFor();
}
const lines = (page: Page) => page.getByRole('region', { name: 'Log lines' });

describe('the live log in the panel', { timeout: 120_000 }, () => {
  it('shows what operators look for, as text, without numbers or words of callers, and fits', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/log');
    await lines(page).getByText('Call ended').waitFor();
    await lines(page).getByText('Found customer 1: Acme <img src=x onerror=alert(1)> Corp').waitFor();
    await lines(page).getByText('Multi-tenant mode: Customer 1').waitFor();
    await lines(page)
      .getByText(/Customer Context: ID=1, Agent=\w+, Voice=\w+/)
      .waitFor();
    expect(await lines(page).textContent()).not.toMatch(/2125550142|My name is/);
    expect(await lines(page).locator('img').count()).toBe(0);
    expect(await wrongs(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('shows lines as they come, holds them while it is paused, and goes on', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/log');
    await lines(page).getByText('Call ended').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused; 0 new lines').waitFor();
    await fetch(`${appliance.publicOrigin}/phone/incoming-realtime`, { method: 'POST' });
    await page.getByText('Paused; 1 new line').waitFor();
    expect(await lines(page).getByText('A webhook was refused').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await lines(page).getByText('A webhook was refused').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Nothing was written yet').waitFor();
    await fetch(`${appliance.publicOrigin}/phone/incoming-realtime`, { method: 'POST' });
    await lines(page).getByText('A webhook was refused').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('narrows to a level, a tenant, a call and words by the address, and leads from a line to its call', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, `/log?call=${callSid}&text=ended`);
    await lines(page).getByText('Call ended').waitFor();
    await expect.poll(() => lines(page).getByRole('listitem').count()).toBe(1);
    await lines(page)
      .getByRole('button', { name: /Call ended/ })
      .focus();
    await page.keyboard.press('Enter');
    await lines(page)
      .getByRole('link', { name: `Call ${callSid}` })
      .waitFor();
    await page.getByRole('searchbox', { name: 'Find' }).fill('no line says this');
    await page.getByText('No line fits').waitFor();
    await page.waitForURL('**text=no+line+says+this');
    await goTo(page, '/log?level=error&tenant=1');
    await page.getByText('No line fits').waitFor();
    await goTo(page, `/log?call=${callSid}&text=ended`);
    await lines(page)
      .getByRole('button', { name: /Call ended/ })
      .click();
    await lines(page)
      .getByRole('link', { name: `Call ${callSid}` })
      .click();
    await page.waitForURL(`**/calls/${callSid}`);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('gives the lines that are shown as a file', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/log?text=multi-tenant');
    await lines(page).getByText('Multi-tenant mode').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^ringhouse-.*\.log$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toContain('INFO Multi-tenant mode: Customer 1 {"tenantId":1');
    await context.close();
  });
});
