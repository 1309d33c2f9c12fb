import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentOverrides, AgentSettings, PersonalityPreset } from '../../server/contracts/agent.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { wrongs } from './walk.ts';

const ANN = {
  label: 'Ann',
  number: '+12125551234',
  when: 'Invoices',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
};

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

/** A tenant of its own with one part of its settings open. */
async function openPart(part: string, agent: object = {}) {
  const { id } = await appliance.createTenant({ agent });
  const opened = await openPanel(chromium.browser, appliance.controlUrl);
  await goTo(opened.page, `/tenants/${id}/${part}`);
  return {
    ...opened,
    id,
    saved: async (): Promise<AgentOverrides> =>
      (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.agent,
  };
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
}

const press = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();
async function save(page: Page): Promise<void> {
  await press(page);
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const isWrong = (input: ReturnType<typeof field>) => input.getAttribute('aria-invalid');

describe('the hours of a tenant in the panel', { timeout: 60_000 }, () => {
  it('are set, refused at their row, saved, and given back to the default', async () => {
    const { page, context, problems, saved } = await openPart('hours');
    const on = (day: string, end: string) => page.getByLabel(`Opening hours on ${day}, ${end}`).last();
    await button(page, 'Add hours: Opening hours on Tuesday').click();
    await button(page, 'Add hours: Opening hours on Thursday').click();
    await on('Thursday', 'to').fill('08:00');
    await press(page);
    await page.getByRole('alert').filter({ hasText: 'The end must come after the beginning' }).waitFor();
    expect([await isWrong(on('Thursday', 'to')), await isWrong(on('Tuesday', 'to'))]).toEqual(['true', null]);
    await on('Thursday', 'to').fill('12:30');
    await button(page, 'Add a holiday').click();
    await press(page);
    await page.getByText('Name the holiday.').first().waitFor();
    await page.getByLabel('Name of the new holiday').fill('Christmas Day');
    await page.getByLabel('Date of Christmas Day').fill('2026-12-25');
    await save(page);
    expect((await saved()).schedule).toEqual({
      weekly: [
        { day: 'tuesday', from: '09:00', to: '17:00' },
        { day: 'thursday', from: '09:00', to: '12:30' },
      ],
      holidays: [{ date: '2026-12-25', yearly: true, name: 'Christmas Day', spans: [] }],
    });
    await button(page, 'Use default for Opening hours').click();
    await save(page);
    expect(await saved()).toEqual({});
    expect(problems).toEqual([]);
    await context.close();
  });

  it('do not move while a time is being typed', async () => {
    const weekly = [
      { day: 'monday', from: '09:00', to: '12:00' },
      { day: 'monday', from: '13:00', to: '17:00' },
    ];
    const { page, context } = await openPart('hours', { schedule: { weekly, holidays: [] } });
    const second = page.getByLabel('Opening hours on Monday, from').nth(1);
    await second.fill('08:00');
    expect(await second.inputValue()).toBe('08:00');
    expect(await page.getByLabel('Opening hours on Monday, from').first().inputValue()).toBe('09:00');
    await context.close();
  });
});

describe('the transfers in the panel', { timeout: 60_000 }, () => {
  it.each(['a tenant', 'the defaults'])(
    'of %s are refused at the field that is wrong, then saved',
    async (whose) => {
      const { page, context, saved, id } = await openPart('transfers');
      const isTenant = whose === 'a tenant';
      if (!isTenant) await goTo(page, '/defaults/transfers');
      const of = (name: string) => page.getByRole('group', { name, exact: true });
      for (const [label, number] of [
        ['Ann', '+12125551234'],
        ['ann', '+19005551234'],
      ] as const) {
        await button(page, 'Add a person or team').click();
        await page.keyboard.type(label);
        await of(label).getByLabel('Number', { exact: true }).fill(number);
      }
      await press(page);
      await of('ann').getByText('There are two destinations called ann').waitFor();
      expect(await isWrong(of('Ann').getByLabel('Name', { exact: true }))).toBe(null);
      await of('ann').getByLabel('Name', { exact: true }).fill('Bo');
      // That a number is a premium one only the server knows.
      await press(page);
      const number = of('Bo').getByLabel('Number', { exact: true });
      await of('Bo')
        .getByText(/premium/i)
        .waitFor();
      expect([await isWrong(number), await isWrong(of('Ann').getByLabel('Number', { exact: true }))]).toEqual(
        ['true', null],
      );
      await page.getByRole('link', { name: /^Transfers.*something is wrong here/ }).waitFor();
      await number.fill('+12125551235');
      await save(page);
      const stored = isTenant
        ? await saved()
        : (await appliance.api<AgentSettings>('GET', '/api/defaults')).body;
      expect(stored.transfers).toMatchObject([{ label: 'Ann' }, { label: 'Bo', number: '+12125551235' }]);
      if (!isTenant) {
        // What the defaults have reaches the tenant, as the defaults'.
        await goTo(page, `/tenants/${id}/transfers`);
        await of('Bo').waitFor();
        expect(await saved()).toEqual({});
        await appliance.api('PATCH', '/api/defaults', { transfers: [] });
      }
      await context.close();
    },
  );

  it('can be set up by keyboard alone', async () => {
    const { page, context, saved, problems } = await openPart('hours');
    await tabTo(page, 'Transfers');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Transfers', level: 2 }).waitFor();
    await tabTo(page, 'Add a person or team');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Billing');
    await page.keyboard.press('Tab');
    await page.keyboard.type('+12125550142');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Invoices');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+s');
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
    expect((await saved()).transfers).toEqual([
      { ...ANN, label: 'Billing', number: '+12125550142', mode: 'cold' },
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });
});

/** Presses Tab until what is called so has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    const focused = await page.evaluate(
      "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent",
    );
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached with Tab.`);
}

describe('the personality in the panel', { timeout: 60_000 }, () => {
  it('begins with a preset that is chosen by keyboard, and throws one away', async () => {
    const [preset, other] = (await appliance.api<PersonalityPreset[]>('GET', '/api/presets')).body;
    const { page, context, problems, id, saved } = await openPart('personality');
    const choose = async (title = '') => {
      await button(page, 'Presets').press('Enter');
      const item = page.getByRole('menuitem', { name: title });
      await item.first().waitFor();
      await page.keyboard.press('ArrowDown');
      await item.first().press('Enter');
      await page.getByRole('region', { name: 'Unsaved changes' }).waitFor();
    };
    await choose(other?.title);
    await button(page, 'Discard').press('Enter');
    await page.getByText('Every slider is at its default.').waitFor();
    expect(await saved()).toEqual({});
    await choose(preset?.title);
    await save(page);
    const { effective } = (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body;
    const sliders = Object.entries(effective.personality).map(([slider, { value }]) => [slider, value]);
    expect(Object.fromEntries(sliders)).toEqual(preset?.personality);
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('the messages and rules in the panel', { timeout: 60_000 }, () => {
  it('say which address is wrong, and which placeholder', async () => {
    const { page, context, saved, problems } = await openPart('messages');
    const mails = page.getByRole('combobox', { name: 'E-mail to' });
    for (const address of ['owner@example.com', 'nowhere']) {
      await mails.fill(address);
      await mails.press('Enter');
    }
    await field(page, 'Words').fill('See you at {place}.');
    await press(page);
    await page.getByText('nowhere: Write an e-mail address').waitFor();
    await page.getByText('Only {business_name} and {address} may stand in braces.').first().waitFor();
    await mails.press('Backspace');
    await field(page, 'Words').fill('See you at {address}.');
    await save(page);
    expect(await saved()).toMatchObject({
      delivery: { emails: ['owner@example.com'] },
      followUp: { on: false, text: 'See you at {address}.' },
    });
    expect(problems).toEqual([]);
    await context.close();
  });

  it.each(['a tenant', 'the defaults'])('of %s refuse a notice that does not say AI', async (whose) => {
    const { page, context } = await openPart('rules');
    if (whose === 'the defaults') await goTo(page, '/defaults/rules');
    const notice = field(page, 'Notice that an AI speaks');
    await notice.fill('Hello there.');
    await press(page);
    await page
      .getByText(/The notice must say that an AI is speaking/)
      .first()
      .waitFor();
    expect(await isWrong(notice)).toBe('true');
    await button(page, 'Discard').click();
    expect(await notice.inputValue()).toMatch(/AI/);
    await context.close();
  });

  it('keep a limit and a field of the tenant, and refuse a name that is no name', async () => {
    const { page, context, saved, problems } = await openPart('rules');
    await page.getByLabel('Minutes for one call').fill('10');
    await field(page, 'Name of a new field').fill('Policy');
    await button(page, 'Add').click();
    await page.getByText(/Begin with a small letter/).waitFor();
    await field(page, 'Name of a new field').fill('policyNumber');
    await button(page, 'Add').click();
    await field(page, 'What policyNumber is').fill('As on the contract');
    await save(page);
    expect(await saved()).toMatchObject({
      caps: { callMinutes: 10, dayMinutes: null },
      callFields: { properties: { policyNumber: { type: 'string', description: 'As on the contract' } } },
    });
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('the parts of a tenant', { timeout: 180_000 }, () => {
  it('show no serious fault to axe in light and dark, refused input included, and fit a phone', async () => {
    const weekly = [{ day: 'monday', from: '09:00', to: '12:00' }];
    const { id } = await appliance.createTenant({
      agent: {
        transfers: [ANN],
        schedule: { weekly, holidays: [{ date: '2026-12-25', yearly: true, name: 'Xmas', spans: [] }] },
        recording: { on: true, keepDays: 30 },
        callFields: { type: 'object', properties: { policyNumber: { type: 'string' } } },
      },
    });
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    for (const part of ['hours', 'transfers', 'messages', 'rules', 'tools']) {
      await goTo(page, `/tenants/${id}/${part}`);
      if (part === 'transfers') {
        await button(page, 'Add a person or team').click();
        await press(page);
        await page.getByText('Name the person or team.').first().waitFor();
      }
      expect([part, await wrongs(page)]).toEqual([part, []]);
    }
    await context.close();
  });

  it('are chosen from one field on a phone, and keep what is not saved', async () => {
    const { page, context, id } = await openPart('hours');
    await page.setViewportSize({ width: 390, height: 844 });
    await button(page, 'Add hours: Opening hours on Friday').click();
    await page.getByRole('combobox', { name: 'Settings of Acme Corp' }).click();
    await page.getByRole('option', { name: 'Hours (not saved)' }).waitFor();
    await page.getByRole('option', { name: 'Messages' }).click();
    await page.getByRole('heading', { name: 'Delivery', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/tenants/${id}/messages`);
    await page.getByText('1 unsaved change').waitFor();
    await context.close();
  });
});
