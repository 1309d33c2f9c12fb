import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';
import { Recogniser } from '../../server/model/offline/hearing/recogniser.ts';
import { createLocalSpeech } from '../../server/model/offline/speech/local-speech.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';

let appliance: Appliance;
let chromium: TestBrowser;

const GREETINGS = `#JSGF V1.0; grammar greetings; public <greeting> =
  hello this is robert at delta plumbing i am a robot how can i help you
  | hello this is robert at delta plumbing how can i help you
  | welcome back this is robert at delta plumbing how can i help you
  | good day harbor dental emma speaking i am a robot how may i help ;`;

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  const speech = createLocalSpeech({
    clock: systemClock,
    logger: createLogger({ level: 'silent' }),
    threads: 1,
  });
  const silence = (ms: number) => new Uint8Array(ms * MULAW_BYTES_PER_MS).fill(MULAW_SILENCE);
  // The greeting sounds first; then the caller speaks, with time for an answer after each line.
  const microphone = Buffer.concat([
    silence(9_000),
    await speech.speak('What are your opening hours?', 'rms'),
    silence(12_000),
    await speech.speak('What is your address?', 'rms'),
    silence(12_000),
    await speech.speak('Thank you, goodbye.', 'rms'),
    silence(2_000),
  ]);
  await speech.close();
  chromium = await openBrowser({ microphone });
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

/** Everything the panel's phone plays, as it comes over its socket. */
function listen(page: Page): { sound: () => Buffer } {
  const frames: Buffer[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string') frames.push(payload);
    });
  });
  return { sound: () => Buffer.concat(frames) };
}

async function createTenant(page: Page, name: string, agent: Record<string, unknown>): Promise<void> {
  await page.getByRole('link', { name: 'Tenants' }).first().click();
  await page
    .getByRole('button', { name: /new tenant|create/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Business name').fill(name);
  await dialog.getByLabel('Contact name').fill('Ann Lee');
  await dialog.getByLabel('E-mail').fill('ann@example.com');
  await dialog.getByRole('button', { name: /create/i }).click();
  await page.getByRole('heading', { name }).first().waitFor();
  const id = Number(/\/tenants\/(\d+)/.exec(page.url())?.[1]);
  await appliance.api('PATCH', `/api/tenants/${id}`, { agent });
}

describe('the control panel', () => {
  it('leads into the practice phone and back, and proposes the tenant whose page is open', async () => {
    const { id } = await appliance.createTenant({ businessName: 'Acme Corp' });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL(`/tenants/${id}/identity`, appliance.controlUrl).href);
    const button = page.getByRole('button', { name: 'Practice call', exact: true });
    await button.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox', { name: 'Tenant' }).waitFor();
    expect(await drawer.getByRole('combobox', { name: 'Tenant' }).inputValue()).toBe('Acme Corp');
    const inside = drawer.locator(':focus');
    await inside.waitFor();
    await page.keyboard.press('Tab');
    expect(await inside.getAttribute('role')).toBe('combobox');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').textContent()).toBe('Practice call');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('makes a tenant, calls it with the microphone, and shows what was said', {
    timeout: 180_000,
  }, async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
      permissions: ['microphone'],
    });
    await createTenant(page, 'Delta Plumbing', {
      agentName: 'Robert',
      voice: 'cedar',
      greeting: 'Hello, this is Robert at Delta Plumbing. How can I help you?',
      aiNotice: 'I am a robot.',
      hours: 'Monday to Friday, eight to five',
      address: 'twelve Main Street',
    });
    const phone = listen(page);
    await page.getByRole('button', { name: 'Practice call', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox', { name: 'Tenant' }).click();
    await page.getByRole('option', { name: 'Delta Plumbing' }).click();
    await drawer.getByRole('button', { name: 'Call', exact: true }).click();
    const ended = await appliance.events.wait(({ type }) => type === 'call.ended');
    const record = await appliance.record(String(ended.data.callSid));
    expect(record.endReason).toBe('agent-hung-up');
    const lines = record.transcript
      .filter(({ role }) => role === 'caller')
      .map(({ text }) => text.toLowerCase());
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('hours');
    expect(lines[1]).toContain('address');
    const answers = record.transcript
      .filter(({ role }) => role === 'agent')
      .map(({ text }) => text.toLowerCase());
    expect(answers.join(' ')).toContain('eight to five');
    expect(answers.join(' ')).toContain('twelve main street');
    await drawer
      .getByText(/eight to five/i)
      .first()
      .waitFor();

    // The greeting is really in what was played.
    const recogniser = await Recogniser.load();
    const heard = recogniser.recognise(
      phone.sound().subarray(0, 6_500 * MULAW_BYTES_PER_MS),
      GREETINGS,
      false,
    );
    expect(heard.text).toBe('hello this is robert at delta plumbing i am a robot how can i help you');

    await page.getByRole('link', { name: 'Calls' }).first().click();
    await page.getByText('Delta Plumbing').first().click();
    await page
      .getByText(/eight to five/i)
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it('calls another tenant by typing, and hears another voice and other answers', {
    timeout: 120_000,
  }, async () => {
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await createTenant(page, 'Harbor Dental', {
      agentName: 'Emma',
      voice: 'marin',
      greeting: 'Good day, Harbor Dental, Emma speaking. How may I help?',
      aiNotice: 'I am a robot.',
      hours: 'Tuesday to Saturday, nine to six',
    });
    const mark = appliance.events.all.length;
    const phone = listen(page);
    await page.getByRole('button', { name: 'Practice call', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox', { name: 'Tenant' }).click();
    await page.getByRole('option', { name: 'Harbor Dental' }).click();
    await drawer.getByRole('button', { name: 'Call', exact: true }).click();
    const type = async (text: string, answer: RegExp) => {
      const box = drawer.getByRole('textbox', { name: 'Type what you would say' });
      await box.fill(text);
      await drawer.getByRole('button', { name: 'Send' }).click();
      await drawer.getByText(answer).first().waitFor({ timeout: 20_000 });
    };
    await drawer
      .getByText(/Emma speaking/)
      .first()
      .waitFor();
    await appliance.events.wait(({ type: kind }) => kind === 'call.turn', mark);
    await type('When are you open?', /nine to six/i);
    await type('My name is Zebulon Quirk', /Zebulon/);
    await type('Goodbye', /bye/i);
    const ended = await appliance.events.wait(({ type: kind }) => kind === 'call.summarised', mark);
    const record = await appliance.record(String(ended.data.callSid));
    expect(JSON.stringify(record)).not.toMatch(/Robert|Delta/);
    const memory = await appliance.api<{ profile: { name: string } }>(
      'GET',
      `/api/memory/${record.namespace}`,
    );
    expect(memory.body.profile.name).toBe('Zebulon Quirk');
    const recogniser = await Recogniser.load();
    const heard = recogniser.recognise(
      phone.sound().subarray(0, 4_500 * MULAW_BYTES_PER_MS),
      GREETINGS,
      false,
    );
    expect(heard.text).toBe('good day harbor dental emma speaking i am a robot how may i help');
    expect(problems).toEqual([]);
    await context.close();
  });
});
