import type { Statement } from '../contracts/usage.ts';
import { csvLine } from '../platform/csv.ts';
import { localDate } from './local-date.ts';

/** A line a call, then a line each for cost, markup and total; every line has the same seven fields. */
export function statementCsv(statement: Statement): string {
  const { calls, costUsd, markupPercent, markupUsd, minutes, timeZone, totalUsd, unpricedModels } = statement;
  const sum = (label: string, usd: string, minutesCell = '') => [label, '', '', '', minutesCell, usd, ''];
  const rows = [
    ['Date', `Time (${timeZone})`, 'Caller', 'Kind', 'Minutes', 'Cost in USD', 'Call'],
    ...calls.map((call) => {
      const { day, time } = localDate(Date.parse(call.startedAt), timeZone);
      const kind = call.practice ? 'practice' : 'call';
      return [day, time, call.from, kind, call.minutes.toFixed(2), call.costUsd.toFixed(6), call.callSid];
    }),
    sum('Cost', costUsd.toFixed(6), minutes.toFixed(2)),
    sum(`Markup ${markupPercent} %`, markupUsd.toFixed(6)),
    sum('Total', totalUsd.toFixed(2)),
    ...unpricedModels.map((model) => sum(`Not included: ${model}, whose price is not known`, '')),
  ];
  return rows.map(csvLine).join('');
}
