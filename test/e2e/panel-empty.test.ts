import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { inspect, PLACES, STEADY } from './walk.ts';

let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

describe('the pages of a new control panel', { timeout: 600_000 }, () => {
  it('have no serious fault to axe in light and dark, and fit a phone', async () => {
    await inspect(chromium, appliance, [...PLACES, ...STEADY]);
  });
});
