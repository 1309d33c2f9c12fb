import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { holdCall } from './held-call.ts';
import { follow, PLACES, placesOf, STEADY, settle, Traffic, wrongs } from './walk.ts';

const env = { RINGHOUSE_CONTROL_TOKEN: 'a-token-that-outlives-a-restart' };
const MESSAGE = ['I would like to leave a message.', 'My name is David.', 'Call me.', 'Yes.', 'Yes.', 'Bye.'];
const AGENT = {
  transfers: [
    {
      ...{ label: 'Billing', number: '+12125550142', when: 'Invoices', mode: 'warm' },
      schedule: { weekly: [], holidays: [] },
    },
  ],
  caps: { ...NO_CAPS, calls: 3, monthUsd: 50 },
  languages: ['es'],
  callFields: { type: 'object', properties: { policyNumber: { type: 'string' } } },
};

let dataDir: string;
let appliance: Appliance;
let chromium: TestBrowser;
/** Pages that show something only once there were calls. */
let filled: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-pages-'));
  appliance = await startAppliance({ dataDir, panel: true, env });
  chromium = await openBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, appliance.controlUrl).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Opens each page anew, and holds it to what every page must be. */
async function inspect(paths: readonly string[]): Promise<void> {
  const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
  const traffic = new Traffic(page);
  for (const path of paths) {
    await goTo(page, path);
    await settle(page, traffic);
    expect.soft([path, await wrongs(page)]).toEqual([path, []]);
    expect.soft([path, problems.splice(0)]).toEqual([path, []]);
  }
  await context.close();
}

/** Two tenants, two real practice calls at once, and what they leave. */
async function fill(): Promise<void> {
  await appliance.createTenant({ trade: 'dental', phoneNumber: '+15555550141', agent: AGENT });
  await appliance.createTenant({ businessName: 'Harbor Dental' });
  await appliance.api('PATCH', '/api/tenants/1', { agent: { personality: { warmth: 90 } } });
  await appliance.api('PATCH', '/api/tenants/1/draft', { agent: { agentName: 'Mia' } });
  const { knowledge } = appliance.server.context.control;
  await knowledge.reportUnanswered(tenantScope(1), 'Is there a lift?', 'CA1');
  const [taken, asked] = await Promise.all([
    appliance.practise(1, MESSAGE, '+12125550171'),
    appliance.practise(2, ['Where are you located?', 'Goodbye.'], '+12125550172'),
  ]);
  const [message] = (await appliance.api<InboxPage>('GET', '/api/messages')).body.messages;
  filled = [
    ...[`/calls/${taken.callSid}`, `/calls/${asked.callSid}?turn=1&find=located`, `/inbox/${message?.id}`],
    ...['/usage?tenant=1', '/home?tenant=1&days=7', '/tenants/1/callers?caller=12125550171'],
    ...['/data/tenant?tenant=1', '/numbers?find=141', '/audit?tenant=1', '/log?tenant=1'],
  ];
}

describe('the pages of the control panel', { timeout: 600_000 }, () => {
  it('have no serious fault to axe in light and dark, and fit a phone, while there is nothing', async () => {
    await inspect([...PLACES, ...STEADY]);
  });

  it('have none, and fit, with what practice calls left', async () => {
    await fill();
    await inspect([...PLACES, ...placesOf(1), ...filled]);
  });

  it('have none with a call in progress, and in what lies over the pages', async () => {
    const call = await holdCall(appliance, { tenantId: 1, from: '+12125550173' });
    await inspect([`/live/${call.callSid}`, '/live', '/home']);
    call.hangUp();
    await call.event(({ type }) => type === 'call.ended');
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    for (const [keys, name] of [
      ['Control+k', 'Go anywhere, do anything'],
      ['?', 'Keyboard shortcuts'],
    ] as const) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog', { name }).waitFor();
      expect([name, await wrongs(page)]).toEqual([name, []]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await page.getByRole('button', { name: 'Practice call', exact: true }).press('Enter');
    await page.getByRole('dialog').getByRole('combobox', { name: 'Tenant' }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await goTo(page, '/usage?tenant=1');
    const [print] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Page to print' }).press('Enter'),
    ]);
    await print.getByRole('heading', { level: 1 }).first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await print.emulateMedia({ colorScheme });
      expect(await seriousFaults(print)).toEqual([]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it('change an agent by keyboard, show which value is whose, and restore what was', async () => {
    const { id } = await appliance.createTenant();
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, `/tenants/${id}/agent`);
    await page.getByRole('textbox', { name: 'Agent name' }).fill('Quinn');
    await page.keyboard.press('Control+s');
    const version = (wanted: number) =>
      appliance.events.wait(
        ({ type, data }) => type === 'tenant.changed' && data.tenantId === id && data.version === wanted,
      );
    const saved = async () => (await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.agent;
    await version(2);
    await page.getByRole('button', { name: 'Use default for Agent name' }).waitFor();
    expect((await saved()).agentName).toBe('Quinn');
    await goTo(page, `/tenants/${id}/versions`);
    await page.getByRole('button', { name: 'Restore version 1' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).press('Enter');
    await version(3);
    expect(await saved()).not.toHaveProperty('agentName');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('suspend a tenant and delete it once its name is typed, by keyboard', async () => {
    const { id } = await appliance.createTenant({ businessName: 'Short Lived' });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, `/tenants/${id}/identity`);
    await page.getByRole('combobox', { name: 'Status' }).press('Enter');
    await page.getByRole('option', { name: /^Suspended/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved.').waitFor();
    expect((await appliance.api<TenantView>('GET', `/api/tenants/${id}`)).body.status).toBe('suspended');
    await page.getByRole('button', { name: 'Delete tenant' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Delete Short Lived?' });
    await dialog.getByRole('textbox').fill('Short');
    expect(await dialog.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Short Lived');
    await page.keyboard.press('Enter');
    await page.getByText('Short Lived was deleted.').waitFor();
    expect((await appliance.api('GET', `/api/tenants/${id}`)).status).toBe(404);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('take on other colours when that is asked for, and keep them', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await goTo(page, '/numbers');
    await page.getByRole('button', { name: 'Use dark colours' }).press('Enter');
    await page.locator('[data-mantine-color-scheme="dark"]').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Use light colours' }).waitFor();
    await context.close();
  });
});

describe('a panel that is left open', { timeout: 600_000 }, () => {
  it('asks for nothing while nothing happens, and lives through a restart of the server', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    const traffic = new Traffic(page);
    await page.clock.install();
    await goTo(page, '/numbers');
    const everywhere = [...PLACES, ...STEADY, ...placesOf(1), ...filled];
    for (const path of everywhere) {
      await follow(page, path);
      await settle(page, traffic);
      const asked = traffic.asked.length;
      const happened = appliance.events.all.length;
      for (let tens = 0; tens < 3; tens += 1) {
        await page.clock.fastForward('10:00');
        // Whatever the timers asked for, they asked for before this.
        await page.evaluate("fetch('/index.html')");
      }
      if (appliance.events.all.length === happened)
        expect([path, traffic.asked.slice(asked)]).toEqual([path, []]);
    }

    const { controlPort } = appliance.server.ready;
    await appliance.stop();
    const banner = page.getByText('Connection to Ringhouse lost');
    await banner.waitFor();
    const failed = page.getByText(/could not be (loaded|fetched|shown)/);
    for (const path of everywhere) {
      await follow(page, path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect([path, await page.getByText('could not be shown').count()]).toEqual([path, 0]);
    }
    // Nothing of this one has been loaded yet.
    await follow(page, '/tenants/2/identity');
    await expect
      .poll(async () => {
        await page.clock.fastForward('00:05');
        return failed.count();
      })
      .toBe(1);
    await page.getByRole('button', { name: 'Try again' }).waitFor();

    const port = String(controlPort);
    appliance = await startAppliance({
      dataDir,
      panel: true,
      env: { ...env, RINGHOUSE_CONTROL_PORT: port },
    });
    await banner.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1, name: 'Harbor Dental' }).waitFor();
    for (const path of everywhere) {
      await follow(page, path);
      await settle(page, traffic);
      expect([path, await failed.count()]).toEqual([path, 0]);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
