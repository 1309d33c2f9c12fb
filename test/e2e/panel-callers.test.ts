import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerMemory, ErasureReceipt } from '../../server/contracts/memory.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';

const NAME = 'customer_1_user_15551234567';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  chromium = await openBrowser();
  appliance = await startAppliance({ panel: true });
  const memoryPolicy = { keepDays: null, sensitive: [], check: 'What is your dog called?' };
  await appliance.createTenant({ agent: { memoryPolicy } });
  await appliance.api('PATCH', `/api/memory/${NAME}`, {
    profile: { name: 'Dana', preferences: ['Mornings'] },
    facts: [{ text: 'Has two dogs' }, { text: 'Lives in Oslo' }],
    openMatters: [{ text: 'Send the offer' }],
  });
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function openCaller(viewport: { width: number; height: number }, colorScheme: 'light' | 'dark') {
  const opened = await openPanel(chromium.browser, appliance.controlUrl, { viewport, colorScheme });
  await opened.page.goto(new URL('/tenants/1/callers', appliance.controlUrl).href);
  await opened.page.getByRole('button', { name: /^Memory of/ }).click();
  await opened.page.getByRole('dialog').getByRole('heading', { name: 'Facts' }).waitFor();
  return opened;
}

const remembered = async (): Promise<CallerMemory> =>
  (await appliance.api<CallerMemory>('GET', `/api/memory/${NAME}`)).body;

async function faults(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(
    'Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))',
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('a caller in the panel', { timeout: 120_000 }, () => {
  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const { page, context, problems } = await openCaller({ width, height: 844 }, colorScheme);
        expect(await faults(page), `${colorScheme} ${width}`).toEqual([]);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, `${width}`).toBeLessThanOrEqual(0);
        expect(problems).toEqual([]);
        await context.close();
      }
  });

  it('is corrected, marked, settled, and forgotten with a receipt', async () => {
    const { page, context, problems } = await openCaller({ width: 390, height: 844 }, 'light');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Preferred name' }).fill('Dee');
    await dialog.getByRole('textbox', { name: 'Answer to the check' }).fill('Rex');
    await dialog.getByRole('button', { name: 'Save caller' }).click();
    await page.getByText('The caller was saved.').waitFor();
    await dialog.getByRole('checkbox', { name: 'Sensitive: Lives in Oslo' }).click();
    await dialog.getByRole('button', { name: 'Remove: Send the offer' }).click();
    await dialog.getByText('Nothing is open.').waitFor();
    await expect.poll(remembered).toMatchObject({
      profile: { name: 'Dee', checkAnswer: 'Rex', preferences: ['Mornings'] },
      facts: [
        { text: 'Has two dogs', sensitive: false },
        { text: 'Lives in Oslo', sensitive: true },
      ],
      openMatters: [],
    });

    await dialog.getByRole('button', { name: 'Forget caller' }).click();
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    const proof = page.getByRole('dialog', { name: 'The caller was forgotten' });
    await proof.waitFor();
    const [receipt] = (await appliance.api<ErasureReceipt[]>('GET', '/api/tenants/1/erasures')).body;
    expect(await proof.textContent()).toContain(receipt?.id);
    expect(await faults(page)).toEqual([]);
    await proof.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Nobody is remembered yet').waitFor();
    expect((await appliance.api('GET', `/api/memory/${NAME}`)).status).toBe(404);
    // The answer that there is nothing any more is no problem of the page.
    expect(problems).toEqual([]);
    await context.close();
  });
});
