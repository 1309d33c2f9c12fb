import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { KnowledgeItem } from '../../server/contracts/knowledge.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { pdfOf } from '../knowledge/pdf-file.ts';
import { finishedCall } from '../usage/calls.ts';
import { wholeRecord } from '../whole-record.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  chromium = await openBrowser();
  await appliance.createTenant({
    agent: { markupPercent: 100, caps: { ...NO_CAPS, monthUsd: 4, calls: 1 } },
  });
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

const items = async () =>
  (await appliance.api<{ items: KnowledgeItem[] }>('GET', '/api/tenants/1/knowledge')).body.items;

/** On a phone's width nothing may stick out, and axe finds nothing serious. */
async function expectSound(page: Page): Promise<void> {
  expect(await seriousFaults(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

describe('the panel', { timeout: 120_000 }, () => {
  it('writes knowledge, takes a file, tries a search, and answers what was asked in vain', async () => {
    const { knowledge } = appliance.server.context.control;
    await knowledge.reportUnanswered(tenantScope(1), 'Is there a lift?', 'CA1');
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
      viewport: { width: 390, height: 844 },
    });
    await page.goto(new URL('/tenants/1/knowledge', appliance.controlUrl).href);

    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Service' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Service' }).fill('Boiler service');
    await dialog.getByRole('textbox', { name: 'What it includes' }).fill('Cleaning and a report.');
    await dialog.getByRole('textbox', { name: 'Price' }).fill('from 80 euros');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Boiler service' }).waitFor();

    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Upload files' }).click(),
    ]);
    await chooser.setFiles([
      { name: 'rules.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfOf(['Dogs on a lead.'])) },
      { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from(' ') },
    ]);
    await page.getByRole('button', { name: 'Delete rules' }).waitFor();
    await page.getByText('The file holds no text').waitFor();

    await page.getByRole('textbox', { name: 'What a caller wants to know' }).fill('dogs');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('list', { name: 'Found for dogs' }).getByText('Dogs on a lead.').waitFor();
    await expectSound(page);

    await page.getByRole('button', { name: 'Answer this: Is there a lift?' }).click();
    await dialog.getByRole('textbox', { name: /Answer/ }).fill('Yes, at the back.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Is there a lift?' }).waitFor();
    await page.getByText('Nothing so far.').waitFor();
    expect((await items()).map(({ kind, title }) => `${kind} ${title}`).sort()).toEqual([
      'faq Is there a lift?',
      'file rules',
      'service Boiler service',
    ]);

    await page.getByRole('button', { name: 'Delete Boiler service' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Edit Boiler service' }).waitFor({ state: 'detached' });
    await page.getByText('It was deleted.').waitFor();
    expect(await items()).toHaveLength(2);
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
    await context.close();
  });

  it('takes back what was changed, and asks before a question is dismissed, by keyboard', async () => {
    const { id } = await appliance.createTenant({ businessName: 'Bella Salon', trade: 'salon' });
    const path = `/api/tenants/${id}/knowledge`;
    const first = async () => (await appliance.api<{ items: KnowledgeItem[] }>('GET', path)).body.items[0]!;
    const sample = await first();
    await appliance.server.context.control.knowledge.reportUnanswered(
      tenantScope(id),
      'Is there wifi?',
      'CA1',
    );
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL(`/tenants/${id}/knowledge`, appliance.controlUrl).href);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const undo = async (said: string, undone: string) => {
      await page
        .getByRole('alert')
        .filter({ hasText: said })
        .getByRole('button', { name: 'Undo' })
        .press('Enter');
      await page.getByText(undone).waitFor();
    };

    await button(`${sample.title} It is true`).press('Enter');
    await button(`${sample.title} It is true`).waitFor({ state: 'detached' });
    expect(await first()).not.toHaveProperty('sample');
    await undo('It is no sample any more.', 'It is a sample again.');
    await button(`${sample.title} It is true`).waitFor();
    await button(`Edit ${sample.title}`).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('Something else');
    await page.keyboard.press('Enter');
    await button('Edit Something else').waitFor();
    expect(await first()).toMatchObject({ title: 'Something else' });
    await undo('Saved.', 'The change was taken back.');
    await button(`Edit ${sample.title}`).waitFor();
    expect({ ...(await first()), updatedAt: null }).toEqual({ ...sample, updatedAt: null });

    await button('Dismiss Is there wifi?').press('Enter');
    await dialog.getByText(/comes back when a caller asks it again/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await button('Dismiss Is there wifi?').press('Enter');
    await dialog.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await page.getByText('The question was dismissed.').waitFor();
    await page.getByText('Nothing so far.').waitFor();
    expect((await appliance.api('GET', `/api/tenants/${id}/gaps`)).body).toEqual({ gaps: [] });
    expect(problems).toEqual([]);
    await context.close();
  });

  it('shows limits with what is used, and a statement to print', async () => {
    const startedAt = new Date().toISOString();
    const call = finishedCall({ startedAt, costUsd: 3 });
    const record = wholeRecord(call);
    await appliance.server.context.control.archive.save(tenantScope(1), record);
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
      viewport: { width: 390, height: 844 },
    });
    await page.goto(new URL('/usage', appliance.controlUrl).href);
    await page.getByText('$3.00 of $4.00').waitFor();
    await page.getByText('0 of 1', { exact: true }).waitFor();
    await page.getByRole('table').getByRole('link', { name: 'Acme Corp' }).click();
    await page.getByRole('region', { name: 'Statement of Acme Corp' }).getByText('$6.00').waitFor();
    await expectSound(page);
    const [print] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Page to print' }).click(),
    ]);
    await print.getByRole('heading', { name: 'Acme Corp' }).waitFor();
    await print.getByText('$6.00', { exact: true }).waitFor();
    await expectSound(print);
    expect(problems).toEqual([]);
    await context.close();
  });
});
