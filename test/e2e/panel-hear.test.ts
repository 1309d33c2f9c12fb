import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;
let tenant: TenantView;

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  chromium = await openBrowser();
  const hours =
    'Monday to Friday from eight to five, Saturday from nine to noon, Sunday and on holidays never';
  tenant = await appliance.createTenant({ agent: { hours, personality: { warmth: 80 } } });
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function open(part: string, options: Parameters<typeof openPanel>[2] = {}) {
  const opened = await openPanel(chromium.browser, appliance.controlUrl, options);
  await opened.page.goto(new URL(`/tenants/${tenant.id}/${part}`, appliance.controlUrl).href);
  await opened.page.getByRole('heading', { level: 2 }).first().waitFor();
  return opened;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const side = (page: Page, name: 'A' | 'B') => page.getByRole('region', { name: `Side ${name}`, exact: true });

describe('two settings of an agent', { timeout: 120_000 }, () => {
  it('answer the same line, to be read and heard side by side', async () => {
    const { page, context, problems } = await open('personality');
    await button(page, 'Hear it').click();
    await page.getByText('The offline receptionist says the same whatever the sliders are').waitFor();
    expect(await page.getByRole('link', { name: 'settings', exact: true }).getAttribute('href')).toBe(
      '/settings',
    );
    await page.getByRole('combobox', { name: 'Settings of B' }).click();
    await page.getByRole('option', { name: 'Preset: Friendly' }).click();
    await page.getByRole('textbox', { name: 'What the caller says' }).fill('What are your opening hours?');
    await page.keyboard.press('Enter');
    await button(page, 'Stop the answer of A').waitFor();
    await button(page, 'Stop the answer of B').click();
    for (const name of ['A', 'B'] as const) {
      await side(page, name).getByText('Both say the same.').waitFor();
      await button(page, `Play the answer of ${name}`).waitFor();
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it('are compared with what is being edited, by greeting too, with the differences marked', async () => {
    const { page, context, problems } = await open('greeting');
    await page
      .getByRole('textbox', { name: 'Greeting for a new caller' })
      .fill('Welcome to {business_name}. I am an AI assistant.');
    await page.getByRole('link', { name: 'Personality' }).click();
    await button(page, 'Hear it').click();
    expect(await page.getByRole('combobox', { name: 'Settings of B' }).inputValue()).toBe('This edit');
    await page.getByText('The greeting', { exact: true }).click();
    await button(page, 'Hear both').click();
    await side(page, 'B').locator('ins').filter({ hasText: 'Welcome' }).first().waitFor();
    await side(page, 'A').locator('del').first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('say why they cannot be heard, and can be tried again', async () => {
    const { page, context } = await open('personality');
    await button(page, 'Hear it').click();
    await context.setOffline(true);
    await button(page, 'Hear both').click();
    for (const name of ['A', 'B'] as const)
      await side(page, name).getByText('Ringhouse does not answer.', { exact: false }).waitFor();
    await context.setOffline(false);
    await button(page, 'Hear both').click();
    await button(page, 'Stop the answer of A').waitFor();
    await context.close();
  });

  it('show where the default lies, and only those sliders that were moved', async () => {
    const { page, context } = await open('personality');
    await page.getByRole('slider', { name: 'Warmth' }).waitFor();
    expect(await page.locator('.mantine-Slider-mark').count()).toBe(30);
    await page.getByRole('switch', { name: 'Only those moved' }).check({ force: true });
    expect(await page.getByRole('slider').count()).toBe(1);
    await button(page, 'Use default for Warmth').click();
    await page.getByText('No slider has been moved.').waitFor();
    await context.close();
  });
});

describe('voices and greetings', { timeout: 240_000 }, () => {
  it('are chosen by keyboard, played, stopped and saved', async () => {
    const { page, context, problems } = await open('agent');
    const voices = page.getByRole('radiogroup', { name: 'Voice', exact: true });
    await voices.getByRole('radio', { name: 'Marin' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await voices.getByRole('radio', { name: 'Sage' }).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await button(page, 'Stop Sage').waitFor();
    await page.keyboard.press('Enter');
    await button(page, 'Play Sage').waitFor();
    await page.getByRole('radiogroup', { name: 'Offline voice' }).getByRole('radio', { name: 'Awb' }).check();
    await button(page, 'Play Awb').click();
    await button(page, 'Stop Awb').waitFor();
    await button(page, 'Save changes').click();
    await page.getByText('Saved.').waitFor();
    const { body } = await appliance.api<TenantView>('GET', `/api/tenants/${tenant.id}`);
    expect(body.agent).toMatchObject({ voice: 'sage', offlineVoice: 'awb' });
    expect(problems).toEqual([]);
    await context.close();
  });

  it('say why a voice cannot be heard', async () => {
    const { page, context } = await open('agent');
    await context.setOffline(true);
    await button(page, 'Play Alloy').click();
    await page.getByRole('alert').filter({ hasText: 'Ringhouse does not answer.' }).waitFor();
    await context.close();
  });

  it('have placeholders put in where the cursor is, marked, previewed and heard', async () => {
    const { page, context, problems } = await open('greeting');
    const text = page.getByRole('textbox', { name: 'Greeting for a new caller' });
    await text.fill(
      'Hello from . I am an AI, I take messages, I tell our hours and our address, and I put callers through.',
    );
    await text.press('Home');
    for (let steps = 0; steps < 11; steps += 1) await text.press('ArrowRight');
    const chips = page.getByRole('group', { name: 'Placeholders for the greeting for a new caller' });
    await chips.getByRole('button', { name: '{business_name}' }).click();
    expect(await text.inputValue()).toMatch(/^Hello from {business_name}\. I am an AI,/);
    await page.keyboard.type('!');
    expect(await text.inputValue()).toMatch(/^Hello from {business_name}!\. I am an AI,/);
    expect(await page.locator('mark').first().textContent()).toBe('{business_name}');
    await page.getByText('Hello from Acme Corp!. I am an AI, I take messages').first().waitFor();
    await button(page, 'Hear it: greeting for a new caller').click();
    await button(page, 'Stop: greeting for a new caller').click();
    await text.fill('Hello {nobody}');
    expect(await button(page, 'Hear it: greeting for a new caller').isDisabled()).toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('show no serious fault to axe in light and dark, and fit a phone', async () => {
    const { page, context } = await open('personality');
    await button(page, 'Hear it').click();
    await button(page, 'Hear both').click();
    await button(page, 'Stop the answer of A').waitFor();
    for (const part of ['personality', 'agent', 'greeting']) {
      if (part !== 'personality')
        await page.goto(new URL(`/tenants/${tenant.id}/${part}`, appliance.controlUrl).href);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect([part, await wrongs(page)]).toEqual([part, []]);
    }
    await context.close();
  });
});
