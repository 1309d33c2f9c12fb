import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BackupList } from '../../server/contracts/backup.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { AppError } from '../../server/platform/errors.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';
import { wrongs } from './walk.ts';

const PASSPHRASE = 'correct horse battery';
let root: string;
let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringhouse-panel-data-'));
  chromium = await openBrowser();
  appliance = await startAppliance({ panel: true, dataDir: join(root, 'data') });
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(root, { recursive: true, force: true });
});

const tenants = async (): Promise<string[]> =>
  (await appliance.api<TenantView[]>('GET', '/api/tenants')).body.map(({ businessName }) => businessName);

async function open(path: string, colorScheme: 'light' | 'dark' = 'light', width = 1280) {
  const viewport = { width, height: 844 };
  const opened = await openPanel(chromium.browser, appliance.controlUrl, { viewport, colorScheme });
  await opened.page.goto(new URL(path, appliance.controlUrl).href);
  return opened;
}

/** What is kept as a file when a link is followed by keyboard. */
async function downloaded(page: Page, link: string | RegExp): Promise<Buffer> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).first().press('Enter');
  return readFile(await (await waiting).path());
}

async function choose(page: Page, button: string, file: string): Promise<void> {
  const waiting = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await waiting).setFiles(file);
}

/** Serious faults that axe finds, and whether the page scrolls sideways. */
async function faults(page: Page): Promise<string[]> {
  const wide = Number(await overflow(page));
  return [...(await seriousFaults(page)), ...(wide > 0 ? [`it scrolls sideways by ${wide}`] : [])];
}

describe('import and backup in the panel', { timeout: 180_000 }, () => {
  it('brings tenants over from a spreadsheet after a dry run', async () => {
    const file = join(root, 'tenants.csv');
    await writeFile(
      file,
      'business_name,contact_name,email,lines,voice\nBell Plumbing,Bo Bell,bo@example.com,4155550102,robot\nNobody,,no address,,\n',
    );
    const { page, context, problems } = await open('/data/import');
    expect((await downloaded(page, /^Download a template/)).toString()).toContain('business_name,');
    const other = join(root, 'other.csv');
    await writeFile(other, 'business_name\nOther\n');
    await choose(page, 'Choose files', other);
    await choose(page, 'Add files', file);
    await page.getByText('tenants.csv').waitFor();
    await page.getByRole('button', { name: 'Remove other.csv' }).press('Enter');
    await page.getByText('other.csv').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check the files' }).click();
    await page.getByText('1 tenant would be made, 1 can’t be made.').waitFor();
    // Why is said without opening it.
    await page.getByRole('button', { name: /Can’t be made Nobody .*e-mail/i }).waitFor();
    expect(await tenants()).toEqual([]);
    await page.getByRole('button', { name: /Bell Plumbing/ }).click();
    await page.getByText('There is no such voice').waitFor();
    expect(await faults(page)).toEqual([]);
    // The import stands in the address.
    await page.reload();
    await page.getByRole('button', { name: 'Import 1 tenant' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    expect(await tenants()).toEqual(['Bell Plumbing']);
    const report = (await downloaded(page, 'Download the report')).toString();
    expect(report).toContain('"Bell Plumbing","made"');
    expect(report).not.toContain('Other');
    await page.getByRole('button', { name: 'Begin with other files' }).press('Enter');
    await page.getByRole('heading', { name: 'What can be imported' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('says with the line what is wrong with a file', async () => {
    const file = join(root, 'broken.json');
    await writeFile(file, '[\n{"id": 1');
    const { page, context } = await open('/data/import', 'dark', 390);
    await choose(page, 'Choose files', file);
    await page.getByRole('button', { name: 'Check the files' }).click();
    await page.getByText(/Line 2 is not valid JSON/).waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await context.close();
  });

  it('takes over old admin settings, says when that failed, and tries again, also after a reload', async () => {
    const file = join(root, 'admin.json');
    await writeFile(file, JSON.stringify({ admin_settings: { agent_name: 'Max' } }));
    const { defaults } = appliance.server.context.control;
    const update = defaults.update.bind(defaults);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    vi.spyOn(defaults, 'update')
      .mockRejectedValueOnce(new AppError('invalid', 'The disk is full.'))
      .mockImplementationOnce(async (...given) => {
        await held;
        return update(...given);
      });
    const { page, context, problems } = await open('/data/import');
    const apply = async () => {
      await page.getByLabel(/^Also take over the old admin settings/).press('Space');
      await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Import' }).press('Enter');
    };
    await choose(page, 'Choose files', file);
    await page.getByRole('button', { name: 'Check the files' }).press('Enter');
    await page.getByText('Only the old admin settings can be imported.').waitFor();
    await apply();
    await page.getByRole('alert').filter({ hasText: 'The disk is full.' }).waitFor();
    await page.getByText('To try again, check the files above once more.').waitFor();
    expect(await page.getByText('Nothing has been written.').count()).toBe(0);
    expect(await wrongs(page)).toEqual([]);

    await page.getByRole('button', { name: 'Check again' }).press('Enter');
    await apply();
    await page.getByText('Importing …').waitFor();
    await page.reload();
    await page.getByText('Importing …').waitFor();
    expect(await page.getByRole('heading', { name: 'What was done' }).count()).toBe(0);
    go();
    await page.getByText('The defaults were changed too.').waitFor();
    expect(await page.getByRole('button', { name: 'Check again' }).count()).toBe(0);
    expect((await appliance.api<{ agentName: string }>('GET', '/api/defaults')).body.agentName).toBe('Max');
    expect(problems).toEqual([]);
    vi.restoreAllMocks();
    await context.close();
  });

  it('exports a tenant, and imports it again with its passphrase alone', async () => {
    const { page, context } = await open('/data/tenant?tenant=1');
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('The same once more').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('link', { name: /^Download bell-plumbing/ }).waitFor();
    // Left and opened again, it is still there.
    await page.goto(new URL('/data/tenant', appliance.controlUrl).href);
    const bundle = join(root, 'bell.ringhouse');
    const bytes = await downloaded(page, /^Download bell-plumbing/);
    expect(bytes.includes('Bell Plumbing')).toBe(false);
    await writeFile(bundle, bytes);
    await page.getByRole('button', { name: /^Discard bell-plumbing/ }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).press('Enter');
    await page.getByRole('link', { name: /^Download bell-plumbing/ }).waitFor({ state: 'detached' });

    await choose(page, 'Choose a bundle', bundle);
    // All of it has come once it stands in the address.
    await page.waitForURL(/upload=/);
    await page.goto(new URL('/data/tenant', appliance.controlUrl).href);
    await page.getByRole('button', { name: 'Go on with the bundle' }).press('Enter');
    const field = page.getByLabel('Passphrase of the bundle');
    await field.fill('not the right one');
    await page.getByRole('button', { name: 'Check the bundle' }).click();
    await page.getByText('The passphrase is wrong.').waitFor();
    await field.fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Check the bundle' }).click();
    await page.getByText('+14155550102 is left out: it is Bell Plumbing’s here.').waitFor();
    expect(await wrongs(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import Bell Plumbing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
    await page.getByText('The tenant was imported').waitFor();
    expect(await tenants()).toEqual(['Bell Plumbing', 'Bell Plumbing']);
    await page
      .getByRole('button', { name: 'Discard the bundle of Bell Plumbing' })
      .waitFor({ state: 'detached' });
    await context.close();
  });

  it('backs up, restores in place, and switches back, without a reload', async () => {
    const { page, context } = await open('/data');
    await page.getByText('No backups yet').waitFor();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByRole('button', { name: /^Check and restore/ }).waitFor();
    await appliance.createTenant({ businessName: 'Later Law' });

    await page.getByRole('button', { name: /^Check and restore/ }).click();
    await page.getByRole('button', { name: 'Check this backup' }).click();
    await page.getByText('Gone: Later Law, made since.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The backup was restored.').waitFor();
    expect(await tenants()).toEqual(['Bell Plumbing', 'Bell Plumbing']);

    await page.getByRole('button', { name: 'Switch back to it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch back' }).click();
    await page.getByText('The data from before is back.').waitFor();
    expect(await tenants()).toContain('Later Law');

    await page.getByRole('button', { name: 'Erase it' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Erase it' }).press('Enter');
    await page.getByText('The data put aside was erased.').waitFor();
    await page.getByRole('button', { name: 'Switch back to it' }).waitFor({ state: 'detached' });
    const archive = await downloaded(page, /^Download ringhouse/);
    expect(archive.subarray(0, 2).toString('hex')).toBe('1f8b');

    await page.getByRole('button', { name: /^Delete ringhouse/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete backup' }).click();
    await page.getByText('No backups yet').waitFor();
    await context.close();
  });

  it('shows no serious fault to axe in light and dark, and fits the width of a phone', async () => {
    await appliance.api('POST', '/api/backups', {});
    // The server has started anew since: what it tells is not read any more.
    const made = async () => (await appliance.api<BackupList>('GET', '/api/backups')).body.backups.length;
    await expect.poll(made).toBe(1);
    const { page, context, problems } = await open('/data/backup');
    await page.getByRole('button', { name: 'Back up now' }).waitFor();
    for (const part of ['backup', 'import', 'tenant']) {
      await page.goto(new URL(`/data/${part}`, appliance.controlUrl).href);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect([part, await wrongs(page)]).toEqual([part, []]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it('brings over what an older system wrote, with what it remembered of callers, by keyboard', async () => {
    const file = join(root, 'dump.json');
    const customer = {
      id: 7,
      email: 'ann@example.com',
      business_name: 'Acme Dental',
      password_hash: 'a-hash',
    };
    const memory = { type: 'fact', key: 'pet', value: 'a dog', user_id: 'customer_7_4155550109' };
    await writeFile(file, JSON.stringify({ customers: [customer], memories: [memory] }));
    const { page, context, problems } = await open('/data/import');
    const waiting = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).press('Enter');
    await (await waiting).setFiles(file);
    await page.getByRole('button', { name: 'Check the files' }).press('Enter');
    await page.getByText('1 tenant would be made').waitFor();
    expect(await tenants()).not.toContain('Acme Dental');
    await page.getByRole('button', { name: 'Import 1 tenant' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).press('Enter');
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    const made = (await appliance.api<TenantView[]>('GET', '/api/tenants')).body.at(-1);
    expect(made?.businessName).toBe('Acme Dental');
    await page.goto(new URL(`/tenants/${made?.id}/callers`, appliance.controlUrl).href);
    await page.getByRole('button', { name: /^Memory of \+1 415 555 0109/ }).press('Enter');
    await page.getByRole('dialog').getByText('pet: a dog').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('says what is wrong with a folder that can’t be used, and goes back to the usual one', async () => {
    const { page, context } = await open('/data/backup', 'dark');
    await page.getByLabel('Folder', { exact: true }).fill('not/a/whole/path');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByText('Write the whole path of the folder').waitFor();
    await page.getByLabel('Folder', { exact: true }).fill(join(root, 'another-disk'));
    await page.getByLabel('Folder', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Back to the usual place' }).press('Enter');
    await page.getByText('This is the usual place, beside the data.').waitFor();
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe(join(root, 'data-backups'));
    await context.close();
  });

  it('shows a backup that is being made when the page is opened again', async () => {
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    appliance.server.context.control.tasks.start('Backing up', () => held, 'backups');
    const { page, context } = await open('/data/backup');
    await page.getByText('Backing up …').waitFor();
    const button = page.getByRole('button', { name: 'Back up now' });
    expect(await button.isDisabled()).toBe(true);
    end();
    await page.getByText('The backup was made and checked.').waitFor();
    await expect.poll(() => button.isEnabled()).toBe(true);
    await context.close();
  });

  it('still says why a restore did not work after the connection was lost for a moment, and tries again', async () => {
    const { backups, folder } = (await appliance.api<BackupList>('GET', '/api/backups')).body;
    const file = join(folder, backups[0]?.name ?? '');
    // A file that is damaged and looks as it did when it was checked.
    const touch = () => utimes(file, 1_700_000_000, 1_700_000_000);
    await touch();
    const { page, context } = await open('/data');
    await context.addInitScript(`
      globalThis.EventSource = class extends EventSource {
        constructor(...about) {
          super(...about);
          globalThis.cutEvents = () => {
            this.close();
            this.dispatchEvent(new Event('error'));
          };
        }
      };`);
    await page.reload();
    await page
      .getByRole('button', { name: /^Check and restore/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Check this backup' }).click();
    await page.getByText('The backup is whole').waitFor();
    const bytes = await readFile(file);
    await writeFile(file, Buffer.from(bytes).fill(0, bytes.length >> 1));
    await touch();
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    const failed = page.getByRole('alert').filter({ hasText: 'It did not work' });
    await failed.waitFor();
    await page.evaluate('cutEvents()');
    await page.getByText('Connection to Ringhouse lost').waitFor();
    await page.getByText('Connection to Ringhouse lost').waitFor({ state: 'hidden' });
    await failed.waitFor();
    expect(await page.getByText('The backup was restored.').count()).toBe(0);

    await writeFile(file, bytes);
    await touch();
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByRole('button', { name: 'Restore this backup' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).press('Enter');
    await page.getByText('The backup was restored.').waitFor();
    await context.close();
  });
});
