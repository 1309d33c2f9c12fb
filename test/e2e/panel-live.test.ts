import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';
import { Endpointer } from '../../server/model/offline/hearing/endpointer.ts';
import { Recogniser } from '../../server/model/offline/hearing/recogniser.ts';
import { createLocalSpeech } from '../../server/model/offline/speech/local-speech.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { type HeldCall, holdCall } from './held-call.ts';
import { wrongs } from './walk.ts';

let appliance: Appliance;
/** Its microphone says one sentence again and again. */
let speaking: TestBrowser;
/** Has no microphone. */
let mute: TestBrowser;

const SPOKEN = 'What are your opening hours?';
const GRAMMAR = `#JSGF V1.0; grammar spoken; public <spoken> =
  what are your opening hours | hello thank you for calling | is there anything else i can do for you ;`;

const agent = {
  agentName: 'Robert',
  greeting: 'Hello, Delta Plumbing.',
  aiNotice: 'I am a robot.',
  hours: 'Monday to Friday, eight to five',
  silenceSeconds: 60,
  transfers: [
    {
      label: 'Billing',
      number: '+15555550188',
      when: 'Invoices',
      mode: 'cold',
      schedule: { weekly: [], holidays: [] },
    },
  ],
};

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  await appliance.createTenant({ businessName: 'Delta Plumbing', phoneNumber: '+15555550141', agent });
  await appliance.createTenant({
    businessName: 'Harbor Dental',
    phoneNumber: '+15555550142',
    agent: { agentName: 'Emma', silenceSeconds: 60 },
  });
  const logger = createLogger({ level: 'silent' });
  const speech = createLocalSpeech({ clock: systemClock, logger, threads: 1 });
  const silence = (ms: number) => new Uint8Array(ms * MULAW_BYTES_PER_MS).fill(MULAW_SILENCE);
  const sentence = await speech.speak(SPOKEN, 'rms');
  await speech.close();
  speaking = await openBrowser({
    microphone: Buffer.concat([silence(1000), sentence, silence(1500)]),
    repeats: true,
  });
  mute = await openBrowser();
}, 120_000);
afterAll(async () => {
  await Promise.all([speaking.close(), mute.close()]);
  await appliance.stop();
});

const address = (path: string) => new URL(path, appliance.controlUrl).href;
const panelOf = (page: Page, name = 'Delta Plumbing') =>
  page.getByRole('region', { name: `Call with ${name}` });

async function over(call: HeldCall): Promise<void> {
  call.hangUp();
  await call.event(({ type }) => type === 'call.ended');
}

/** Whether an intervention of this kind stands in the record of the call. */
const intervened = (call: HeldCall, kind: string) =>
  call.event(({ type, data }) => type === 'call.noted' && JSON.stringify(data).includes(`"${kind}"`));

/** What was said, parted where nobody spoke. */
function utterances(sound: Uint8Array): Uint8Array[] {
  return new Endpointer().push(sound).flatMap((event) => (event.type === 'end' ? [event.audio] : []));
}

/** Goes on by keyboard until what has the focus has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).or(page.getByRole('textbox', { name })).first().waitFor();
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""',
    );
    if (name.test(String(focused))) return;
  }
  throw new Error(`The keyboard does not get to ${name}.`);
}

describe('the live page', { timeout: 180_000 }, () => {
  it('shows all calls at once, and of one what is remembered of its caller', async () => {
    const earlier = await holdCall(appliance, { tenantId: 1, from: '+15555550123' });
    earlier.type('My name is Zebulon Quirk');
    await earlier.agentTurns(2);
    await over(earlier);
    await earlier.event(({ type }) => type === 'call.summarised');
    const [first, second] = await Promise.all([
      holdCall(appliance, { tenantId: 1, from: '+15555550123' }),
      holdCall(appliance, { tenantId: 2, from: '+15555550124' }),
    ]);
    onTestFinished(() => {
      first.hangUp();
      second.hangUp();
    });
    const { page, context, problems } = await openPanel(mute.browser, appliance.controlUrl);
    await page.goto(address('/live'));
    const cards = page.getByRole('list', { name: 'Calls in progress' }).getByRole('listitem');
    await expect.poll(() => cards.count()).toBe(2);
    const card = cards.filter({ hasText: 'Delta Plumbing' });
    await expect.poll(() => card.textContent()).toMatch(/Delta Plumbing.*Zebulon Quirk.*\$0\.00.*Robert/);
    expect(await wrongs(page)).toEqual([]);
    await card.getByRole('link').press('Enter');
    const memory = page.getByRole('region', { name: 'Memory' }).getByText('Zebulon Quirk, 1 earlier call');
    await memory.waitFor();
    await panelOf(page).getByText('Offline', { exact: true }).waitFor();
    expect(await wrongs(page)).toEqual([]);
    // All of it is there on a phone too.
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address('/live'));
    await card.getByRole('link').press('Enter');
    await memory.waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
    await over(first);
    await over(second);
  });

  it('lets an operator listen in, whisper, take over, hand back and hang up by keyboard alone', async () => {
    const call = await holdCall(appliance, { tenantId: 1, from: '+15555550125' });
    onTestFinished(() => call.hangUp());
    const { page, context, problems } = await openPanel(speaking.browser, appliance.controlUrl, {
      permissions: ['microphone'],
    });
    await page.goto(address(`/live/${call.callSid}`));
    const panel = panelOf(page);
    await panel.waitFor();

    await tabTo(page, /^Listen in$/);
    await page.keyboard.press('Enter');
    await panel.getByText('You are listening in').waitFor();
    await intervened(call, 'listened');
    call.type('When are you open?');
    await panel.getByRole('img', { name: 'Robert: speaking' }).waitFor();
    await panel.getByText(/eight to five/i).waitFor();

    await tabTo(page, /^Whisper to Robert$/);
    await page.keyboard.type('Mention the free check.');
    await page.keyboard.press('Enter');
    await panel.getByText('You whispered to the agent: Mention the free check.').waitFor();
    await tabTo(page, /^Stop listening$/);
    await page.keyboard.press('Enter');
    await panel.getByText('You are listening in').waitFor({ state: 'hidden' });
    await panel.getByRole('button', { name: 'Listen in' }).waitFor();

    // A loaded page knows all of it again, and listens to nothing by itself.
    await page.reload();
    await panel.getByText('You whispered to the agent: Mention the free check.').waitFor();
    await panel.getByText(/eight to five/i).waitFor();
    await panel.getByRole('button', { name: 'Listen in' }).waitFor();

    await tabTo(page, /^Take over$/);
    const before = call.heard().length;
    await page.keyboard.press('Enter');
    await panel.getByText('You are speaking with the caller').waitFor();
    await panel.getByText('A person speaks').waitFor();
    await panel.getByRole('img', { name: 'You: speaking' }).waitFor();
    await panel.getByRole('img', { name: 'You: silent' }).waitFor();
    const recogniser = await Recogniser.load();
    const said: (string | null)[] = [];
    // What was recognised once is not recognised again: that would hold up what is to come.
    const hear = () => {
      for (const spoken of utterances(call.heard().subarray(before)).slice(said.length))
        said.push(recogniser.recognise(spoken, GRAMMAR, false).text);
      return said;
    };
    await expect.poll(hear, { timeout: 60_000, interval: 1_000 }).toContain('what are your opening hours');
    await tabTo(page, /^Mute$/);
    await page.keyboard.press('Enter');
    await panel.getByText('Your microphone is muted').waitFor();
    // It goes on while the operator looks something up, and says so there.
    await page.getByRole('link', { name: 'Calls', exact: true }).first().click();
    await page.getByText('You are speaking with a caller of Delta Plumbing').waitFor();
    await page.getByRole('link', { name: 'Go to the call' }).click();
    await tabTo(page, /^Hand back to Robert$/);
    await page.keyboard.press('Enter');
    await panel.getByText('You handed the call back to the agent.').waitFor();

    await tabTo(page, /^Hang up$/);
    await page.keyboard.press('Enter');
    // The dialog takes the focus when it has opened.
    await page.getByRole('dialog').locator(':focus').waitFor();
    await tabTo(page, /^Hang up$/);
    await page.keyboard.press('Enter');
    const ended = await call.event(({ type }) => type === 'call.ended');
    expect(ended.data.endReason).toBe('operator-hung-up');
    await page.getByText('This call is over').waitFor();
    const { interventions } = await appliance.record(call.callSid);
    expect(interventions.map(({ kind }) => kind)).toEqual([
      'listened',
      'whispered',
      'listened',
      'taken-over',
      'handed-back',
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('transfers to one of the destinations by keyboard alone, with a word to the person', async () => {
    const call = await holdCall(appliance, { tenantId: 1, from: '+15555550126' });
    const { page, context, problems } = await openPanel(mute.browser, appliance.controlUrl);
    await page.goto(address(`/live/${call.callSid}`));
    await panelOf(page).getByRole('button', { name: 'Transfer' }).waitFor();
    await tabTo(page, /^Transfer$/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Transfer / });
    await dialog.getByRole('radio', { name: 'Billing' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('An invoice is wrong.');
    expect(await seriousFaults(page)).toEqual([]);
    await tabTo(page, /^Transfer to Billing$/);
    await page.keyboard.press('Enter');
    await page.getByText('You transferred the call to Billing.').waitFor();
    await intervened(call, 'transferred');
    const { data } = await call.event(({ type }) => type === 'call.ended');
    expect(data.endReason).toBe('transferred');
    const [attempt] = (await appliance.record(call.callSid)).transfers;
    expect(attempt).toMatchObject({ label: 'Billing', summary: 'An invoice is wrong.' });
    expect(problems).toEqual([]);
    await context.close();
  });

  it('says why it cannot be done: no microphone, another operator speaks, the call is over', async () => {
    const call = await holdCall(appliance, { tenantId: 1, from: '+15555550127' });
    const unheard = await openPanel(mute.browser, appliance.controlUrl);
    await unheard.page.goto(address(`/live/${call.callSid}`));
    await panelOf(unheard.page).getByRole('button', { name: 'Take over' }).click();
    await unheard.page.getByRole('alert').filter({ hasText: 'There is no microphone' }).waitFor();
    await unheard.context.close();

    const one = await openPanel(speaking.browser, appliance.controlUrl, { permissions: ['microphone'] });
    const other = await openPanel(speaking.browser, appliance.controlUrl, { permissions: ['microphone'] });
    // This one hears of nothing that happens after it was loaded.
    await other.page.route('**/api/events', (route) => route.abort());
    for (const { page } of [one, other]) await page.goto(address(`/live/${call.callSid}`));
    await panelOf(other.page).waitFor();
    await panelOf(one.page).getByRole('button', { name: 'Take over' }).click();
    await panelOf(one.page).getByText('You are speaking with the caller').waitFor();
    await panelOf(other.page).getByRole('button', { name: 'Take over' }).click();
    await other.page.getByRole('alert').filter({ hasText: 'Another operator is speaking' }).waitFor();

    await panelOf(one.page)
      .getByRole('button', { name: /^Hand back/ })
      .click();
    await panelOf(one.page).getByText('You handed the call back').waitFor();
    await over(call);
    const whisper = panelOf(other.page).getByRole('textbox', { name: 'Whisper to Robert' });
    await whisper.fill('Too late.');
    await whisper.press('Enter');
    await other.page.getByText('This call is not in progress any more.').first().waitFor();
    await panelOf(other.page).getByRole('button', { name: 'Transfer' }).click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Transfer to Billing' }).click();
    await dialog.getByText('This call is not in progress any more.').waitFor();
    await one.context.close();
    await other.context.close();
  });

  it('shows what is so when the server was gone for a while', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-live-'));
    const env = { RINGHOUSE_CONTROL_TOKEN: 'a-token-that-outlives-a-restart' };
    const first = await startAppliance({ dataDir, panel: true, env });
    await first.createTenant({ businessName: 'Delta Plumbing', phoneNumber: '+15555550141', agent });
    const call = await holdCall(first, { tenantId: 1, from: '+15555550128' });
    const { page, context } = await openPanel(mute.browser, first.controlUrl);
    await page.goto(new URL(`/live/${call.callSid}`, first.controlUrl).href);
    await panelOf(page).getByRole('button', { name: 'Listen in' }).click();
    await panelOf(page).getByText('You are listening in').waitFor();
    await first.stop();
    await page.getByText('Connection to Ringhouse lost').waitFor();
    const port = new URL(first.controlUrl).port;
    const second = await startAppliance({
      dataDir,
      panel: true,
      env: { ...env, RINGHOUSE_CONTROL_PORT: port },
    });
    await page.getByText('This call is over').waitFor();
    await page.getByText('Connection to Ringhouse lost').waitFor({ state: 'hidden' });
    const next = await holdCall(second, { tenantId: 1, from: '+15555550129' });
    await page.getByRole('list', { name: 'Calls in progress' }).getByRole('link').waitFor();
    next.hangUp();
    await context.close();
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
});
