import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SPREADSHEET } from './agency.ts';

export interface Prepared {
  /** Paths of what stands in the address once it was done. */
  replay: string;
  imported: string;
  restore: string;
  bundle: string;
}

const here = (page: Page): string => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

async function choose(page: Page, button: string, file: string): Promise<void> {
  const waiting = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await waiting).setFiles(file);
}

/** Does in the panel what is done once and then looked at: a replay, a dry run, a backup with its check, a bundle. */
export async function prepare(
  page: Page,
  origin: string,
  callSid: string,
  folder: string,
): Promise<Prepared> {
  await page.goto(`${origin}/calls/${callSid}`);
  await page.getByRole('button', { name: 'Replay this call' }).click();
  await page.getByRole('button', { name: 'Replay again' }).waitFor({ timeout: 120_000 });
  const replay = here(page);

  await page.goto(`${origin}/data/import`);
  const spreadsheet = join(folder, 'clients.csv');
  await writeFile(spreadsheet, SPREADSHEET);
  await choose(page, 'Choose files', spreadsheet);
  await page.getByRole('button', { name: 'Check the files' }).click();
  await page
    .getByText(/would be made/)
    .first()
    .waitFor();
  const imported = here(page);

  await page.goto(`${origin}/data/backup`);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('button', { name: /^Check and restore/ }).click();
  await page.getByRole('button', { name: 'Check this backup' }).click();
  await page.getByRole('button', { name: 'Restore this backup' }).waitFor();
  const restore = here(page);

  await page.goto(`${origin}/data/tenant?tenant=1`);
  await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
  await page.getByLabel('The same once more').fill('correct horse battery');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download / }).click();
  const file = join(folder, 'harbor-dental.ringhouse');
  await (await downloading).saveAs(file);
  await choose(page, 'Choose a bundle', file);
  await page.getByLabel('Passphrase of the bundle').fill('correct horse battery');
  await page.getByRole('button', { name: 'Check the bundle' }).click();
  await page.getByRole('button', { name: /^Import / }).waitFor();
  return { replay, imported, restore, bundle: here(page) };
}
