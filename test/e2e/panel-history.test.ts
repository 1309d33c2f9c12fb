import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallPage, callPage } from '../../server/contracts/history.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { type LargeArchive, writeLargeArchive } from './large-archive.ts';
import { follow, settle, Traffic, wrongs } from './walk.ts';

let dataDir: string;
let large: LargeArchive;
let appliance: Appliance;
let chromium: TestBrowser;
let origin: string;

const list = async (query: string): Promise<CallPage> =>
  callPage.parse((await appliance.api('GET', `/api/calls?${query}`)).body);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-large-'));
  large = await writeLargeArchive(dataDir);
  appliance = await startAppliance({ panel: true, dataDir });
  origin = new URL(appliance.controlUrl).origin;
  chromium = await openBrowser();
  await appliance.events.wait(
    ({ type, data }) => type === 'search.changed' && JSON.stringify(data).includes('"indexed":10000'),
  );
}, 240_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function open(path: string, options: Parameters<typeof openPanel>[2] = {}) {
  const panel = await openPanel(chromium.browser, appliance.controlUrl, options);
  await panel.page.goto(origin + path);
  return panel;
}

const rows = (page: Page) => page.locator('tbody tr');
const rowAt = (page: Page, place: number) => page.locator(`tr[aria-rowindex="${place + 2}"] a`);
const status = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

describe('the history of ten thousand calls', { timeout: 240_000 }, () => {
  it('is one list of which only what is in sight is in the page, by wheel and by keyboard', async () => {
    const { page, context, problems } = await open('/calls');
    await status(page, '10,000 calls').waitFor();
    expect(await page.getByRole('table', { name: 'Calls' }).getAttribute('aria-rowcount')).toBe('10001');
    await rowAt(page, 0).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('tr[aria-rowindex="3"] a:focus').waitFor();
    await page.keyboard.press('End');
    await page.locator('tr[aria-rowindex="10001"] a:focus').waitFor();
    const [oldest] = (await list('limit=1&offset=9999')).calls;
    expect(await page.locator('a:focus').getAttribute('href')).toBe(`/calls/${oldest?.callSid}`);
    expect(await rows(page).count()).toBeLessThan(60);
    await page.mouse.move(640, 500);
    await page.mouse.wheel(0, -200_000);
    await page.locator('tr:not([aria-rowindex="10001"]) a').first().waitFor();
    await page.keyboard.press('Home');
    await page.locator('tr[aria-rowindex="2"] a:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/calls/${large.longCall}`);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('is searched, and leads to the line in a call of two hours', async () => {
    const { page, context, problems } = await open('/calls');
    await page.getByRole('searchbox', { name: 'Search in calls' }).fill(large.needle);
    await status(page, '1 call fits').waitFor();
    await page.waitForURL(`**/calls?text=${large.needle}`);
    await page.locator('tbody mark', { hasText: large.needle }).waitFor();
    await rowAt(page, 0).click();
    await page.waitForURL(`**/calls/${large.longCall}?turn=${large.needleTurn}&find=${large.needle}`);
    const line = page.locator('li[data-state="target"]');
    await line.locator('mark', { hasText: large.needle }).waitFor();
    // Of fifteen hundred lines it is the one in sight.
    expect(await page.getByRole('region', { name: 'What was said' }).locator('li').count()).toBe(1_501);
    const height = page.viewportSize()?.height ?? 0;
    await expect.poll(async () => (await line.boundingBox())?.y).toBeLessThan(height);
    expect((await line.boundingBox())?.y).toBeGreaterThan(0);
    const find = page.getByRole('searchbox', { name: 'Find in this transcript' });
    await find.fill('parking');
    await status(page, /of \d+/).waitFor();
    await find.press('Enter');
    await page.locator('li[data-state="target"]', { hasText: 'parking' }).waitFor();
    await page.goBack();
    await status(page, '1 call fits').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('is filtered by keyboard; the address says how, and each filter can be taken back', async () => {
    const expected = await list('tenantId=1&outcome=booked&practice=false&minSeconds=60&limit=1');
    const { page, context } = await open('/calls?tenant=1');
    await page.getByRole('button', { name: 'Filters' }).press('Enter');
    const filters = page.getByRole('region', { name: 'Filters', exact: true });
    const choose = async (field: string, option: string): Promise<void> => {
      await filters.getByRole('combobox', { name: field }).press('Enter');
      const wanted = page.getByRole('option', { name: option, exact: true });
      await wanted.waitFor();
      const marked = async () => (await wanted.getAttribute('data-combobox-selected')) !== null;
      for (let steps = 0; steps < 20 && !(await marked()); steps += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await wanted.waitFor({ state: 'hidden' });
    };
    await choose('Outcome', 'Booked');
    await choose('Kind', 'Real calls');
    await filters.getByRole('textbox', { name: 'Shortest length' }).fill('60');
    await status(page, new RegExp(`^${expected.total} calls? fit`)).waitFor();
    expect(new URL(page.url()).search).toBe('?tenant=1&outcome=booked&kind=real&longer=60');
    await page.reload();
    await status(page, new RegExp(`^${expected.total} calls? fit`)).waitFor();
    await page.getByRole('button', { name: 'Remove the filter Outcome: Booked' }).press('Enter');
    await page.waitForURL('**/calls?tenant=1&kind=real&longer=60');
    await page.getByRole('button', { name: 'Clear all' }).press('Enter');
    await page.waitForURL('**/calls?tenant=1');
    await context.close();
  });

  it('says what is wrong with what is typed, and what to do when nothing fits', async () => {
    const { page, context } = await open('/calls');
    await page.getByRole('button', { name: 'Filters' }).click();
    const caller = page.getByRole('textbox', { name: 'Caller’s number' });
    await caller.fill('Dana');
    await caller.press('Enter');
    await page.getByText('Write digits of the number, such as 555 0123.').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.goto(`${origin}/calls?text=unheard-of&caller=abc`);
    await page.getByRole('alert').filter({ hasText: 'Write digits of the number' }).waitFor();
    await page.goto(`${origin}/calls?text=xylophone`);
    await page.getByRole('heading', { name: 'No call fits' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await status(page, '10,000 calls').waitFor();
    await context.close();
  });

  it('is saved as CSV and as JSON, as filtered', async () => {
    const { page, context } = await open('/calls?caller=2000777');
    const { total, calls } = await list('caller=2000777');
    await status(page, `${total} calls fit`).waitFor();
    const save = async (format: string): Promise<string> => {
      await page.getByRole('button', { name: 'Export' }).click();
      const coming = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: format }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toMatch(new RegExp(`^calls-\\d{4}-.*\\.${format.toLowerCase()}$`));
      return readFile(await download.path(), 'utf8');
    };
    const csv = await save('CSV');
    expect(csv.trim().split('\r\n')).toHaveLength(total + 1);
    const json: unknown[] = JSON.parse(await save('JSON'));
    expect(json).toMatchObject(calls.map(({ callSid }) => ({ callSid })));
    await context.close();
  });

  it('leaves every page sound in light and dark, at both widths', async () => {
    const { page, context, problems } = await open('/calls?text=boiler&outcome=booked');
    const traffic = new Traffic(page);
    await page.locator('tbody mark').first().waitFor();
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('combobox', { name: 'Outcome' }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    const places = [
      '/home',
      '/home?days=90&view=table',
      '/calls',
      '/tenants',
      '/numbers',
      '/usage',
      '/audit',
    ];
    for (const path of [...places, '/tenants/1/callers', `/calls/${large.longCall}`]) {
      await follow(page, path);
      await settle(page, traffic);
      expect.soft([path, await wrongs(page)]).toEqual([path, []]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('the page of a call', { timeout: 120_000 }, () => {
  it('plays its sound along with the transcript, from any line, by keyboard', async () => {
    const { page, context, problems } = await open(`/calls/${large.recordedCall}`);
    const player = page.getByRole('region', { name: 'Recording', exact: true });
    await player.getByText('/ 0:30').waitFor();
    await page.getByRole('button', { name: '0:13: play from here' }).click();
    await page.locator('li[data-state="playing"]', { hasText: 'Caller' }).waitFor();
    await page.keyboard.press('k');
    await player.getByRole('button', { name: 'Play (K)' }).waitFor();
    expect(new URL(page.url()).search).toBe('?turn=3');
    const at = async (): Promise<unknown> => page.evaluate('document.querySelector("audio").currentTime');
    const pausedAt = Number(await at());
    await page.keyboard.press('j');
    await expect.poll(at).toBeCloseTo(pausedAt - 10, 1);
    const shown = `0:${String(Math.floor(pausedAt - 10)).padStart(2, '0')} /`;
    await player.getByText(shown, { exact: false }).waitFor();
    await player.getByRole('button', { name: 'Speed 1' }).click();
    expect(await page.evaluate('document.querySelector("audio").playbackRate')).toBe(1.25);
    expect(await seriousFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('tells from ring to hang-up what happened, and is saved as a file', async () => {
    const { page, context } = await open(`/calls/${large.longCall}`);
    const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
    expect(await timeline.textContent()).toMatch(
      /The agent answered 750 times.*Nothing held it up.*It rang.*The carrier connected the sound.*The caller hung up/,
    );
    await timeline.getByRole('button', { name: 'Show also 750 answers in the usual time' }).click();
    expect(await timeline.locator('li').count()).toBeGreaterThan(750);
    await page.getByText('There is no recording of this call.').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Whole record as JSON' }).click();
    expect((await coming).suggestedFilename()).toBe(`call-${large.longCall}.json`);
    const caller = page.getByRole('region', { name: 'Details' }).getByRole('link');
    expect(await caller.getAttribute('href')).toMatch(/^\/tenants\/1\/callers\?caller=\d+$/);
    await context.close();
  });
});

describe('a server that goes and comes back', { timeout: 240_000 }, () => {
  it('is said to be gone, and all goes on as soon as it is back', async () => {
    const { page, context } = await open('/calls');
    await status(page, '10,000 calls').waitFor();
    const { controlPort } = appliance.server.ready;
    const { token } = appliance;
    appliance.events.close();
    await appliance.server.stop();
    await page.getByRole('searchbox', { name: 'Search in calls' }).fill('boiler');
    await page
      .getByText('The calls could not be loaded')
      .or(page.getByRole('alert').first())
      .first()
      .waitFor();
    appliance = await startAppliance({
      panel: true,
      dataDir,
      env: { RINGHOUSE_CONTROL_PORT: String(controlPort), RINGHOUSE_CONTROL_TOKEN: token },
    });
    // Found while transcripts are still being read, and more of it as they are.
    await page.locator('tbody mark', { hasText: 'boiler' }).first().waitFor({ timeout: 120_000 });
    await appliance.events.wait(
      ({ type, data }) => type === 'search.changed' && JSON.stringify(data).includes('"indexed":10000'),
    );
    const { total } = await list('text=boiler&limit=1');
    await status(page, `${new Intl.NumberFormat('en-US').format(total)} calls fit`).waitFor();
    await context.close();
  });
});
