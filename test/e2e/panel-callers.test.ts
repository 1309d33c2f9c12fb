import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerMemory, ErasureReceipt } from '../../server/contracts/memory.ts';
import { CALLER_MEMORY } from '../../server/memory/document.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { nodeFileSystem } from '../../server/store/json/node-file-system.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';
import { writeLargeArchive } from './large-archive.ts';

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

describe('a caller in the panel', { timeout: 120_000 }, () => {
  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const { page, context, problems } = await openCaller({ width, height: 844 }, colorScheme);
        expect(await seriousFaults(page), `${colorScheme} ${width}`).toEqual([]);
        expect(await overflow(page), `${width}`).toBe(0);
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
    await page.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByText('Send the offer').waitFor();
    await dialog.getByRole('button', { name: 'Remove: Send the offer' }).click();
    await dialog.getByText('Nothing is open.').waitFor();
    await dialog.getByRole('button', { name: 'Edit: Has two dogs' }).click();
    await dialog.getByRole('textbox', { name: 'Words of the fact' }).fill('Has three dogs');
    await page.keyboard.press('Enter');
    await dialog.getByText('Has three dogs').waitFor();
    await dialog.getByRole('textbox', { name: 'Add a fact' }).fill('Has three dogs');
    await page.keyboard.press('Enter');
    await dialog.getByText('That is there already.').waitFor();
    await dialog.getByRole('textbox', { name: 'Add a fact' }).fill('Likes tea');
    await page.keyboard.press('Enter');
    await dialog.getByText('Likes tea').waitFor();
    await expect.poll(remembered).toMatchObject({
      profile: { name: 'Dee', checkAnswer: 'Rex', preferences: ['Mornings'] },
      facts: [
        { text: 'Has three dogs', sensitive: false },
        { text: 'Lives in Oslo', sensitive: true },
        { text: 'Likes tea', callSid: null },
      ],
      openMatters: [],
    });

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Export' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^caller-.*\.json$/);
    const exported = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(exported).toMatchObject({ memory: { profile: { name: 'Dee' } }, calls: [] });

    await dialog.getByRole('button', { name: 'Forget caller' }).click();
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    const proof = page.getByRole('dialog', { name: 'The caller was forgotten' });
    await proof.waitFor();
    const [receipt] = (await appliance.api<ErasureReceipt[]>('GET', '/api/tenants/1/erasures')).body;
    expect(await proof.textContent()).toContain(receipt?.id);
    expect(await seriousFaults(page)).toEqual([]);
    await proof.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Nobody is remembered yet').waitFor();
    await page.getByRole('button', { name: `Show receipt ${receipt?.id}` }).click();
    await proof.waitFor();
    expect((await appliance.api('GET', `/api/memory/${NAME}`)).status).toBe(404);
    // The answer that there is nothing any more is no problem of the page.
    expect(problems).toEqual([]);
    await context.close();
  });
});

/** A data folder whose tenant 1 remembers this many callers: Caller 0, Caller 1, … */
async function writeCallers(dataDir: string, count: number): Promise<void> {
  await writeLargeArchive(dataDir, { tenants: 1, calls: 2, longExchanges: 2 });
  const store = await openJsonStore({
    dataDir,
    clock: systemClock,
    fs: nodeFileSystem,
    onDamage: () => undefined,
  });
  const at = new Date(systemClock.now()).toISOString();
  await store.documents.transact(tenantScope(1), async (writer) => {
    for (let index = 0; index < count; index += 1) {
      const digits = `1212${5_550_000 + index}`;
      await writer.put(CALLER_MEMORY, digits, {
        namespace: `customer_1_user_${digits}`,
        tenantId: 1,
        caller: `+${digits}`,
        profile: { name: `Caller ${index}`, preferences: [], language: null, checkAnswer: null },
        facts: [{ text: `Has ${index} dogs`, callSid: null, at, sensitive: false }],
        openMatters: [],
        summaries: [],
        callCount: 1,
        lastCallAt: at,
        learnt: [],
        wrongAnswers: null,
      });
    }
  });
  await store.close();
}

describe('2,000 callers in the panel', { timeout: 180_000 }, () => {
  it('are one list that is searched, gone through by keyboard, and linked into', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-callers-'));
    await writeCallers(dataDir, 2_000);
    const large = await startAppliance({ panel: true, dataDir });
    const { page, context, problems } = await openPanel(chromium.browser, large.controlUrl);
    await page.goto(new URL('/tenants/1/callers', large.controlUrl).href);
    await page.getByText('2,000 callers').waitFor();
    const table = page.getByRole('table', { name: 'Callers' });
    const rows = table.getByRole('button', { name: /^Memory of/ });
    await rows.first().focus();
    expect(await rows.count()).toBeLessThan(60);
    await page.keyboard.press('End');
    await page.locator('tr[aria-rowindex="2001"] button:focus').waitFor();
    await page.getByRole('textbox', { name: 'Find a caller' }).fill('1234 dogs');
    await page.getByText('1 caller of 2,000').waitFor();
    await rows.first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Memory of +1 212 555 1234' });
    await dialog.waitFor();
    expect(new URL(page.url()).search).toBe('?caller=12125551234');
    await page.reload();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.goto(new URL('/tenants/1/callers?caller=19995550000', large.controlUrl).href);
    await page.getByText(/Nothing is remembered of/).waitFor();
    expect(problems).toEqual([]);
    await context.close();
    await large.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
});
