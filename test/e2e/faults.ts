import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Runs in the page. What the rules say of single elements is left out, but for the first that breaks one. */
const LOOK = `axe.run({ resultTypes: ['violations'], iframes: false, ...OPTIONS }).then(({ violations }) =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes[0].html))`;

async function look(page: Page, options: object): Promise<string[]> {
  // Colours are judged at rest, not half-way through a fade.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(
    'Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))',
  );
  // The package's own adapter for browsers opens a second page at each look, which takes ten times as long.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  return page.evaluate<string[]>(LOOK.replace('OPTIONS', JSON.stringify(options)));
}

/** What a person with a screen reader, or with poor sight, would stumble over. */
export async function seriousFaults(page: Page): Promise<string[]> {
  return look(page, {});
}

/** The same in light and then in dark, in which only colours differ. The page stays dark. */
export async function faultsInBothSchemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await look(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-mantine-color-scheme="dark"]').waitFor();
  const inDark = await look(page, { runOnly: ['color-contrast'] });
  return [...inLight, ...inDark.map((fault) => `in dark, ${fault}`)];
}

/** By how many pixels the page is wider than the window. */
export async function overflow(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
