import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { exactWords } from '../emulators/openai/brain.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { wrongs } from './walk.ts';

const LINE = 'Do you come on Sundays?';

let openai: OpenAiEmulator;
let appliance: Appliance;
let chromium: TestBrowser;
let tenantId: number;
let call: CallRecord;
let page: Page;
let problems: string[];
/** Resolves when the drafted agent may answer. */
let mayAnswer = Promise.resolve();

beforeAll(async () => {
  openai = await startOpenAiEmulator({
    speed: 50,
    transcribe: () => LINE,
    async respond({ instructions }) {
      const exact = exactWords(instructions);
      if (exact !== null) return { text: exact };
      if (!/always come/.test(instructions)) return { text: 'No, we do not come on Sundays.' };
      await mayAnswer;
      return { text: 'Yes, we come on Sundays too.' };
    },
  });
  appliance = await startAppliance({
    panel: true,
    env: { OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
  });
  tenantId = (await appliance.createTenant({ agent: { greeting: 'Welcome.' } })).id;
  call = await appliance.practise(tenantId, [LINE]);
  chromium = await openBrowser();
  ({ page, problems } = await openPanel(chromium.browser, appliance.controlUrl));
  await page.goto(address());
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
  await openai.close();
});

const address = (query = '') => new URL(`/calls/${call.callSid}${query}`, appliance.controlUrl).href;
const section = () => page.getByRole('region', { name: 'Replay' });
const shown = (text: string | RegExp) => section().getByText(text).waitFor();

/** Replays with the keyboard alone. */
async function replay(button: string): Promise<void> {
  await section().getByRole('button', { name: button }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Replay this call?' });
  await dialog.getByText(/That costs roughly \$0\.\d+, as much as the call did/).waitFor();
  // The dialog takes the focus when it has opened.
  await dialog.locator(':focus').waitFor();
  await dialog.getByRole('button', { name: 'Replay' }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

describe('a call on its page', { timeout: 60_000 }, () => {
  it('is replayed with the published agent, where there is no draft', async () => {
    await shown(/To see what a change would do/);
    await expect.poll(() => section().getByRole('radio', { name: 'Draft' }).isDisabled()).toBe(true);
    await replay('Replay this call');
    await shown('The answer stays the same');
    await shown('Then and now');
  });

  it('is replayed with a draft that is made meanwhile: stopped, and then to its end', async () => {
    const agent = { instructions: 'Say that we always come.' };
    await appliance.api('PATCH', `/api/tenants/${tenantId}/draft`, { agent });
    await section().getByRole('radio', { name: 'Draft', disabled: false }).check({ force: true });
    let answerNow = (): void => {};
    mayAnswer = new Promise((resolve) => {
      answerNow = resolve;
    });
    await replay('Replay again');
    await shown('Answering line 1 of 1');
    await section().getByRole('button', { name: 'Stop' }).press('Enter');
    await shown('The replay was stopped');
    answerNow();
    await replay('Replay again');
    await shown('1 of 1 answer changes');
    await shown(/^With the draft, by OpenAI, for \$/);
    const marks = async () =>
      (await section().locator('del, ins').allTextContents()).map((mark) => mark.trim());
    await expect.poll(marks).toEqual(expect.arrayContaining(['No', 'Yes', 'too']));
  });

  it('shows the same replay from its address', async () => {
    await page.reload();
    await shown('1 of 1 answer changes');
    expect(await wrongs(page)).toEqual([]);
  });

  it('says why a replay broke off', async () => {
    openai.faults.failResponses = { code: 'insufficient_quota', times: 1 };
    await replay('Replay again');
    await shown('The replay broke off');
    await shown(/no quota left.*0 of 1 line got an answer/);
    expect(problems).toEqual([]);
  });

  it('says that a replay is not kept any more', async () => {
    await page.goto(address('?replay=Tgone'));
    await shown('This replay is not kept any more');
    await section().getByRole('alert').getByRole('button').click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    expect(problems).toEqual([expect.stringContaining('404')]);
  });
});
