import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CallArchive } from '../../server/call/archive.ts';
import { callReading } from '../../server/contracts/reading.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { finishedCall } from '../usage/calls.ts';
import { wholeRecord } from '../whole-record.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { holdCall } from './held-call.ts';
import { settle, Traffic, wrongs } from './walk.ts';

const DAY_MS = 86_400_000;
const FIRST_PAGE_BYTES = 350_000;

let appliance: Appliance;
let chromium: TestBrowser;
let dataDir: string;

/** Two tenants, and calls of the first in each of the last 60 days. */
async function fill(): Promise<void> {
  const first = await startAppliance({ dataDir });
  await first.createTenant({ trade: 'dental', phoneNumber: '+15555550141' });
  await first.createTenant({ businessName: 'Quiet Corp' });
  await first.stop();
  const store = await openJsonStore({ dataDir, clock: systemClock, onDamage() {}, onSaving() {} });
  const archive = new CallArchive(store.documents);
  for (let day = 1; day <= 60; day += 1) {
    const startedAt = new Date(systemClock.now() - day * DAY_MS).toISOString();
    const callSid = `CA${String(day).padStart(32, '0')}`;
    const timings = { ...finishedCall().timings, answerMs: [800, 900, 2_000] };
    const outcome = day % 3 === 0 ? 'booked' : 'answered';
    const reading = callReading.parse({ outcome, sentiment: 'neutral', followUps: [], fields: {} });
    await archive.save(tenantScope(1), wholeRecord(finishedCall({ callSid, startedAt, timings, reading })));
  }
  await store.close();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-home-'));
  await fill();
  appliance = await startAppliance({ panel: true, dataDir });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const goTo = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
};
const chart = (page: Page, title: string) => page.getByRole('figure').filter({ hasText: title });

/** Bytes of compressed scripts that come until a page that was opened with nothing in its cache works. */
async function firstLoad(controlUrl: string, works: (page: Page) => Promise<void>): Promise<number> {
  const context = await chromium.browser.newContext();
  const page = await context.newPage();
  const loaded = new Set<string>();
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) loaded.add(response.url());
  });
  // Plots come later by themselves, and nothing waits for them.
  await page.route(/trend-charts/, () => undefined);
  await page.goto(controlUrl);
  await works(page);
  const sizes = await Promise.all(
    [...loaded].map(async (url) => gzipSync(await (await page.request.get(url)).body()).length),
  );
  await context.close();
  expect(sizes.length).toBeGreaterThan(1);
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

describe('the home page', { timeout: 180_000 }, () => {
  it('says in one sentence what is not well, and leads to where it is mended', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page
      .getByRole('heading', { level: 2, name: 'It runs, but 2 things want looking after.' })
      .waitFor();
    await page.getByText('One number is given to tenants, but Twilio is not connected').waitFor();
    await page.getByRole('link', { name: 'Replace the samples' }).click();
    await page.waitForURL('**/tenants/1/knowledge');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('draws the days of the range and the tenant that stand in the address, and fits, in light and dark', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/home');
    await chart(page, 'Calls').getByText('29 real').waitFor();
    await chart(page, 'Time to answer').getByText('slowest day 2 s').waitFor();
    await chart(page, 'Cost').waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.getByText('7 days', { exact: true }).click();
    await chart(page, 'Calls').getByText('6 real').waitFor();
    expect(new URL(page.url()).search).toBe('?days=7');
    await goTo(page, '/home?days=90&tenant=2');
    await page.getByText('No call in these 90 days.').waitFor();
    await goTo(page, '/home?days=90&view=table');
    const rows = page.getByRole('table', { name: 'Day by day' }).getByRole('row');
    await rows.nth(90).waitFor();
    expect(await rows.nth(2).textContent()).toContain('101.5 min0.9 s2 s$0.25');
    expect(await wrongs(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('tells what the real calls of these days came to, and leads to them', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/home?tenant=1');
    const results = page.getByRole('region', { name: 'What calls came to' });
    await results.getByRole('link', { name: 'Answered 20 · 69 %' }).waitFor();
    await page.getByRole('region', { name: 'How calls ended' }).getByRole('link').first().waitFor();
    await results.getByRole('link', { name: 'Booked 9 · 31 %' }).press('Enter');
    await page.waitForURL(/\/calls\?from=.*&outcome=booked&kind=real&tenant=1$/);
    await page.getByRole('status').filter({ hasText: '9 calls fit' }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('moves by events alone: a call comes, ends, and is counted', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    const traffic = new Traffic(page);
    await goTo(page, '/home');
    const tile = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) });
    await tile('Calls now').getByText('Nobody is calling').waitFor();
    await chart(page, 'Calls').waitFor();
    await settle(page, traffic);
    const before = traffic.asked.length;
    const call = await holdCall(appliance, { tenantId: 1, from: '+12125550142' });
    onTestFinished(() => call.hangUp());
    await tile('Calls now').getByText('Listen in').waitFor();
    const asked = traffic.asked.slice(before);
    expect(asked.filter((path) => path === '/api/home' || path === '/api/trends')).toEqual([]);
    call.hangUp();
    await tile('Last call \\(practice\\)').waitFor();
    await page
      .getByRole('table', { name: 'Today' })
      .getByRole('row', { name: /^Practice calls 1 0/ })
      .waitFor();
    await chart(page, 'Calls').getByText('1 practice').waitFor();
    await context.close();
  });

  it('says what could not be loaded, and tries again', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.route('**/api/home?*', (route) => route.abort());
    await goTo(page, '/home');
    await page.getByText('The state of things could not be loaded').waitFor();
    await page.unroute('**/api/home?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 2, name: /^It runs/ }).waitFor();
    await context.close();
  });

  it('works before 350 KB of compressed scripts have come', async () => {
    const bytes = await firstLoad(appliance.controlUrl, async (page) => {
      await page.getByRole('heading', { level: 2, name: /^It runs/ }).waitFor();
      await page.getByRole('link', { name: 'Replace the samples' }).waitFor();
      await page.getByRole('table', { name: 'This month' }).waitFor();
    });
    expect(bytes).toBeLessThan(FIRST_PAGE_BYTES);
  });
});

describe('the home page of an empty appliance', { timeout: 60_000 }, () => {
  it('leads to the guided start, which works before 350 KB of compressed scripts have come', async () => {
    const empty = await startAppliance({ panel: true });
    const bytes = await firstLoad(empty.controlUrl, async (first) => {
      await first.getByRole('textbox', { name: 'What is your agency called?' }).fill('Northside');
    });
    expect(bytes).toBeLessThan(FIRST_PAGE_BYTES);
    const { page, context } = await openPanel(chromium.browser, empty.controlUrl);
    await page.getByRole('link', { name: 'Leave the guided start' }).click();
    await page.getByRole('heading', { name: 'Hear your first receptionist in two minutes' }).waitFor();
    await page.getByRole('link', { name: 'Begin' }).click();
    await page.getByRole('heading', { level: 1, name: 'Welcome to Ringhouse' }).waitFor();
    await context.close();
    await empty.stop();
  });
});
