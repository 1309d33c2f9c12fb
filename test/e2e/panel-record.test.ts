import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { seriousFaults } from './faults.ts';
import { holdCall, leaveMessage } from './held-call.ts';
import { wrongs } from './walk.ts';

/** Soon said, and a caller may take long to answer. */
const BRIEF = { greeting: 'Hello, I am an AI.', silenceSeconds: 60 };
/** For what comes a moment after what was waited for. */
const SOON = { timeout: 20_000 };

let appliance: Appliance;
let chromium: TestBrowser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  [appliance, chromium] = await Promise.all([startAppliance({ panel: true }), openBrowser()]);
  ({ page, problems } = await openPanel(chromium.browser, appliance.controlUrl));
}, 120_000);
afterEach(() => expect(problems.splice(0)).toEqual([]));
afterAll(async () => {
  await chromium.close();
  await appliance.stop();
});

/** What happens in one call only on a bad day. */
const HAPPENED: Partial<CallRecord> = {
  summary: 'Ann asked for billing and left her card number.',
  reading: {
    outcome: 'not-helped',
    sentiment: 'negative',
    followUps: ['Ring Ann back.'],
    fields: { newPatient: true, policy_number: 'P-17', weight: null },
  },
  flags: [
    { kind: 'claim-without-receipt', text: 'Said without proof: You are booked.', atMs: 4_000 },
    { kind: 'cap-reached', text: 'The limit tenant-day-money was reached.', atMs: 9_000 },
    { kind: 'model-failed', text: 'The voice model failed.', atMs: 9_500 },
  ],
  tools: [
    { name: 'take_message', atMs: 5_000, tookMs: 31, ok: true },
    { name: 'find_times', atMs: 6_000, tookMs: 8_000, ok: false },
  ],
  transfers: [{ label: 'Billing', mode: 'warm', summary: 'An invoice.', atMs: 2_000, outcome: 'busy' }],
  language: 'es',
  transcript: [{ role: 'caller', text: 'It is [card number removed], thanks.', atMs: 1_000 }],
};

const pressEnter = (name: string, role: 'button' | 'link' | 'menuitem' = 'button') =>
  page.getByRole(role, { name, exact: true }).press('Enter');
/** Answers the question that was asked with its red button. */
async function confirm(question: string, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: question });
  await dialog.getByRole('button', { name: verb }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}
const goTo = (path: string) => page.goto(new URL(path, appliance.controlUrl).href);

describe('the page of a call', { timeout: 120_000 }, () => {
  let record: CallRecord;
  beforeAll(async () => {
    const { id } = await appliance.createTenant({
      agent: { ...BRIEF, recording: { on: true, keepDays: 30 } },
    });
    record = { ...(await leaveMessage(appliance, { tenantId: id, from: '+12125550175' })), ...HAPPENED };
    await appliance.server.context.control.archive.save(tenantScope(id), record);
  }, 120_000);

  it('says what came of it, what to look at and what was done, in plain words', async () => {
    expect(record.messages).toHaveLength(1);
    await goTo(`/calls/${record.callSid}`);
    const says = (name: string, words: RegExp) =>
      expect.poll(() => page.getByRole('region', { name, exact: true }).textContent(), SOON).toMatch(words);
    await says(
      'Flags',
      /Said without proof, at 0:04.*You are booked.*Limit reached.*dollars a day of this tenant.*Engine failed/,
    );
    await says(
      'What came of it',
      /Not helped.*Mood: Unhappy.*left her card number.*Ring Ann back.*New patientYes.*Policy numberP-17.*WeightNot said/,
    );
    await says('Transfers', /Billing.*Busy.*Announced first.*An invoice/);
    await says('Tools used', /Take a message.*Worked.*took 31 ms.*find_times.*Failed.*took 8.0 s/);
    await says('Details', /Spanish/);
    await says('Transcript', /It is card number removed, thanks\./);
    await says(
      'Timeline',
      /It rang.*Billing was rung.*Busy.*Take a message: done.*find_times: failed.*The tool “find_times”/,
    );
    expect(await wrongs(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open it in the inbox' }).click();
    await page.getByRole('heading', { name: 'Message from David', level: 1 }).waitFor();
  });

  it('can be told from the others in the list', async () => {
    await goTo('/calls');
    await expect
      .poll(() => page.getByRole('row').nth(1).textContent(), SOON)
      .toMatch(/Not helped.*Said without proof.*Limit reached.*Engine failed/);
  });

  it('is set aside by keyboard once its flags were looked at, and put back', async () => {
    await goTo(`/calls/${record.callSid}`);
    await pressEnter('Mark as looked at');
    await page.getByText(/^Looked at /).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await goTo('/calls?flagged=yes');
    await page.getByRole('row').nth(1).getByLabel('Looked at:').first().waitFor();
    expect(await wrongs(page)).toEqual([]);
    await goTo('/calls?flagged=new');
    await page.getByText('No call fits').waitFor();
    await page.getByRole('button', { name: 'Remove the filter Flagged, not looked at' }).waitFor();
    await goTo(`/calls/${record.callSid}`);
    await pressEnter('Not looked at after all');
    await page.getByRole('button', { name: 'Mark as looked at' }).waitFor();
  });

  it('is passed on by keyboard: its address, its words, its sound', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
    await goTo(`/calls/${record.callSid}`);
    await pressEnter('Copy link');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await copied()).toBe(page.url());
    await pressEnter('Export');
    await pressEnter('Copy the transcript', 'menuitem');
    await page.getByText('The transcript was copied.').waitFor();
    expect(await copied()).toBe('0:01 Caller: It is [card number removed], thanks.');
    const saved = page.waitForEvent('download');
    await pressEnter('Save as a file', 'link');
    const file = await saved;
    expect(file.suggestedFilename()).toBe(`call-${record.callSid}.wav`);
    expect((await readFile(await file.path())).toString('latin1', 0, 4)).toBe('RIFF');
  });

  it('loses its recording by keyboard, once that is confirmed', async () => {
    await goTo(`/calls/${record.callSid}`);
    await pressEnter('Delete recording');
    await confirm('Delete this recording?', 'Cancel');
    const sound = () => appliance.api('GET', `/api/calls/${record.callSid}/recording`);
    expect((await sound()).status).toBe(200);
    await pressEnter('Delete recording');
    await confirm('Delete this recording?', 'Delete recording');
    await page.getByText('The recording was deleted.').waitFor();
    await page.getByText('There is no recording of this call.').waitFor();
    expect((await sound()).status).toBe(404);
  });

  it('is forgotten by keyboard, with a receipt, and nothing of it is left to see', async () => {
    await goTo(`/calls/${record.callSid}`);
    await pressEnter('Forget call');
    await confirm('Forget this call?', 'Cancel');
    await pressEnter('Forget call');
    await confirm('Forget this call?', 'Forget call');
    const proof = page.getByRole('dialog', { name: 'The call was forgotten' });
    await proof.getByText(/Receipt number \d{10}/).waitFor();
    await proof.getByText(/what it taught about the caller, 1 call, 1 message/).waitFor();
    expect(await wrongs(page)).toEqual([]);
    await proof.getByRole('button', { name: 'Close' }).last().press('Enter');
    await page.getByText('What was said has been erased.').waitFor();
    await page.getByRole('heading', { name: 'Call from Forgotten caller' }).waitFor();
    await page.getByRole('button', { name: 'Forget call' }).waitFor({ state: 'detached' });
    expect(await page.textContent('main')).not.toMatch(/David|212.*555.*0175|Ring Ann/);
    expect(await wrongs(page)).toEqual([]);
    await goTo(`/tenants/${record.tenantId}/callers`);
    await page.getByRole('region', { name: 'Forgotten callers and calls' }).getByText('One call.').waitFor();
  });
});

describe('a call in progress', { timeout: 60_000 }, () => {
  it('shows whom it is being put through to, and what it costs so far', async () => {
    const transfers = [
      {
        ...{ label: 'Billing', number: '+12125550142', when: 'Invoices', mode: 'warm' },
        schedule: { weekly: [], holidays: [] },
      },
    ];
    const { id } = await appliance.createTenant({ businessName: 'Live Co', agent: { ...BRIEF, transfers } });
    const from = '+12125550176';
    const call = await holdCall(appliance, { tenantId: id, from, transferAnswer: 'no-answer' });
    await goTo(`/live/${call.callSid}`);
    const panel = page.getByRole('region', { name: 'Call with Live Co' });
    await panel.waitFor();
    call.type('Put me through to billing please.');
    await call.agentTurns(2);
    call.type('Yes please.');
    await page.getByText('Billing is being rung and will be told who is calling.').waitFor();
    await expect
      .poll(() => panel.textContent(), SOON)
      .toMatch(/Ringing Billing.*Cost so far\$0\.00.*Billing: Ringing/);
    expect(await seriousFaults(page)).toEqual([]);
    call.hangUp();
  });
});
