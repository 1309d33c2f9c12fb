import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CallerMemory, ErasureReceipt } from '../../server/contracts/memory.ts';
import { CALLER_MEMORY } from '../../server/memory/document.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { nodeFileSystem } from '../../server/store/json/node-file-system.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { writeLargeArchive } from './large-archive.ts';
import { wrongs } from './walk.ts';

const NAME = 'customer_1_user_15551234567';
/** For what comes a moment after what was waited for. */
const SOON = { timeout: 20_000 };

let appliance: Appliance;
let chromium: TestBrowser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true }), openBrowser()]);
  const memoryPolicy = { keepDays: null, sensitive: [], check: 'What is your dog called?' };
  await appliance.createTenant({ agent: { memoryPolicy } });
  await appliance.api('PATCH', `/api/memory/${NAME}`, {
    profile: { name: 'Dana', preferences: ['Mornings'] },
    facts: [{ text: 'Has two dogs' }, { text: 'Lives in Oslo' }],
    openMatters: [{ text: 'Send the offer' }],
  });
  ({ page, problems } = await openPanel(chromium.browser, appliance.controlUrl));
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function openCaller(): Promise<void> {
  await page.goto(new URL('/tenants/1/callers', appliance.controlUrl).href);
  await page.getByRole('button', { name: /^Memory of/ }).click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Facts' }).waitFor();
}

const remembered = async (): Promise<CallerMemory> =>
  (await appliance.api<CallerMemory>('GET', `/api/memory/${NAME}`)).body;

describe('a caller in the panel', { timeout: 120_000 }, () => {
  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    await openCaller();
    expect(await wrongs(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('is corrected, marked, settled, and forgotten with a receipt', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openCaller();
    const dialog = page.getByRole('dialog');
    const enter = async (name: string, words: string) => {
      const field = dialog.getByRole('textbox', { name });
      await field.fill(words);
      await field.press('Enter');
    };
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
    await enter('Words of the fact', 'Has three dogs');
    await dialog.getByText('Has three dogs').waitFor();
    await enter('Add a fact', 'Has three dogs');
    await dialog.getByText('That is there already.').waitFor();
    await enter('Add a fact', 'Likes tea');
    await dialog.getByText('Likes tea').waitFor();
    await expect.poll(remembered, SOON).toMatchObject({
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
  });

  it('keeps what a call teaches while it is being corrected', async () => {
    const path = `/api/memory/${NAME}`;
    const profile = { name: 'Dana', preferences: ['Mornings'] };
    await appliance.api('PATCH', path, { profile, facts: [{ text: 'Has two dogs' }] });
    await openCaller();
    const dialog = page.getByRole('dialog');
    const learn = () =>
      appliance.api('PATCH', path, {
        profile: { name: 'Dana Hill', preferences: ['Mornings', 'By text'] },
        facts: [{ text: 'Has two dogs' }, { text: 'Lives in Oslo' }],
      });
    // Before the page knows of it.
    await page.route(`**${path}`, async (route) => {
      await learn();
      await route.continue();
    });
    const add = async (label: string, words: string) => {
      await dialog.getByLabel(label, { exact: true }).first().fill(words);
      await dialog.getByLabel(label, { exact: true }).first().press('Enter');
    };
    await add('Add a fact', 'Likes tea');
    const facts = ['Has two dogs', 'Likes tea', 'Lives in Oslo'];
    await expect.poll(async () => (await remembered()).facts.map(({ text }) => text), SOON).toEqual(facts);
    await page.unroute(`**${path}`);
    await add('Preferences', 'Evenings');
    await dialog.getByRole('button', { name: 'Save caller' }).click();
    await page.getByText('The caller was saved.').last().waitFor();
    expect((await remembered()).profile).toMatchObject({
      name: 'Dana Hill',
      preferences: ['Mornings', 'Evenings', 'By text'],
    });
  });
});

const AT_ONCE = 100;

/** What is kept of Caller `index`, whose last call was `at`. */
function callerAt(index: number, at: string) {
  const digits = `1212${5_550_000 + index}`;
  return {
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
  };
}

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
  // One large transaction takes far longer than several.
  for (let from = 0; from < count; from += AT_ONCE)
    await store.documents.transact(tenantScope(1), async (writer) => {
      for (let index = from; index < Math.min(from + AT_ONCE, count); index += 1) {
        const memory = callerAt(index, at);
        await writer.put(CALLER_MEMORY, memory.caller.slice(1), memory);
      }
    });
  await store.close();
}

describe('2,000 callers in the panel', { timeout: 180_000 }, () => {
  it('are one list that is searched, gone through by keyboard, and linked into', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-callers-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    await writeCallers(dataDir, 2_000);
    const large = await startAppliance({ panel: true, dataDir });
    onTestFinished(() => large.stop());
    const { page, context, problems } = await openPanel(chromium.browser, large.controlUrl);
    onTestFinished(() => context.close());
    const answers: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/callers')) answers.push(response.body().then(({ length }) => length));
    });
    await page.goto(new URL('/tenants/1/callers', large.controlUrl).href);
    await page.getByText('2,000 callers').waitFor();
    const table = page.getByRole('table', { name: 'Callers' });
    const rows = table.getByRole('button', { name: /^Memory of/ });
    await rows.first().focus();
    expect(await rows.count()).toBeLessThan(60);
    await page.keyboard.press('End');
    await page.locator('tr[aria-rowindex="2001"] button:focus').waitFor();
    // A write has only what is in sight fetched anew, and shows in it.
    const last = { namespace: 'customer_1_user_12125551999', profile: { name: 'Zoe Last' } };
    await large.api('PATCH', `/api/memory/${last.namespace}`, { profile: last.profile });
    await table.getByText('Zoe Last').waitFor();
    const find = page.getByRole('textbox', { name: 'Find a caller' });
    await find.fill('nothing like it');
    await page.getByRole('button', { name: 'Show all callers' }).press('Enter');
    await find.fill('1234 dogs');
    await page.getByText('1 caller of 2,000').waitFor();
    await table.getByRole('button', { name: 'Memory of Caller 1234' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Memory of +1 212 555 1234' });
    await dialog.waitFor();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe('?caller=12125551234');
    await page.reload();
    // The dialog takes the focus when it has opened.
    await dialog.locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.goto(new URL('/tenants/1/callers?caller=19995550000', large.controlUrl).href);
    await page.getByText(/Nothing is remembered of/).waitFor();
    // All 2,000 memories are a megabyte.
    expect(Math.max(...(await Promise.all(answers)))).toBeLessThan(20_000);
    await page.goto(new URL('/tenants/1/instructions', large.controlUrl).href);
    const ringing = page.getByRole('combobox', { name: 'If this caller rang now' });
    await ringing.fill('caller 777');
    await page.getByRole('option', { name: /^Caller 777,/ }).click();
    await page.getByText('Has 777 dogs').waitFor();
    expect(problems).toEqual([]);
  });
});
