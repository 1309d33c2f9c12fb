import type { CallRecord, CallSummary } from '../../contracts/call.ts';
import { csvLine } from '../../platform/csv.ts';

const COLUMNS: readonly [name: string, of: (call: CallSummary, tenant: string) => string][] = [
  ['Call', ({ callSid }) => callSid],
  ['Tenant', (_, tenant) => tenant],
  ['Tenant ID', ({ tenantId }) => String(tenantId)],
  ['Began (UTC)', ({ startedAt }) => startedAt],
  ['Ended (UTC)', ({ endedAt }) => endedAt ?? ''],
  ['Seconds', ({ durationMs }) => (durationMs === null ? '' : (durationMs / 1000).toFixed(1))],
  ['From', ({ from }) => from],
  ['To', ({ to }) => to],
  ['Kind', ({ practice }) => (practice ? 'practice' : 'call')],
  ['Outcome', ({ reading }) => reading?.outcome ?? ''],
  ['Ending', ({ endReason }) => endReason ?? ''],
  ['Mood', ({ reading }) => reading?.sentiment ?? ''],
  ['Summary', ({ summary }) => summary ?? ''],
  ['To do', ({ reading }) => reading?.followUps.join('; ') ?? ''],
  [
    'Noted',
    ({ reading }) => (reading && Object.keys(reading.fields).length > 0 ? notes(reading.fields) : ''),
  ],
  ['Flags', ({ flags }) => flags.map(({ kind }) => kind).join('; ')],
  ['Turns', ({ turns }) => String(turns)],
  ['Engine', ({ engine }) => engine],
  ['Language', ({ language }) => language ?? ''],
  ['Cost in USD', ({ costUsd }) => costUsd.toFixed(6)],
];

const notes = (fields: Record<string, unknown>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value ?? 'not said'}`)
    .join('; ');

/** Lines that go out together: a response of single lines would be slow. */
const AT_ONCE = 100;

/** A line a call under a line of names. With a mark at the beginning by which spreadsheets know that it is UTF-8. */
export async function* callsAsCsv(
  calls: readonly CallSummary[],
  businessName: (tenantId: number) => string,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS.map(([name]) => name))}`;
  for (let from = 0; from < calls.length; from += AT_ONCE)
    yield calls
      .slice(from, from + AT_ONCE)
      .map((call) => csvLine(COLUMNS.map(([, of]) => of(call, businessName(call.tenantId)))))
      .join('');
}

/** One array of whole records, each read when its turn comes. One that is gone by then is left out. */
export async function* callsAsJson(
  calls: readonly CallSummary[],
  read: (call: CallSummary) => Promise<CallRecord | undefined>,
): AsyncGenerator<string> {
  let before = '[\n';
  for (const call of calls) {
    const record = await read(call);
    if (!record) continue;
    yield before + JSON.stringify(record);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
