import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';
import { holdCall } from './held-call.ts';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  appliance = await startAppliance({ panel: true });
  chromium = await openBrowser();
}, 120_000);
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

describe('the page of a call', { timeout: 120_000 }, () => {
  it('says what came of it, what to look at and what was done, in plain words', async () => {
    const { id } = await appliance.createTenant();
    const message = 'I would like to leave a message.';
    const record = await appliance.practise(id, [
      message,
      'My name is David.',
      'Call me.',
      'Yes.',
      'Yes.',
      'Bye.',
    ]);
    expect(record.messages).toHaveLength(1);
    await appliance.server.context.control.archive.save(tenantScope(id), { ...record, ...HAPPENED });
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl, {
          viewport: { width, height: 844 },
          colorScheme,
        });
        await page.goto(new URL(`/calls/${record.callSid}`, appliance.controlUrl).href);
        const flags = page.getByRole('region', { name: 'Flags' });
        await flags.waitFor();
        expect(await flags.textContent()).toMatch(
          /Said without proof, at 0:04.*You are booked.*Limit reached.*dollars a day of this tenant.*Engine failed/,
        );
        const region = async (name: string) => page.getByRole('region', { name, exact: true }).textContent();
        expect(await region('What came of it')).toMatch(
          /Not helped.*Mood: Unhappy.*left her card number.*Ring Ann back.*New patientYes.*Policy numberP-17.*WeightNot said/,
        );
        expect(await region('Transfers')).toMatch(/Billing.*Busy.*Announced first.*An invoice/);
        expect(await region('Tools used')).toMatch(
          /Take a message.*Worked.*took 31 ms.*find_times.*Failed.*took 8.0 s/,
        );
        expect(await region('Details')).toContain('Spanish');
        expect(await region('Transcript')).toContain('It is card number removed, thanks.');
        expect(await region('Timeline')).toMatch(
          /It rang.*Billing was rung.*Busy.*Take a message: done.*find_times: failed.*The tool “find_times”/,
        );
        expect([colorScheme, width, await seriousFaults(page)]).toEqual([colorScheme, width, []]);
        expect([width, await overflow(page)]).toEqual([width, 0]);
        await page.getByRole('link', { name: 'Open it in the inbox' }).click();
        await page.getByRole('heading', { name: 'Message from David', level: 1 }).waitFor();
        expect(problems).toEqual([]);
        await context.close();
      }
  });

  it('can be told from the others in the list', async () => {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL('/calls', appliance.controlUrl).href);
    const row = page.getByRole('row').nth(1);
    await row.waitFor();
    expect(await row.textContent()).toMatch(/Not helped.*Said without proof.*Limit reached.*Engine failed/);
    await context.close();
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
    const { id } = await appliance.createTenant({ businessName: 'Live Co', agent: { transfers } });
    const from = '+12125550176';
    const call = await holdCall(appliance, { tenantId: id, from, transferAnswer: 'no-answer' });
    const { page, context, problems } = await openPanel(chromium.browser, appliance.controlUrl);
    await page.goto(new URL(`/live/${call.callSid}`, appliance.controlUrl).href);
    call.type('Put me through to billing please.');
    await call.agentTurns(2);
    call.type('Yes please.');
    await page.getByText('Billing is being rung and will be told who is calling.').waitFor();
    const panel = page.getByRole('region', { name: 'Call with Live Co' });
    expect(await panel.textContent()).toMatch(/Ringing Billing.*Cost so far\$0\.00.*Billing: Ringing/);
    expect(await seriousFaults(page)).toEqual([]);
    call.hangUp();
    expect(problems).toEqual([]);
    await context.close();
  });
});
