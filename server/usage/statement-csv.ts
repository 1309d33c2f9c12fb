import type { Statement } from '../contracts/usage.ts';
import { csvLine } from '../platform/csv.ts';
import { localDate } from './local-date.ts';

/** A line a call, then one for the total, with lines for cost and markup before it where they are shown; each has seven fields. */
export function statementCsv(statement: Statement): string {
  const { calls, costUsd, markupPercent, markupUsd, minutes, showsCost, timeZone, totalUsd, unpricedModels } =
    statement;
  const sum = (label: string, usd: string, minutesCell = '') => [label, '', '', '', minutesCell, usd, ''];
  const rows = [
    [
      'Date',
      `Time (${timeZone})`,
      'Caller',
      'Kind',
      'Minutes',
      `${showsCost ? 'Cost' : 'Amount'} in USD`,
      'Call',
    ],
    ...calls.map((call) => {
      const { day, time } = localDate(Date.parse(call.startedAt), timeZone);
      const kind = call.practice ? 'practice' : 'call';
      const usd = showsCost ? call.costUsd : call.chargedUsd;
      return [day, time, call.from, kind, call.minutes.toFixed(2), usd.toFixed(6), call.callSid];
    }),
    ...(showsCost
      ? [
          sum('Cost', costUsd.toFixed(6), minutes.toFixed(2)),
          sum(`Markup ${markupPercent} %`, markupUsd.toFixed(6)),
          sum('Total', totalUsd.toFixed(2)),
        ]
      : [sum('Total', totalUsd.toFixed(2), minutes.toFixed(2))]),
    ...unpricedModels.map((model) => sum(`Not included: ${model}, whose price is not known`, '')),
  ];
  return rows.map(csvLine).join('');
}
