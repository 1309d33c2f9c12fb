import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true }), openBrowser()]);
  ({ page, problems } = await openPanel(chromium.browser, appliance.controlUrl));
}, 120_000);
afterEach(() => expect(problems.splice(0)).toEqual([]));
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

const GREETING = 'Hello, this is {agent_name}, an AI assistant. How can I help?';

/** For what comes a moment after what was waited for. */
const SOON = { timeout: 20_000 };

/** A tenant of its own, at this part of its page. */
async function openTenant(part: string) {
  const tenant = await appliance.createTenant({ agent: { greeting: GREETING } });
  const goTo = async (path: string) => {
    await page.goto(new URL(`/tenants/${tenant.id}/${path}`, appliance.controlUrl).href);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  };
  await goTo(part);
  const now = async () => (await appliance.api<TenantView>('GET', `/api/tenants/${tenant.id}`)).body;
  return { tenant, goTo, now };
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name });
const greeting = () => field('Greeting for a new caller');
const bar = () => page.getByRole('region', { name: 'Draft', exact: true });

/** Passes once the field holds this. */
const holds = (input: Locator, value: string) => expect.poll(() => input.inputValue(), SOON).toBe(value);
/** Passes once one of the pieces of text is this. */
const has = (pieces: Locator, text: unknown) =>
  expect.poll(() => pieces.allTextContents(), SOON).toEqual(expect.arrayContaining([text]));

/** Presses Undo in the newest notice, and waits for what it says. */
async function undo(said: string): Promise<void> {
  await button('Undo').last().click();
  await page.getByText(said).waitFor();
}

describe('the draft of an agent', { timeout: 180_000 }, () => {
  it('is saved, shown, tried on a call, published, and taken back', async () => {
    const { tenant, now } = await openTenant('greeting');
    await greeting().fill('Hello, this is {agent_name}, an AI assistant. What can I do?');
    await button('Save as draft').click();
    await bar().getByText('1 change').waitFor();
    expect((await now()).agent.greeting).toBe(GREETING);

    await button('Show changes').click();
    const changes = bar().locator('dl');
    await has(changes.locator('del'), 'How');
    await has(changes.locator('ins'), 'What');

    await button('Try on a practice call').click();
    const phone = page.getByRole('dialog', { name: 'Practice call' });
    await phone.getByRole('checkbox', { name: 'Try the draft of this agent', checked: true }).waitFor();
    await phone.getByRole('tab', { name: 'Scripted caller' }).click();
    await phone
      .getByRole('textbox', { name: 'What the caller says' })
      .fill('What are your opening hours?\nWhat is your address?');
    await button('Call').click();
    // The caller speaks once the greeting has been heard out.
    await appliance.events.wait(
      ({ type, data }) =>
        type === 'call.turn' &&
        data.tenantId === tenant.id &&
        JSON.stringify(data.turn).includes('"role":"caller"'),
    );
    await button('Hang up').click();
    const ended = await appliance.events.wait(
      ({ type, data }) => type === 'call.ended' && data.tenantId === tenant.id,
    );
    const record: CallRecord = await appliance.record(String(ended.data.callSid));
    expect(record.draft).toBe(true);
    expect(record.transcript[0]?.text).toMatch(/What can I do\?/);
    await button('Close the practice phone').click();

    await button('Publish').click();
    await bar().waitFor({ state: 'hidden' });
    expect((await now()).agent.greeting).toMatch(/What can I do/);
    await undo('What was published before is published again.');
    expect((await now()).agent.greeting).toBe(GREETING);
  });

  it('takes further edits, beside what is published, and refuses what is wrong', async () => {
    const { tenant, now } = await openTenant('greeting');
    await appliance.api('PATCH', `/api/tenants/${tenant.id}/draft`, { agent: { agentName: 'Mia' } });
    await bar().waitFor();
    await greeting().fill('Hello from {nobody}.');
    await button('Save to the draft').click();
    await page
      .getByText(/There is no placeholder \{nobody\}/)
      .first()
      .waitFor();
    expect(await greeting().getAttribute('aria-invalid')).toBe('true');
    expect(await button('Publish').isDisabled()).toBe(true);
    await greeting().fill('Hello from {agent_name}, an AI assistant.');
    await button('Save to the draft').click();
    await bar().getByText('2 changes').waitFor();
    // Until the edits are known to be saved, the other settings can't be chosen.
    await page.getByRole('button', { name: 'Publish', exact: true, disabled: false }).waitFor();

    await page.getByText('Edit what is published').click();
    await page.waitForURL(/agent=published/);
    await holds(greeting(), GREETING);
    await greeting().fill(`${GREETING} Please.`);
    await button('Save changes').click();
    await bar().getByText('What is published was changed after this draft').waitFor();
    expect((await now()).agent).toEqual({ greeting: `${GREETING} Please.` });
  });

  it('is dropped only when that is confirmed, also by keyboard', async () => {
    const { tenant, now } = await openTenant('agent');
    await appliance.api('PATCH', `/api/tenants/${tenant.id}/draft`, { agent: { agentName: 'Mia' } });
    await button('Drop').focus();
    await page.keyboard.press('Enter');
    // The dialog takes the focus when it has opened.
    await page.getByRole('dialog', { name: 'Drop the draft?' }).locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await bar().isVisible()).toBe(true);
    await button('Drop').click();
    await button('Drop the draft').click();
    await bar().waitFor({ state: 'hidden' });
    await holds(field('Agent name'), 'Sarah');
    expect((await now()).version).toBe(1);
  });

  it('stays unsaved, with a word why, while the server is away', async () => {
    await openTenant('greeting');
    await greeting().fill('Hello, I am an AI assistant.');
    onTestFinished(() => page.context().setOffline(false));
    await page.context().setOffline(true);
    await button('Save as draft').click();
    await page.getByText('Ringhouse does not answer.', { exact: false }).first().waitFor();
    await page.context().setOffline(false);
    // What the browser says of requests that got no answer.
    expect(problems.splice(0)).not.toEqual([]);
    await button('Save as draft').click();
    await bar().waitFor();
    await holds(greeting(), 'Hello, I am an AI assistant.');
  });
});

describe('the versions of a tenant', { timeout: 120_000 }, () => {
  it('are compared, restored and brought back; what was saved is undone', async () => {
    const { goTo, now } = await openTenant('greeting');
    await greeting().fill('Hello, this is an AI assistant of {business_name}.');
    await button('Save changes').click();
    await page.getByText('Saved.').waitFor();
    await undo('The change was taken back.');
    expect((await now()).version).toBe(3);
    await holds(greeting(), GREETING);

    await goTo('versions?from=1&to=2');
    const differences = page.getByRole('region', { name: 'Differences' });
    await differences.getByText('Greeting for a new caller').waitFor();
    await has(differences.locator('ins'), expect.stringContaining('{business_name}'));
    await page.getByRole('combobox', { name: 'To', exact: true }).click();
    await page.getByRole('option', { name: /^Version 3/ }).click();
    await page.getByText('These two are the same.').waitFor();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe('?from=1&to=3');

    await button('Restore version 2').click();
    await button('Restore').click();
    await page.getByText('Version 2 was restored.').waitFor();
    expect((await now()).agent.greeting).toMatch(/business_name/);
    await undo('Version 3 is back.');
    expect((await now()).agent.greeting).toBe(GREETING);
  });

  it('are not undone over what somebody else has changed meanwhile', async () => {
    const { tenant, now } = await openTenant('greeting');
    await greeting().fill('Hello, this is an AI assistant.');
    await button('Save changes').click();
    await page.getByText('Saved.').waitFor();
    await appliance.api('PATCH', `/api/tenants/${tenant.id}`, { businessName: 'Beta' });
    await undo('It was changed again meanwhile.');
    expect(await now()).toMatchObject({ businessName: 'Beta', version: 3 });
  });
});

describe('drafts and versions', { timeout: 180_000 }, () => {
  it('show no serious fault to axe in light and dark, and fit a phone', async () => {
    const { tenant, goTo } = await openTenant('agent');
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
    await button('Show changes').click();
    await bar().getByText('Warmth').waitFor();
    expect(await wrongs(page)).toEqual([]);
  });
});
