import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { holdCall } from './held-call.ts';

let openai: OpenAiEmulator;
let appliance: Appliance;
let chromium: TestBrowser;
beforeAll(async () => {
  openai = await startOpenAiEmulator({
    transcribe: () => 'hm',
    respond: ({ instructions }) => ({ text: exactWords(instructions) ?? 'We open at eight.' }),
  });
  [appliance, chromium] = await Promise.all([
    startAppliance({
      panel: true,
      env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
    }),
    openBrowser(),
  ]);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await openai.close();
});

describe('a call that costs money', { timeout: 60_000 }, () => {
  it('shows on the live page what it has cost so far, and how quick the answers are', async () => {
    const { id } = await appliance.createTenant({
      agent: { greeting: 'Hello, I am an AI.', silenceSeconds: 60 },
    });
    const call = await holdCall(appliance, { tenantId: id, from: '+12125550142' });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL(`/live/${call.callSid}`, appliance.controlUrl).href);
    const figure = (name: string) =>
      page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd');
    const cost = async (): Promise<number> => Number((await figure('Cost so far').textContent())?.slice(1));
    await figure('Engine').getByText('OpenAI').waitFor();
    const before = await cost();
    call.type('When are you open?');
    await call.agentTurns(2);
    await expect.poll(cost).toBeGreaterThan(before);
    const shown = await cost();
    await figure('Latest answer').getByText(/ms|s$/).waitFor();
    call.hangUp();
    await call.event(({ type }) => type === 'call.summarised');
    const { costUsd } = await appliance.record(call.callSid);
    // It is shown rounded.
    expect(costUsd).toBeCloseTo(shown, 2);
    expect(problems).toEqual([]);
    await context.close();
  });
});
