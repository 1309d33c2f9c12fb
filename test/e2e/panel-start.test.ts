import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

let appliance: Appliance;
let chromium: TestBrowser;
let openai: OpenAiEmulator;

beforeAll(async () => {
  openai = await startOpenAiEmulator();
  appliance = await startAppliance({
    panel: true,
    env: { OPENAI_BASE_URL: openai.baseUrl, RINGHOUSE_ENGINE: 'offline' },
  });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await openai.close();
});

const titled = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const goTo = (page: Page, path: string) => page.goto(new URL(path, appliance.controlUrl).href);

/** How often a person has clicked, and how many keys were pressed, since the page was opened. */
async function countActs(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(
    `globalThis.acts = { clicks: 0, keys: 0 };
     addEventListener('pointerdown', () => { acts.clicks += 1; }, true);
     addEventListener('keydown', () => { acts.keys += 1; }, true);`,
  );
  return () => page.evaluate('globalThis.acts');
}

describe('the guided start', { timeout: 180_000 }, () => {
  it('leads from nothing to a first practice call in four clicks, without typing', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await titled(page, 'Welcome to Ringhouse');
    const acts = await countActs(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio', { name: /Dental practice/ }).click();
    await page.getByRole('button', { name: 'Create and call it' }).click();
    await titled(page, 'Call your receptionist');
    await page.getByText('Do you accept new patients?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Call', exact: true }).click();
    // Said by the agent, by day as after hours.
    await page
      .getByLabel('Transcript of the practice call')
      .getByText(/(?:This is|I am) Emma, the AI receptionist/)
      .first()
      .waitFor({ timeout: 120_000 });
    expect(await acts()).toEqual({ clicks: 4, keys: 0 });
    await page.getByRole('button', { name: 'Hang up' }).click();
    await appliance.events.wait(({ type }) => type === 'call.ended');
    const [tenant] = (await appliance.api<TenantView[]>('GET', '/api/tenants')).body;
    expect(tenant?.agent).toMatchObject({ agentName: 'Emma', appointments: 'request' });
    const calls = (await appliance.api<{ calls: CallRecord[] }>('GET', '/api/calls')).body.calls;
    expect(calls).toEqual([expect.objectContaining({ tenantId: 1, practice: true })]);
    await page.getByRole('link', { name: 'Practice call (done)' }).waitFor();
    expect(problems.filter((problem) => !/microphone|NotFound/i.test(problem))).toEqual([]);
    await context.close();
  });

  it('keeps what was typed when the trade changes, and can be left and come back to', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await titled(page, 'Home');
    await goTo(page, '/start/tenant');
    const name = page.getByRole('textbox', { name: 'Name of the business' });
    await name.waitFor();
    await page.getByRole('radio', { name: /Law firm/ }).check();
    expect(await name.inputValue()).toBe('Whitfield and Lane');
    await name.fill('Our Own Firm');
    await page.getByRole('radio', { name: /Law firm/ }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: /Real estate/ }).isChecked()).toBe(true);
    expect(await name.inputValue()).toBe('Our Own Firm');
    await page.getByRole('link', { name: 'Leave the guided start' }).click();
    await titled(page, 'Home');
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    await titled(page, 'Connect real calls');
    await context.close();
  });

  it('refuses what cannot be, at its field', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/start/tenant');
    await page.getByRole('textbox', { name: 'Name of the business' }).fill(' ');
    await page.getByRole('button', { name: 'Contact person' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody');
    await page.getByRole('button', { name: 'Create and call it' }).click();
    await page.getByText('Write the name of the business.').waitFor();
    await page.getByText(/Write an e-mail address/).waitFor();
    await context.close();
  });

  it('names the agency, which is the title of the home page from then on', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/start');
    await page.getByRole('textbox', { name: 'What is your agency called?' }).fill('Northside Answering');
    await page.getByRole('button', { name: 'Continue' }).click();
    await titled(page, 'Who is your first client?');
    await goTo(page, '/home');
    await titled(page, 'Northside Answering');
    await context.close();
  });

  it('checks a key as soon as it is entered, says how to mend a wrong one, and finds the right one well', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/start/connect');
    const enter = async (button: string, key: string): Promise<void> => {
      await page.getByRole('button', { name: button }).click();
      await page.getByLabel('New OpenAI API key').fill(key);
      await page.getByRole('button', { name: 'Save key' }).click();
    };
    await enter('Set the OpenAI API key', 'sk-a-wrong-key');
    const steps = page.getByRole('list', { name: 'Check of OpenAI' });
    await steps.getByText('OpenAI refused the key.').waitFor();
    await steps.getByText('Create a new secret key and copy it whole.').waitFor();
    await enter('Replace the OpenAI API key', 'sk-emulated-key');
    await page.getByText(/^All well, checked/).waitFor();
    await page.getByRole('button', { name: 'Check OpenAI again' }).waitFor();
    expect(await page.content()).not.toContain('sk-emulated-key');
    await context.close();
  });

  it('has no serious fault to axe, and fits, in light and dark', async () => {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      const { page, context } = await openPanel(chromium.browser, appliance.controlUrl, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      for (const path of ['/start', '/start/tenant', '/start/call', '/start/connect']) {
        await goTo(page, path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect([path, await seriousFaults(page)]).toEqual([path, []]);
        expect([path, await overflow(page)]).toEqual([path, 0]);
      }
      await context.close();
    }
  });
});
