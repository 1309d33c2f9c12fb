import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../emulators/twilio/rest.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { wrongs } from './walk.ts';

const A = '+12125550101';
const SPARE = '+12125550199';

let twilio: TwilioEmulator;
let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  twilio = await startTwilioEmulator({ phoneNumbers: [A, SPARE] });
  appliance = await startAppliance({
    panel: true,
    env: {
      TWILIO_ACCOUNT_SID: EMULATED_ACCOUNT,
      TWILIO_AUTH_TOKEN: EMULATED_TOKEN,
      RINGHOUSE_TWILIO_API_URL: twilio.url,
      RINGHOUSE_PUBLIC_URL: 'https://phone.example.com',
    },
  });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await twilio.close();
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1, name: 'Numbers' }).waitFor();
}
const row = (page: Page, number: string) =>
  page.getByRole('list', { name: 'Numbers', exact: true }).getByRole('listitem').filter({ hasText: number });
const numbersOf = async (id: number) =>
  (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.phoneNumbers;

describe('the numbers in the panel', { timeout: 120_000 }, () => {
  it('say what to do while no tenant has one, and name those of the account', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.getByText('No tenant has a number yet').waitFor();
    await page.getByRole('list', { name: 'Numbers without a tenant' }).getByText('+1 212 555 0199').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('stand with their tenant, and whether they ring here, without a serious fault to axe, and fit', async () => {
    await appliance.createTenant({ businessName: 'Harbor Dental', phoneNumber: A });
    await appliance.createTenant({ businessName: 'Blue Door Salon', phoneNumber: '+12125550777' });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await row(page, '+1 212 555 0101').getByText('Rings here').waitFor();
    await row(page, '+1 212 555 0777').getByText('Not in the account').waitFor();
    await page.getByText('+1 212 555 0199').waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.getByText('With a problem').click();
    await row(page, '+1 212 555 0101').waitFor({ state: 'hidden' });
    await goTo(page, '/numbers?find=555+0101');
    await row(page, '+1 212 555 0101').waitFor();
    expect(await row(page, '0777').count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('are given by keyboard, with a refusal at the field; moved, and given back by undo', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.getByRole('button', { name: 'Give a number' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Number' }).fill('555');
    await page.keyboard.press('Enter');
    await dialog.getByText(/international form/).waitFor();
    await dialog.getByText('Choose the tenant that is to answer.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Give to a tenant: +1 212 555 0199' }).click();
    await dialog.getByRole('combobox', { name: 'Tenant' }).fill('Blue');
    await page.getByRole('option', { name: 'Blue Door Salon' }).click();
    await dialog.getByRole('button', { name: 'Give the number' }).click();
    await page.getByText('+1 212 555 0199 now rings Blue Door Salon.').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await row(page, '+1 212 555 0199').getByText('Rings here').waitFor();
    expect(await numbersOf(2)).toContain(SPARE);
    await page.getByRole('button', { name: 'Acts for +1 212 555 0199' }).click();
    await page.getByRole('menuitem', { name: 'Move to another tenant' }).click();
    await dialog.getByRole('combobox', { name: 'Tenant' }).click();
    await page.getByRole('option', { name: 'Harbor Dental' }).click();
    await dialog.getByRole('button', { name: 'Move the number' }).click();
    const moved = page.getByRole('alert').filter({ hasText: '+1 212 555 0199 now rings Harbor Dental.' });
    await moved.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('+1 212 555 0199 rings Blue Door Salon again.').waitFor();
    expect([await numbersOf(1), await numbersOf(2)]).toEqual([[A], ['+12125550777', SPARE]]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('are taken away only when that is confirmed', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    for (const answer of ['Cancel', 'Take away']) {
      await page.getByRole('button', { name: 'Acts for +1 212 555 0199' }).click();
      await page.getByRole('menuitem', { name: 'Take away' }).click();
      await page.getByRole('dialog').getByRole('button', { name: answer }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await page.getByText('+1 212 555 0199 is nobody’s now.').waitFor();
    expect(await numbersOf(2)).toEqual(['+12125550777']);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('are looked up, with the TwiML that a call would get', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.getByRole('button', { name: 'Who answers +1 212 555 0101?' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('A call now is answered for').waitFor();
    await dialog.getByRole('link', { name: 'Harbor Dental' }).waitFor();
    await dialog.getByText(/<Stream/).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Who answers +1 212 555 0199?' }).click();
    await dialog.getByText(/No tenant has this number/).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('say what Twilio refused, beside the numbers of the tenants', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    twilio.failNext('GET', 401, 20003, 'Authenticate');
    await goTo(page, '/numbers');
    await page.getByText('The numbers of the account could not be loaded').waitFor();
    await page.getByText(/Twilio refused the account SID or the auth token/).waitFor();
    await row(page, '+1 212 555 0101').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Give to a tenant: +1 212 555 0199' }).waitFor();
    await context.close();
  });
});
