import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

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

const GREETING = 'Hello, this is {agent_name}, an AI assistant. How can I help?';

async function openTenant(part: string, options: Parameters<typeof openPanel>[2] = {}) {
  const tenant = await appliance.createTenant({ agent: { greeting: GREETING } });
  const opened = await openPanel(chromium.browser, appliance.controlUrl, options);
  const { page } = opened;
  const goTo = async (path: string) => {
    await page.goto(new URL(`/tenants/${tenant.id}/${path}`, appliance.controlUrl).href);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  };
  await goTo(part);
  const now = async () => (await appliance.api<TenantView>('GET', `/api/tenants/${tenant.id}`)).body;
  return { ...opened, tenant, goTo, now };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const greeting = (page: Page) => page.getByRole('textbox', { name: 'Greeting for a new caller' });
const bar = (page: Page) => page.getByRole('region', { name: 'Draft', exact: true });

/** Presses Undo in the newest notice, and waits for what it says. */
async function undo(page: Page, said: string): Promise<void> {
  await button(page, 'Undo').last().click();
  await page.getByText(said).waitFor();
}

describe('the draft of an agent', { timeout: 180_000 }, () => {
  it('is saved, shown, tried on a call, published, and taken back', async () => {
    const { page, context, problems, tenant, now } = await openTenant('greeting');
    await greeting(page).fill('Hello, this is {agent_name}, an AI assistant. What can I do?');
    await button(page, 'Save as draft').click();
    await bar(page).getByText('1 change').waitFor();
    expect((await now()).agent.greeting).toBe(GREETING);

    await button(page, 'Show changes').click();
    const changes = bar(page).locator('dl');
    expect(await changes.locator('del').allTextContents()).toEqual(expect.arrayContaining(['How']));
    expect(await changes.locator('ins').allTextContents()).toEqual(expect.arrayContaining(['What']));

    await button(page, 'Try on a practice call').click();
    const phone = page.getByRole('dialog', { name: 'Practice call' });
    expect(await phone.getByRole('checkbox', { name: 'Try the draft of this agent' }).isChecked()).toBe(true);
    await phone.getByRole('tab', { name: 'Scripted caller' }).click();
    await phone.getByRole('textbox', { name: 'What the caller says' }).fill('Goodbye.');
    await button(page, 'Call').click();
    const ended = await appliance.events.wait(
      ({ type, data }) => type === 'call.ended' && data.tenantId === tenant.id,
    );
    const record: CallRecord = await appliance.record(String(ended.data.callSid));
    expect(record.draft).toBe(true);
    expect(record.transcript[0]?.text).toMatch(/What can I do\?/);
    await button(page, 'Close the practice phone').click();

    await button(page, 'Publish').click();
    await bar(page).waitFor({ state: 'hidden' });
    expect((await now()).agent.greeting).toMatch(/What can I do/);
    await undo(page, 'What was published before is published again.');
    expect((await now()).agent.greeting).toBe(GREETING);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('takes further edits, beside what is published, and refuses what is wrong', async () => {
    const { page, context, tenant, now } = await openTenant('greeting');
    await appliance.api('PATCH', `/api/tenants/${tenant.id}/draft`, { agent: { agentName: 'Mia' } });
    await bar(page).waitFor();
    await greeting(page).fill('Hello from {nobody}.');
    await button(page, 'Save to the draft').click();
    await page
      .getByText(/There is no placeholder \{nobody\}/)
      .first()
      .waitFor();
    expect(await greeting(page).getAttribute('aria-invalid')).toBe('true');
    expect(await button(page, 'Publish').isDisabled()).toBe(true);
    await greeting(page).fill('Hello from {agent_name}, an AI assistant.');
    await button(page, 'Save to the draft').click();
    await bar(page).getByText('2 changes').waitFor();

    await page.getByText('Edit what is published').click();
    await page.waitForURL(/agent=published/);
    expect(await greeting(page).inputValue()).toBe(GREETING);
    await greeting(page).fill(`${GREETING} Please.`);
    await button(page, 'Save changes').click();
    await bar(page).getByText('What is published was changed after this draft').waitFor();
    expect((await now()).agent).toEqual({ greeting: `${GREETING} Please.` });
    await context.close();
  });

  it('is dropped only when that is confirmed, also by keyboard', async () => {
    const { page, context, problems, tenant, now } = await openTenant('agent');
    await appliance.api('PATCH', `/api/tenants/${tenant.id}/draft`, { agent: { agentName: 'Mia' } });
    await button(page, 'Drop').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Drop the draft?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await bar(page).isVisible()).toBe(true);
    await button(page, 'Drop').click();
    await button(page, 'Drop the draft').click();
    await bar(page).waitFor({ state: 'hidden' });
    expect(await page.getByRole('textbox', { name: 'Agent name' }).inputValue()).toBe('Sarah');
    expect((await now()).version).toBe(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('stays unsaved, with a word why, while the server is away', async () => {
    const { page, context } = await openTenant('greeting');
    await greeting(page).fill('Hello, I am an AI assistant.');
    await context.setOffline(true);
    await button(page, 'Save as draft').click();
    await page.getByText('Ringhouse does not answer.', { exact: false }).first().waitFor();
    await context.setOffline(false);
    await button(page, 'Save as draft').click();
    await bar(page).waitFor();
    expect(await greeting(page).inputValue()).toBe('Hello, I am an AI assistant.');
    await context.close();
  });
});

describe('the versions of a tenant', { timeout: 120_000 }, () => {
  it('are compared, restored and brought back; what was saved is undone', async () => {
    const { page, context, problems, goTo, now } = await openTenant('greeting');
    await greeting(page).fill('Hello, this is an AI assistant of {business_name}.');
    await button(page, 'Save changes').click();
    await page.getByText('Saved.').waitFor();
    await undo(page, 'The change was taken back.');
    expect((await now()).version).toBe(3);
    expect(await greeting(page).inputValue()).toBe(GREETING);

    await goTo('versions?from=1&to=2');
    const differences = page.getByRole('region', { name: 'Differences' });
    await differences.getByText('Greeting for a new caller').waitFor();
    expect(await differences.locator('ins').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('{business_name}')]),
    );
    await page.getByRole('combobox', { name: 'To', exact: true }).click();
    await page.getByRole('option', { name: /^Version 3/ }).click();
    await page.getByText('These two are the same.').waitFor();
    expect(new URL(page.url()).search).toBe('?from=1&to=3');

    await button(page, 'Restore version 2').click();
    await button(page, 'Restore').click();
    await page.getByText('Version 2 was restored.').waitFor();
    expect((await now()).agent.greeting).toMatch(/business_name/);
    await undo(page, 'Version 3 is back.');
    expect((await now()).agent.greeting).toBe(GREETING);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('are not undone over what somebody else has changed meanwhile', async () => {
    const { page, context, tenant, now } = await openTenant('greeting');
    await greeting(page).fill('Hello, this is an AI assistant.');
    await button(page, 'Save changes').click();
    await page.getByText('Saved.').waitFor();
    await appliance.api('PATCH', `/api/tenants/${tenant.id}`, { businessName: 'Beta' });
    await undo(page, 'It was changed again meanwhile.');
    expect(await now()).toMatchObject({ businessName: 'Beta', version: 3 });
    await context.close();
  });
});

describe('drafts and versions', { timeout: 180_000 }, () => {
  it('show no serious fault to axe in light and dark, and fit a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 844 };
        const { page, context, tenant, goTo } = await openTenant('agent', { colorScheme, viewport });
        const transfers = ['Ann', 'Bo'].map((label, index) => ({
          ...{ label, number: `+1212555123${index}`, when: '', mode: 'warm' },
          schedule: { weekly: [], holidays: [] },
        }));
        const patch = (path: string, agent: object) =>
          appliance.api('PATCH', `/api/tenants/${tenant.id}${path}`, { agent });
        await patch('/draft', { personality: { warmth: 90 }, greeting: 'Hello, I am an AI.' });
        await patch('', { transfers, greeting: `${GREETING} Please.` });
        await goTo('versions');
        await page.getByRole('region', { name: 'Differences' }).waitFor();
        await button(page, 'Show changes').click();
        await bar(page).getByText('Warmth').waitFor();
        expect([colorScheme, width, await seriousFaults(page)]).toEqual([colorScheme, width, []]);
        expect([width, await overflow(page)]).toEqual([width, 0]);
        await context.close();
      }
  });
});
