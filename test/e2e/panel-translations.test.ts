import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('first words in another language are set in the panel, and taken back', { timeout: 60_000 }, async () => {
  const { id } = await appliance.createTenant({ agent: { languages: ['es', 'fr'] } });
  const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
  const saved = async () =>
    (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.agent.translations;
  const save = async () => {
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
  };
  await page.goto(new URL(`/tenants/${id}/greeting`, appliance.controlUrl).href);
  await page.getByRole('button', { name: 'Spanish' }).click();
  const greeting = page.getByRole('textbox', { name: 'Greeting for a new caller in Spanish' });
  await greeting.fill('Hola, {nombre}.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page
    .getByText(/no placeholder \{nombre\}/i)
    .first()
    .waitFor();
  await greeting.fill('Hola, soy una IA. ¿Qué desea?');
  await save();
  expect(await saved()).toEqual({ es: { greeting: 'Hola, soy una IA. ¿Qué desea?' } });
  expect(await seriousFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'Use default for First words in other languages' }).click();
  await save();
  expect(await saved()).toBeUndefined();
  expect(problems).toEqual([]);
  await context.close();
});
