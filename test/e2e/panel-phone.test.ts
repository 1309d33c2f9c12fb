import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

/** Holds back what sound needs until `soundComes(well)`, and notes every piece of sound that was begun. */
const SLOW_SOUND = `
  globalThis.sounds = [];
  const { addModule } = AudioWorklet.prototype;
  AudioWorklet.prototype.addModule = async function (url) {
    await new Promise((resolve, reject) => {
      globalThis.soundComes = (well) => (well ? resolve() : reject(new Error('No loudspeaker.')));
    });
    return addModule.call(this, url);
  };
  globalThis.AudioContext = class extends AudioContext {
    constructor(options) {
      super(options);
      sounds.push(this);
    }
  };`;

/** Calls a tenant of its own. Resolves while the call rings and its sound is still opening. */
async function ring() {
  const tenant = await appliance.createTenant();
  const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
  await context.addInitScript(SLOW_SOUND);
  await page.goto(new URL(`/tenants/${tenant.id}/identity`, appliance.controlUrl).href);
  await page.getByRole('button', { name: 'Call this agent' }).click();
  const phone = page.getByRole('dialog', { name: 'Practice call' });
  await phone.getByRole('button', { name: 'Call', exact: true }).click();
  const hangUp = phone.getByRole('button', { name: 'Hang up' });
  await hangUp.waitFor();
  return { page, context, phone, hangUp };
}

const soundStates = (page: Page) => page.evaluate('sounds.map(({ state }) => state)');

describe('the practice phone', { timeout: 120_000 }, () => {
  it('hangs up while sound is still opening, and lets go of it when it comes', async () => {
    const { page, context, phone, hangUp } = await ring();
    await hangUp.click();
    // One that is not hung up is given up by the agent itself, long after this.
    await phone.getByRole('button', { name: 'New call' }).waitFor({ timeout: 20_000 });
    await page.evaluate('soundComes(true)');
    await expect.poll(() => soundStates(page)).toEqual(['closed']);
    await expect
      .poll(async () => (await appliance.api<{ calls: unknown[] }>('GET', '/api/live-calls')).body.calls)
      .toEqual([]);
    await context.close();
  });

  it('goes on without sound where there is none, and keeps nothing of it', async () => {
    const { page, context, phone, hangUp } = await ring();
    await page.evaluate('soundComes(false)');
    await phone.getByText('Sound is not available here: No loudspeaker. You can still type').waitFor();
    expect(await soundStates(page)).toEqual(['closed']);
    await phone.getByRole('timer', { name: 'Duration' }).waitFor();
    await hangUp.click();
    await phone.getByRole('button', { name: 'New call' }).waitFor();
    await context.close();
  });
});
