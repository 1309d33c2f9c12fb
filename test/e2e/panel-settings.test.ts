import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsView } from '../../server/contracts/settings.ts';
import { EMULATED_ACCOUNT, startTwilioEmulator, type TwilioEmulator } from '../emulators/twilio/rest.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { follow, wrongs } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;
let twilio: TwilioEmulator;

beforeAll(async () => {
  twilio = await startTwilioEmulator();
  appliance = await startAppliance({ panel: true, env: { RINGHOUSE_TWILIO_API_URL: twilio.url } });
  await appliance.createTenant();
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await twilio.close();
});

const PARTS: Record<string, string> = {
  agency: 'Agency',
  limits: 'Limits of all tenants together',
  notifications: 'Notifications',
  about: 'Data folder',
  openai: 'OpenAI',
  twilio: 'Twilio',
  line: 'Public line',
  mail: 'E-mail',
  lookup: 'Who answers?',
};

const heading = (page: Page, part: string) =>
  page.getByRole('heading', { level: 2, name: PARTS[part] ?? '', exact: true });
const goTo = async (page: Page, part: string): Promise<void> => {
  await page.goto(new URL(`/settings/${part}`, appliance.controlUrl).href);
  await heading(page, part).waitFor();
};
const saved = async (): Promise<SettingsView> =>
  (await appliance.api<SettingsView>('GET', '/api/settings')).body;

describe('the settings', { timeout: 120_000 }, () => {
  it('save what was changed in several parts at once, and mark the parts until then', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, 'agency');
    await page.getByRole('textbox', { name: 'Name of the agency' }).fill('Northside Answering');
    const parts = page.getByRole('navigation', { name: 'Parts of the settings' });
    await parts.getByRole('link', { name: 'Mail and texts' }).click();
    await page.getByRole('textbox', { name: 'Number that sends text messages' }).fill('12');
    await parts.getByRole('link', { name: /^Agency\W+not saved$/ }).waitFor();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await parts.getByRole('link', { name: /^Mail and texts\W+something is wrong here$/ }).waitFor();
    await page.getByRole('textbox', { name: 'Number that sends text messages' }).fill('+15555550141');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved.').waitFor();
    const { settings } = await saved();
    expect([settings.agencyName, settings.smsFrom]).toEqual(['Northside Answering', '+15555550141']);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('throw edits away, and take back what was saved, to the default where that held', async () => {
    const before = (await saved()).settings;
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, 'openai');
    const model = page.getByRole('textbox', { name: 'Model for summaries' });
    await model.fill('gpt-of-mine');
    await page.getByRole('button', { name: 'Discard' }).press('Enter');
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    expect(await model.inputValue()).toBe(before.summaryModel);
    await model.fill('gpt-of-mine');
    await page.getByRole('link', { name: 'Mail and texts' }).click();
    await page.getByRole('textbox', { name: 'Number that sends text messages' }).fill('+15555550142');
    await page.getByRole('button', { name: 'Save changes' }).press('Enter');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    expect((await saved()).settings).toMatchObject({ summaryModel: 'gpt-of-mine', smsFrom: '+15555550142' });
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('The change was taken back.').waitFor();
    const after = await saved();
    expect(after.settings).toEqual(before);
    expect(after.sources.summaryModel).toBe('default');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('ask before a key is removed', async () => {
    const isSet = async () => (await saved()).secrets.SMTP_URL.set;
    await appliance.api('PATCH', '/api/settings', {
      secrets: { SMTP_URL: 'smtp://ann:key@mail.example.com' },
    });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, 'mail');
    const remove = page.getByRole('button', { name: 'Remove the SMTP address of the mail server' });
    await remove.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Remove the SMTP address of the mail server?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await isSet()).toBe(true);
    await remove.press('Enter');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await page.getByText('The SMTP address of the mail server was removed.').waitFor();
    await remove.waitFor({ state: 'detached' });
    expect(await isSet()).toBe(false);
    // The cursor is where the next one is typed: no letter of a key is taken for a shortcut.
    await page.getByRole('button', { name: 'Set the SMTP address of the mail server' }).press('Enter');
    await page
      .getByRole('textbox', { name: 'New SMTP address of the mail server' })
      .or(page.getByLabel('New SMTP address of the mail server'))
      .and(page.locator(':focus'))
      .waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('keep what is typed while a save is under way', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, 'agency');
    const sent = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    await page.route('**/api/settings', async (route) => {
      if (route.request().method() === 'PATCH') {
        sent.resolve();
        await go.promise;
      }
      await route.continue();
    });
    const name = page.getByRole('textbox', { name: 'Name of the agency' });
    await name.fill('Southside');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await sent.promise;
    await name.fill('Southside Answering');
    go.resolve();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Save changes' }).and(page.locator(':enabled')).waitFor();
    expect(await name.inputValue()).toBe('Southside Answering');
    expect((await saved()).settings.agencyName).toBe('Southside');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    expect((await saved()).settings.agencyName).toBe('Southside Answering');
    await context.close();
  });

  it('check an account with real requests, and say what is wrong with it', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, 'twilio');
    await page.getByRole('textbox', { name: 'Twilio account SID' }).fill(EMULATED_ACCOUNT);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Set the Twilio auth token' }).click();
    await page.getByLabel('New Twilio auth token').fill('emulated-auth-token');
    await page.getByRole('button', { name: 'Save key' }).click();
    await page.getByText(/^All well, checked/).waitFor();
    twilio.account.status = 'suspended';
    await page.getByRole('button', { name: 'Check Twilio again' }).click();
    const steps = page.getByRole('list', { name: 'Check of Twilio' });
    await steps.getByText('Twilio has suspended this account, so no call comes through.').waitFor();
    await steps.getByText(/Add funds/).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await context.close();
  });

  it('tell where the data is, and who would answer', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, 'about');
    await page.getByText(/Ringhouse’s data takes .* free\./).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'The control API as OpenAPI' }).click();
    expect((await downloading).suggestedFilename()).toBe('ringhouse-api.json');
    await goTo(page, 'lookup');
    await page.getByRole('textbox', { name: 'Called number' }).fill('+15555550199');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByText('No tenant has this number.').waitFor();
    await page.getByText('No call reaches this computer yet').waitFor();
    await context.close();
  });

  it('open the data folder and start with the computer, where the panel is in the desktop app', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    const stage: { isOn: boolean | null; refuses: boolean } = { isOn: false, refuses: true };
    const opened: string[] = [];
    await page.exposeFunction('showDataFolder', () => {
      opened.push('folder');
      if (stage.refuses) throw new Error('There is no file manager');
    });
    await page.exposeFunction('startsAtLogin', () => stage.isOn);
    await page.exposeFunction('startAtLogin', (on: boolean) => {
      if (!stage.refuses) stage.isOn = on;
      return stage.isOn;
    });
    await goTo(page, 'about');
    expect(await page.getByRole('switch').count()).toBe(0);
    // Stands for the preload script of the desktop app.
    await page.addInitScript('window.ringhouse = { showDataFolder, startsAtLogin, startAtLogin }');
    await goTo(page, 'about');
    const start = page.getByRole('switch', { name: 'Start with the computer' });
    const press = async (): Promise<void> => {
      await start.focus();
      await page.keyboard.press('Space');
    };
    await press();
    await page.getByRole('alert').filter({ hasText: 'It could not be changed' }).waitFor();
    await page.getByRole('button', { name: 'Open the folder' }).click();
    await page.getByRole('alert').filter({ hasText: 'The folder could not be opened' }).waitFor();
    stage.refuses = false;
    await press();
    await page.getByText('Ringhouse starts with the computer.').waitFor();
    await page.getByRole('switch', { checked: true }).waitFor();
    expect(stage.isOn).toBe(true);
    await press();
    await page.getByText('Ringhouse no longer starts by itself.').waitFor();
    await page.getByRole('switch', { checked: false }).waitFor();
    expect([stage.isOn, opened]).toEqual([false, ['folder']]);
    expect(await wrongs(page)).toEqual([]);
    stage.isOn = null;
    await goTo(page, 'about');
    await page.getByText('Only the installed app can').waitFor();
    expect(await start.isDisabled()).toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('have a part for every address', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    for (const part of Object.keys(PARTS)) {
      await follow(page, `/settings/${part}`);
      await heading(page, part).waitFor();
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('a new tenant', { timeout: 60_000 }, () => {
  it('can begin with a trade', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.getByRole('link', { name: 'Tenants' }).first().click();
    await page
      .getByRole('button', { name: /new tenant/i })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Business name').fill('Delta Plumbing');
    await dialog.getByRole('combobox', { name: 'Trade' }).click();
    await page.getByRole('option', { name: 'Plumbing' }).click();
    await dialog.getByLabel('Contact name').fill('Ann Lee');
    await dialog.getByLabel('E-mail').fill('ann@example.com');
    await dialog.getByRole('button', { name: 'Create tenant' }).click();
    await page.getByRole('heading', { name: 'Delta Plumbing' }).first().waitFor();
    const { body } = await appliance.api<{ agent: object }>('GET', '/api/tenants/2');
    expect(body.agent).toMatchObject({ agentName: 'Jake' });
    await context.close();
  });

  it('can begin like another one, from its page or from anywhere', async () => {
    await appliance.api('PATCH', '/api/tenants/1', { agent: { agentName: 'Mia', hours: 'nine to five' } });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL('/tenants/1/identity', appliance.controlUrl).href);
    await page.getByRole('link', { name: 'Duplicate' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New tenant like Acme Corp' });
    await dialog.getByText('it may name Acme Corp.').waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Go to a page, a tenant').fill('duplicate acme');
    await page.getByText('Duplicate Acme Corp').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Business name').fill('Northside Corp');
    await dialog.getByLabel('Contact name').fill('Bo Berg');
    await dialog.getByLabel('E-mail').fill('bo@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Northside Corp' }).waitFor();
    const id = new URL(page.url()).pathname.split('/')[2];
    const { body } = await appliance.api<{ agent: object }>('GET', `/api/tenants/${id}`);
    expect(body.agent).toEqual({ agentName: 'Mia', hours: 'nine to five' });
    await follow(page, `/tenants/${id}/versions`);
    const origin = page.getByText(/^Copied from version 2 of Acme Corp/);
    await origin.waitFor();
    expect(await wrongs(page)).toEqual([]);
    await origin.getByRole('link', { name: 'Acme Corp' }).press('Enter');
    await page.waitForURL(/\/tenants\/1\/versions$/);
    expect(problems).toEqual([]);
    await context.close();
  });
});
