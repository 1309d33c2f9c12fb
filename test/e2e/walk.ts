import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import type { Appliance } from './appliance.ts';
import { openPanel, type TestBrowser } from './browser.ts';
import { faultsInBothSchemes, overflow } from './faults.ts';

/** Pages that show what there is, and what to do while there is nothing. */
export const PLACES: readonly string[] = [
  ...['/home', '/home?days=90&view=table', '/live', '/calls', '/calls?text=billing&outcome=booked', '/inbox'],
  ...['/inbox?state=undelivered', '/tenants', '/numbers', '/usage', '/audit', '/audit?verify', '/log'],
  ...['/log?level=warn', '/data', '/data/import', '/data/tenant'],
];

/** Pages that are the same whatever there is. */
export const STEADY: readonly string[] = [
  ...['agent', 'greeting', 'personality', 'hours', 'transfers', 'messages', 'rules', 'tools'].map(
    (part) => `/defaults/${part}`,
  ),
  ...['agency', 'limits', 'notifications', 'about', 'openai', 'twilio', 'line', 'mail', 'lookup'].map(
    (part) => `/settings/${part}`,
  ),
  ...['/start', '/start/tenant', '/start/call', '/start/connect', '/tenants?new', '/nothing/at/all'],
];

/** The pages of one tenant. */
export const placesOf = (tenantId: number): string[] =>
  [
    ...['identity', 'knowledge', 'agent', 'greeting', 'personality', 'hours', 'transfers', 'messages'],
    ...['rules', 'tools', 'callers', 'instructions', 'versions', 'versions?from=1&to=2'],
  ].map((part) => `/tenants/${tenantId}/${part}`);

/** The requests of a page to the API, but for the streams of events, which stay open. */
export class Traffic {
  readonly asked: string[] = [];
  readonly #open = new Set<Request>();

  constructor(page: Page) {
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/api/') || request.resourceType() === 'eventsource') return;
      this.asked.push(pathname);
      this.#open.add(request);
    });
    page.on('requestfinished', (request) => this.#open.delete(request));
    page.on('requestfailed', (request) => this.#open.delete(request));
  }

  get open(): number {
    return this.#open.size;
  }
}

/** Resolves when the page has all that it shows. */
export async function settle(page: Page, traffic: Traffic): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const waiting = async (): Promise<number> =>
    traffic.open + (await page.locator('.mantine-Skeleton-root, [aria-label="Loading"]').count());
  // Between an answer and what it leads to be asked next, nothing is waited for either: it must be so twice.
  let calm = 0;
  const looks = async (): Promise<number> => {
    calm = (await waiting()) === 0 ? calm + 1 : 0;
    return calm;
  };
  await expect.poll(looks, { message: page.url() }).toBe(2);
}

/** Goes there as a link inside the panel does. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
}

/** What is wrong with the page as it stands: at 1280 in light and in dark, and at 390, sideways too. */
export async function wrongs(page: Page): Promise<string[]> {
  const faults = await faultsInBothSchemes(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  // What follows the width of the window does so a moment later.
  const wide = await expect
    .poll(() => overflow(page))
    .toBe(0)
    .then(
      () => [],
      () => ['it scrolls sideways at 390'],
    );
  const narrow = (await faultsInBothSchemes(page)).map((fault) => `at 390, ${fault}`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 844 });
  return [...faults, ...wide, ...narrow];
}

/** How many entries of a list the browser draws: of a long one only those in sight and near it. */
export const drawn = (page: Page, list: string): Promise<number> =>
  page.evaluate(
    `[...document.querySelectorAll('ul[aria-label="${list}"] > li')].filter(({ firstElementChild }) =>
      firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length`,
  );

/** Opens each page anew, and holds it to what every page must be. */
export async function inspect(
  { browser }: TestBrowser,
  { controlUrl }: Appliance,
  paths: readonly string[],
): Promise<void> {
  const { page, context, problems } = await openPanel(browser, controlUrl);
  const traffic = new Traffic(page);
  for (const path of paths) {
    await page.goto(new URL(path, controlUrl).href);
    await settle(page, traffic);
    expect.soft([path, await wrongs(page)]).toEqual([path, []]);
    expect.soft([path, problems.splice(0)]).toEqual([path, []]);
  }
  await context.close();
}
