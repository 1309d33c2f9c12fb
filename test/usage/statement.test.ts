import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../server/contracts/call.ts';
import { NO_USAGE } from '../../server/contracts/call.ts';
import type { Settings } from '../../server/contracts/settings.ts';
import { statement as statementSchema } from '../../server/contracts/usage.ts';
import { createPricing } from '../../server/usage/pricing.ts';
import { makeStatement } from '../../server/usage/statement.ts';
import { statementCsv } from '../../server/usage/statement-csv.ts';
import { statementHtml } from '../../server/usage/statement-html.ts';
import { ManualClock } from '../manual-clock.ts';
import { finishedCall } from './calls.ts';

const models = {
  realtimeModel: 'gpt-realtime-2.1',
  transcriptionModel: 'gpt-transcribe',
  speechModel: 'some-speech',
  summaryModel: 'some-summary',
} as Settings;
const { unpricedModels } = createPricing(() => models, new ManualClock());

const statementOf = (
  calls: CallSummary[],
  over: { businessName?: string; agencyName?: string; markupPercent?: number; showsCost?: boolean } = {},
) =>
  makeStatement({
    tenant: { id: 1, businessName: over.businessName ?? 'Acme Corp', timeZone: 'America/New_York' },
    agencyName: over.agencyName ?? null,
    month: '2026-11',
    calls,
    markupPercent: over.markupPercent ?? 20,
    showsCost: over.showsCost ?? false,
    unpricedModels,
  });

describe('a statement', () => {
  it('holds the calls of the tenant’s own month, in order', () => {
    const made = statementOf([
      finishedCall({ startedAt: '2026-12-01T04:59:59.999Z', callSid: 'CAlast' }),
      finishedCall({ startedAt: '2026-11-01T04:00:00.000Z', callSid: 'CAfirst' }),
      finishedCall({ startedAt: '2026-11-01T03:59:59.999Z' }),
      finishedCall({ startedAt: '2026-12-01T05:00:00.000Z' }),
      finishedCall({ tenantId: 2 }),
      finishedCall({ practice: true, callSid: 'CApractice' }),
    ]);
    expect(statementSchema.parse(made)).toEqual(made);
    expect(made.calls.map(({ callSid }) => callSid)).toEqual(['CAfirst', 'CApractice', 'CAlast']);
    expect(made).toMatchObject({
      callCount: 2,
      practiceCallCount: 1,
      minutes: 3,
      costUsd: 0.5,
      totalUsd: 0.6,
    });
    // The agency tries its agents out at its own expense.
    expect(made.calls.map(({ costUsd }) => costUsd)).toEqual([0.25, 0, 0.25]);
    expect(made.markupUsd).toBeCloseTo(0.1, 12);
    expect(made.calls.map(({ chargedUsd }) => chargedUsd)).toEqual([0.3, 0, 0.3]);
  });

  it('is rounded once, at the total, half a cent up', () => {
    const thirds = statementOf(
      [0.004, 0.004, 0.004].map((costUsd) => finishedCall({ costUsd })),
      {
        markupPercent: 0,
      },
    );
    expect(thirds.totalUsd).toBe(0.01);
    expect(statementOf([finishedCall({ costUsd: 1.005 })], { markupPercent: 0 }).totalUsd).toBe(1.01);
    expect(statementOf([finishedCall({ costUsd: 1.0049 })], { markupPercent: 0 }).totalUsd).toBe(1);
    expect(statementOf([]).totalUsd).toBe(0);
  });

  it('says which models’ cost it does not include', () => {
    const spoken = finishedCall({
      usage: { ...NO_USAGE, audioOutputTokens: 5, spokenCharacters: 9 },
      summary: 'Hi.',
    });
    const made = statementOf([spoken, finishedCall({ usage: { ...NO_USAGE, audioOutputTokens: 5 } })]);
    expect(made).toMatchObject({ priced: false, unpricedModels: ['some-speech', 'some-summary'] });
    expect(made.calls.map(({ priced }) => priced)).toEqual([false, true]);
    expect(statementCsv(made)).toContain('"Not included: some-speech, whose price is not known"');
    expect(statementHtml(made)).toContain('some-speech, some-summary is not included');
    const offline = finishedCall({
      engine: 'offline',
      summary: 'Hi.',
      usage: NO_USAGE,
    });
    expect(statementOf([offline])).toMatchObject({ priced: true, unpricedModels: [] });
  });
});

/** Reads RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('a statement as CSV', () => {
  it('has a line a call in local time, then the sums, all with the same fields', () => {
    const csv = (showsCost: boolean) => {
      const calls = [
        finishedCall({ from: '+15551230001', startedAt: '2026-11-01T05:30:00.000Z', callSid: 'CA1' }),
        finishedCall({
          from: '+15551230001',
          startedAt: '2026-11-01T06:30:00.000Z',
          callSid: 'CA2',
          practice: true,
        }),
      ];
      return parseCsv(statementCsv(statementOf(calls, { showsCost })));
    };
    // The clocks go back in between.
    expect(csv(true)).toEqual([
      ['Date', 'Time (America/New_York)', 'Caller', 'Kind', 'Minutes', 'Cost in USD', 'Call'],
      ['2026-11-01', '01:30', "'+15551230001", 'call', '1.50', '0.250000', 'CA1'],
      ['2026-11-01', '01:30', "'+15551230001", 'practice', '1.50', '0.000000', 'CA2'],
      ['Cost', '', '', '', '1.50', '0.250000', ''],
      ['Markup 20 %', '', '', '', '', '0.050000', ''],
      ['Total', '', '', '', '', '0.30', ''],
    ]);
    expect(csv(false)).toEqual([
      ['Date', 'Time (America/New_York)', 'Caller', 'Kind', 'Minutes', 'Amount in USD', 'Call'],
      ['2026-11-01', '01:30', "'+15551230001", 'call', '1.50', '0.300000', 'CA1'],
      ['2026-11-01', '01:30', "'+15551230001", 'practice', '1.50', '0.000000', 'CA2'],
      ['Total', '', '', '', '1.50', '0.30', ''],
    ]);
  });

  it.each(['=cmd|calc', '+1+1', '-2', '@SUM(A1)', '\t=1', '\r=1', '=a,"b"\r\nc'])(
    'runs nothing in a spreadsheet: %j',
    (from) => {
      const rows = parseCsv(statementCsv(statementOf([finishedCall({ from })])));
      expect(rows[1]?.[2]).toBe(`'${from}`);
      expect(rows.every((row) => row.length === 7)).toBe(true);
    },
  );
});

describe('a statement as a page', () => {
  it('shows sums and calls', () => {
    const page = statementHtml(statementOf([finishedCall({ from: '+15551230001' })]));
    expect(page).toContain('Statement for November 2026');
    expect(page).toContain('$0.30');
    expect(page).toContain('+15551230001');
    expect(page).toContain('2026-11-10 05:00');
  });

  it('tells cost and markup only where they are shown', () => {
    const [hidden, shown] = [false, true].map((showsCost) =>
      statementHtml(statementOf([finishedCall()], { showsCost })),
    );
    expect(hidden).toContain('<td class="figure">$0.3000</td>');
    expect(hidden).not.toMatch(/\$0\.25|\$0\.05|cost|markup/i);
    expect(shown).toContain('Markup (20 %)</th><td class="figure">$0.0500</td>');
    expect(shown).toContain('Cost</th><td class="figure">$0.2500</td>');
  });

  it('runs and loads nothing, whatever names and numbers say', () => {
    const hostile = `<script>alert(1)</script>"><img src=x onerror='a'>&`;
    const page = statementHtml(
      statementOf([finishedCall({ from: hostile })], { businessName: hostile, agencyName: hostile }),
    );
    expect(page).not.toMatch(/<script|<img|<link|url\(|@import/i);
    expect(
      page.split('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x onerror=&#39;a&#39;&gt;&amp;'),
    ).toHaveLength(5);
  });
});
