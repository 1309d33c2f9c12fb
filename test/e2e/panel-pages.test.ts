import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

let appliance: Appliance;
let chromium: TestBrowser;
let callSid: string;

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

const PATHS = [
  '/home',
  '/live',
  '/calls',
  '/calls/CALL',
  '/inbox',
  '/tenants',
  '/tenants/1/identity',
  '/tenants/1/agent',
  '/tenants/1/greeting',
  '/tenants/1/personality',
  '/tenants/1/knowledge',
  '/tenants/1/instructions',
  '/tenants/1/callers',
  '/tenants/1/versions',
  '/defaults/agent',
  '/numbers',
  '/usage?tenant=1',
  '/audit',
  '/log',
  '/data',
  '/settings',
];

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path.replace('CALL', callSid), appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

describe('the pages of the control panel', { timeout: 180_000 }, () => {
  it('say what to do while there is nothing yet', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.getByRole('link', { name: 'Tenants' }).first().click();
    await page
      .getByRole('button', { name: /new tenant|create/i })
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Calls' }).first().click();
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    await page
      .getByRole('button', { name: /practice call/i })
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('show no serious fault to axe in light and dark, and fit the width of a phone', async () => {
    await appliance.createTenant({ phoneNumber: '+15555550141', agent: { hours: 'nine to five' } });
    ({ callSid } = await appliance.practise(1, ['My name is Sarah.', 'Goodbye.']));
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 844 };
        const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
          viewport,
          colorScheme,
        });
        for (const path of PATHS) {
          await goTo(page, path);
          if (width === 1280)
            expect([path, colorScheme, await seriousFaults(page)]).toEqual([path, colorScheme, []]);
          expect([path, width, await overflow(page)]).toEqual([path, width, 0]);
        }
        expect(problems).toEqual([]);
        await context.close();
      }
  });

  it('change an agent, and show which value is whose', async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/tenants/1/agent');
    await page.getByRole('textbox', { name: 'Agent name' }).fill('Quinn');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await appliance.events.wait(({ type, data }) => type === 'tenant.changed' && data.version === 2);
    await page.getByRole('button', { name: 'Use default for Agent name' }).waitFor();
    const saved = (await appliance.api<TenantView>('GET', '/api/tenants/1')).body;
    expect(saved.agent.agentName).toBe('Quinn');
    await goTo(page, '/tenants/1/versions');
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /restore/i })
      .click();
    await appliance.events.wait(({ type, data }) => type === 'tenant.changed' && data.version === 3);
    expect((await appliance.api<TenantView>('GET', '/api/tenants/1')).body.agent).not.toHaveProperty(
      'agentName',
    );
    expect(problems).toEqual([]);
    await context.close();
  });

  it('refuse a greeting with a placeholder that does not exist, and say so at the field', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/tenants/1/greeting');
    await page
      .getByRole('textbox', { name: 'Greeting for a new caller' })
      .fill('Hello {nmae}, this is {agent_name}.');
    await page
      .getByText(/no placeholder \{nmae\}/i)
      .first()
      .waitFor();
    await context.close();
  });

  it('say that the server is gone, and go on by themselves when it is back', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-panel-'));
    const env = { RINGHOUSE_CONTROL_TOKEN: 'a-token-that-outlives-a-restart' };
    const first = await startAppliance({ dataDir, panel: true, env });
    const { page, context } = await openPanel(chromium.browser, first.controlUrl);
    await page.getByRole('link', { name: 'Tenants' }).first().click();
    await page.getByRole('heading', { name: 'Tenants', level: 1 }).waitFor();
    await first.stop();
    const banner = page.getByText('Connection to Ringhouse lost');
    await banner.waitFor();
    const port = new URL(first.controlUrl).port;
    const second = await startAppliance({
      dataDir,
      panel: true,
      env: { ...env, RINGHOUSE_CONTROL_PORT: port },
    });
    await banner.waitFor({ state: 'hidden' });
    await second.createTenant({ businessName: 'Made after the restart' });
    await page.getByText('Made after the restart').first().waitFor();
    await context.close();
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
});
