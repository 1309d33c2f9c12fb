import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { fill } from './filled.ts';
import { follow, PLACES, placesOf, STEADY, settle, Traffic } from './walk.ts';

const env = { RINGHOUSE_CONTROL_TOKEN: 'a-token-that-outlives-a-restart' };

let dataDir: string;
let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-open-'));
  [appliance, chromium] = await Promise.all([startAppliance({ dataDir, panel: true, env }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a panel that is left open', { timeout: 600_000 }, () => {
  it('asks for nothing while nothing happens, and lives through a restart of the server', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    const traffic = new Traffic(page);
    await page.clock.install();
    await page.goto(new URL('/numbers', appliance.controlUrl).href);
    const everywhere = [...PLACES, ...STEADY, ...placesOf(1), ...(await fill(appliance))];
    for (const path of everywhere) {
      const happened = appliance.events.all.length;
      await follow(page, path);
      await settle(page, traffic);
      const asked = traffic.asked.length;
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
