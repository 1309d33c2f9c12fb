import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tenantScope } from '../../server/store/make-scope.ts';
import { finishedCall } from '../usage/calls.ts';
import { wholeRecord } from '../whole-record.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { QuickClock } from './quick-clock.ts';

/** Sunday evening in Los Angeles, Monday morning in Tokyo. */
const NOW = '2026-03-02T02:00:00.000Z';
/** By the date of Los Angeles today and yesterday, in Tokyo both yesterday. */
const LATE = { callSid: `CA${'1'.repeat(32)}`, startedAt: '2026-03-01T10:00:00.000Z' };
const EARLY = { callSid: `CA${'2'.repeat(32)}`, startedAt: '2026-03-01T01:00:00.000Z' };

const clock = new QuickClock(1, NOW);
let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true, clock }), openBrowser()]);
  const { id } = await appliance.createTenant({ businessName: 'Paris Dental', timeZone: 'Europe/Paris' });
  for (const call of [EARLY, LATE]) {
    const record = wholeRecord(finishedCall({ ...call, tenantId: id, practice: false }));
    await appliance.server.context.control.archive.save(tenantScope(id), record);
  }
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

async function open(timezoneId: string, path: string): Promise<Page> {
  const { page, context } = await openPanel(chromium.browser, appliance.controlUrl, {
    timezoneId,
    locale: 'en-US',
  });
  onTestFinished(() => context.close());
  await page.clock.setFixedTime(NOW);
  await page.goto(new URL(path, appliance.controlUrl).href);
  return page;
}

/** Real calls today and yesterday, as Home tells them. */
const today = (page: Page) =>
  page.getByRole('table', { name: 'Today' }).getByRole('row', { name: /^Real calls/ });

describe('a panel in another time zone', { timeout: 60_000 }, () => {
  it.each([
    ['America/Los_Angeles', '1', '1'],
    ['Asia/Tokyo', '0', '1'],
  ])('counts the days of %s on Home', async (zone, now, before) => {
    const page = await open(zone, '/home');
    await expect
      .poll(() => today(page).getByRole('cell').allTextContents())
      .toEqual(['Real calls', now, before, expect.anything()]);
  });

  it.each([
    ['America/Los_Angeles', 1],
    ['Asia/Tokyo', 2],
  ])('narrows calls to a day of %s', async (zone, count) => {
    const page = await open(zone, '/calls?from=2026-03-01&to=2026-03-01');
    await page
      .getByRole('status')
      .filter({ hasText: count === 1 ? '1 call fits' : '2 calls fit' })
      .waitFor();
  });

  it('leads from a statement to the calls of the tenant’s own month', async () => {
    const page = await open('America/Los_Angeles', '/usage?tenant=1');
    await page.getByRole('link', { name: 'The calls of this month' }).press('Enter');
    await page.getByText('March 2026, by the tenant’s time zone', { exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: '2 calls fit' }).waitFor();
  });

  it('says when a call was by its own clock and by the tenant’s', async () => {
    const page = await open('Asia/Tokyo', `/calls/${LATE.callSid}`);
    await page
      .getByText('Mar 1, 2026, 7:00 PM (Mar 1, 2026, 11:00 AM in Europe/Paris)', { exact: false })
      .first()
      .waitFor();
  });

  it('calls yesterday what has yesterday’s date', async () => {
    const page = await open('Asia/Tokyo', '/calls');
    const row = (callSid: string) =>
      page.getByRole('row').filter({ has: page.locator(`a[href$="${callSid}"]`) });
    await expect.poll(() => row(LATE.callSid).textContent()).toContain('16 hours ago');
    await expect.poll(() => row(EARLY.callSid).textContent()).toContain('yesterday');
    const later = await open('America/Los_Angeles', '/calls');
    // A day and an hour ago, which is yesterday there too.
    await expect
      .poll(() =>
        later
          .getByRole('row')
          .filter({ has: later.locator(`a[href$="${EARLY.callSid}"]`) })
          .textContent(),
      )
      .toContain('yesterday');
  });
});

describe('a panel left open overnight', { timeout: 60_000 }, () => {
  it('counts the new day on Home', async () => {
    onTestFinished(() => clock.setTo(NOW));
    const page = await open('America/Los_Angeles', '/live');
    await page.clock.install({ time: NOW });
    await page.goto(new URL('/home?view=table', appliance.controlUrl).href);
    const figures = () => today(page).getByRole('cell').allTextContents();
    const newest = page.getByRole('table', { name: 'Day by day' }).getByRole('row').nth(1);
    await expect.poll(figures).toEqual(['Real calls', '1', '1', expect.anything()]);
    await newest.getByText('Sunday, March 1').waitFor();
    clock.setTo('2026-03-02T11:00:00.000Z');
    await page.clock.fastForward('09:00:00');
    await expect.poll(figures).toEqual(['Real calls', '0', '1', '−100 %']);
    await newest.getByText('Monday, March 2').waitFor();
  });
});
