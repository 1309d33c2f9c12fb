import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentSettings } from '../../server/contracts/agent.ts';
import type { TenantStanding, TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { writeLargeArchive } from './large-archive.ts';
import { wrongs } from './walk.ts';

let dataDir: string;
let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-tenants-'));
  await writeLargeArchive(dataDir, { tenants: 200, calls: 400, longExchanges: 3 });
  appliance = await startAppliance({ panel: true, dataDir });
  chromium = await openBrowser();
  await appliance.api('PATCH', '/api/tenants/7', { status: 'suspended' });
}, 180_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function open(path: string) {
  const opened = await openPanel(chromium.browser, appliance.controlUrl);
  await opened.page.goto(new URL(path, appliance.controlUrl).href);
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const table = (page: Page) => page.getByRole('table', { name: 'Tenants' });
const links = (page: Page) => table(page).locator('tbody a.row-link');

describe('200 tenants in the panel', { timeout: 240_000 }, () => {
  it('are found, filtered and put in order, by keyboard, in the address', async () => {
    const { page, context, problems } = await open('/tenants');
    await page.getByText('200 tenants').waitFor();
    expect(await table(page).getAttribute('aria-rowcount')).toBe('201');
    // Only what is in sight is in the page.
    await links(page).first().waitFor();
    expect(await links(page).count()).toBeLessThan(60);
    const { body: standing } = await appliance.api<TenantStanding>('GET', '/api/tenants/standing');
    const most = Math.max(...standing.map(({ calls }) => calls));
    const withMost = standing
      .filter(({ calls }) => calls === most)
      .map(({ tenantId }) => `/tenants/${tenantId}`);
    await page.getByRole('combobox', { name: 'Order' }).click();
    await page.getByRole('option', { name: 'Most calls this month' }).click();
    await page.waitForURL(/sort=calls/);
    await expect.poll(() => links(page).first().getAttribute('href')).toBeOneOf(withMost);
    await table(page)
      .getByRole('cell', { name: `${most}`, exact: false })
      .first()
      .waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('dental');
    await page.waitForURL(/q=dental/);
    await page.getByText(/of 200 tenants/).waitFor();
    const others = links(page).filter({ hasNotText: /Dental/ });
    await links(page)
      .filter({ hasText: /Dental/ })
      .first()
      .waitFor();
    await expect.poll(() => others.count()).toBe(0);

    await page.goto(new URL('/tenants?status=suspended', appliance.controlUrl).href);
    await page.getByText('1 of 200 tenants').waitFor();
    await links(page).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tenants\/7$/);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('fit a phone, and can be gone through with the arrow keys to the very last', async () => {
    const { page, context } = await open('/tenants');
    await links(page).first().waitFor();
    expect(await wrongs(page)).toEqual([]);
    await links(page).first().focus();
    await page.keyboard.press('End');
    await page.locator('tr[aria-rowindex="201"] a:focus').waitFor();
    await page.keyboard.press('Home');
    await page.locator('tr[aria-rowindex="2"] a:focus').waitFor();
    await context.close();
  });

  it('say so when none matches, and show all again', async () => {
    const { page, context } = await open('/tenants?q=nothing%20of%20the%20kind');
    await page.getByRole('heading', { name: 'No tenant matches' }).waitFor();
    await button(page, 'Show all tenants').click();
    await page.getByText('200 tenants').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await context.close();
  });
});

describe('the editors of a tenant', { timeout: 240_000 }, () => {
  const agentOf = async (id: number) =>
    (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.agent;

  it('put back what was removed from a list', async () => {
    const transfers = ['Ann', 'Bo'].map((label, index) => ({
      ...{ label, number: `+1212555123${index}`, when: '', mode: 'warm' },
      schedule: { weekly: [], holidays: [] },
    }));
    await appliance.api('PATCH', '/api/tenants/2', { agent: { transfers } });
    const { page, context, problems } = await open('/tenants/2/transfers');
    await button(page, 'Remove Ann').click();
    await page.getByText('Ann was removed.').waitFor();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor();
    await button(page, 'Undo: put Ann back').click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
    const first = page.getByRole('textbox', { name: 'Name', exact: true }).first();
    await expect.poll(() => first.inputValue()).toBe('Ann');
    await button(page, 'Remove Bo').click();
    await button(page, 'Discard').click();
    await page.getByText('Bo was removed.').waitFor({ state: 'hidden' });
    expect(problems).toEqual([]);
    await context.close();
  });

  it('take over transfer rules of the old system after a look at them', async () => {
    const { page, context } = await open('/tenants/3/transfers');
    await button(page, 'Import rules of the old system').click();
    const rules = page.getByRole('textbox', { name: 'Transfer rules' });
    await rules.fill('not a list');
    await button(page, 'Show what would happen').click();
    await page
      .getByText(/The rules are not a JSON list/)
      .first()
      .waitFor();
    await rules.fill('[{"keyword":"sales","number":"212-555-0150"},{"keyword":"","number":"1"}]');
    await button(page, 'Show what would happen').click();
    await page.getByText(/Rule 2 .* was left out/).waitFor();
    expect(await agentOf(3)).toEqual({});
    await button(page, 'Add 1 destination').click();
    await button(page, 'Save changes').click();
    await page.getByText('Saved.').waitFor();
    expect((await agentOf(3)).transfers).toMatchObject([{ label: 'sales', number: '+12125550150' }]);
    await context.close();
  });

  it('name the choices of a field that is noted of every call', async () => {
    const { page, context } = await open('/tenants/4/rules');
    await page.getByRole('textbox', { name: 'Name of a new field' }).fill('plan');
    await page.keyboard.press('Enter');
    const choices = page.getByRole('combobox', { name: 'Choices of plan' });
    for (const choice of ['gold', 'silver']) {
      await choices.fill(choice);
      await choices.press('Enter');
    }
    await button(page, 'Save changes').click();
    await page.getByText('Saved.').waitFor();
    expect((await agentOf(4)).callFields?.properties).toEqual({
      plan: { type: 'string', enum: ['gold', 'silver'] },
    });
    await context.close();
  });

  it('have the tools of the defaults too, and undo what was saved there', async () => {
    const { page, context, problems } = await open('/defaults/tools');
    await button(page, 'Add a tool').click();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('find_order');
    const tryIt = (disabled: boolean) =>
      page.getByRole('button', { name: 'Try find_order', exact: true, disabled }).waitFor();
    await tryIt(true);
    await page.getByRole('combobox', { name: 'Try as' }).fill('Dental 1');
    // The tenants come a moment after the page.
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tryIt(false);
    await page
      .getByRole('textbox', { name: 'What it does, and when to use it' })
      .fill('Finds an order by its number.');
    await page.getByRole('textbox', { name: 'Address' }).fill('https://api.example.com/orders');
    await button(page, 'Save changes').click();
    await page.getByText('Saved.').waitFor();
    const tools = async () => (await appliance.api<AgentSettings>('GET', '/api/defaults')).body.httpTools;
    expect(await tools()).toMatchObject([{ name: 'find_order' }]);
    await button(page, 'Undo').click();
    await page.getByText('The change was taken back.').waitFor();
    expect(await tools()).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('say what could not be loaded, and load it once that is mended', async () => {
    const { page, context } = await open('/tenants/5/identity');
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('The versions could not be loaded').waitFor();
    await page.getByRole('link', { name: 'Callers' }).click();
    await page.getByText('The callers could not be loaded').waitFor();
    await context.setOffline(false);
    await button(page, 'Try again').first().click();
    await page.getByRole('heading', { name: 'Nobody is remembered yet' }).waitFor();
    await context.close();
  });

  it.each(['/tenants/2/nowhere', '/defaults/nowhere'])(
    'say at %s that there is no such part',
    async (path) => {
      const { page, context } = await open(path);
      await page.getByRole('heading', { name: 'There is no such part' }).waitFor();
      await page
        .getByRole('main')
        .getByRole('link', { name: /^(Identity|Name and voice)$/ })
        .last()
        .click();
      await page.waitForURL(/(identity|agent)$/);
      await context.close();
    },
  );
});
