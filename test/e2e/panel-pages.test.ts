import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { fill } from './filled.ts';
import { holdCall } from './held-call.ts';
import { inspect, PLACES, placesOf, wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

describe('the pages of the control panel', { timeout: 600_000 }, () => {
  it('have no serious fault to axe in light and dark, and fit a phone, with what practice calls left', async () => {
    const filled = await fill(appliance);
    await inspect(chromium, appliance, [...PLACES, ...placesOf(1), ...filled]);
  });

  it('have none with a call in progress, and in what lies over the pages', async () => {
    const call = await holdCall(appliance, { tenantId: 1, from: '+12125550173' });
    await inspect(chromium, appliance, [`/live/${call.callSid}`, '/live', '/home']);
    call.hangUp();
    await call.event(({ type }) => type === 'call.ended');
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    for (const [keys, name] of [
      ['Control+k', 'Go anywhere, do anything'],
      ['?', 'Keyboard shortcuts'],
    ] as const) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog', { name }).waitFor();
      expect([name, await wrongs(page)]).toEqual([name, []]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await page.getByRole('button', { name: 'Practice call', exact: true }).press('Enter');
    await page.getByRole('dialog').getByRole('combobox', { name: 'Tenant' }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await goTo(page, '/usage?tenant=1');
    const [print] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Page to print' }).press('Enter'),
    ]);
    await print.getByRole('heading', { level: 1 }).first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await print.emulateMedia({ colorScheme });
      expect(await seriousFaults(print)).toEqual([]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it('change an agent by keyboard, show which value is whose, and restore what was', async () => {
    const { id } = await appliance.createTenant();
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, `/tenants/${id}/agent`);
    await page.getByRole('textbox', { name: 'Agent name' }).fill('Quinn');
    await page.keyboard.press('Control+s');
    const version = (wanted: number) =>
      appliance.events.wait(
        ({ type, data }) => type === 'tenant.changed' && data.tenantId === id && data.version === wanted,
      );
    const saved = async () => (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.agent;
    await version(2);
    await page.getByRole('button', { name: 'Use default for Agent name' }).waitFor();
    expect((await saved()).agentName).toBe('Quinn');
    await goTo(page, `/tenants/${id}/versions`);
    await page.getByRole('button', { name: 'Restore version 1' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).press('Enter');
    await version(3);
    expect(await saved()).not.toHaveProperty('agentName');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('suspend a tenant and delete it once its name is typed, by keyboard', async () => {
    const { id } = await appliance.createTenant({ businessName: 'Short Lived' });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, `/tenants/${id}/identity`);
    await page.getByRole('combobox', { name: 'Status' }).press('Enter');
    await page.getByRole('option', { name: /^Suspended/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved.').waitFor();
    expect((await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.status).toBe('suspended');
    await page.getByRole('button', { name: 'Delete tenant' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Delete Short Lived?' });
    await dialog.getByRole('textbox').fill('Short');
    expect(await dialog.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Short Lived');
    await page.keyboard.press('Enter');
    await page.getByText('Short Lived was deleted.').waitFor();
    expect((await appliance.api('GET', `/api/tenants/${id}`)).status).toBe(404);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('take on other colours when that is asked for, and keep them', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.getByRole('button', { name: 'Use dark colours' }).press('Enter');
    await page.locator('[data-mantine-color-scheme="dark"]').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Use light colours' }).waitFor();
    await context.close();
  });
});
