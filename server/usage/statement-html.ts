import type { Statement } from '../contracts/usage.ts';
import { localDate } from './local-date.ts';

const STYLE = `
  :root { color-scheme: light; }
  body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin: 0; }
  p { margin: .25rem 0; }
  .agency { font-weight: 600; margin-bottom: 1.5rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; font-variant-numeric: tabular-nums; }
  caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
  th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid #ddd; }
  .figure { text-align: right; }
  .total th, .total td { font-weight: 700; border-top: 2px solid #1a1a1a; }
  @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; } }
`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const usd = (amount: number, digits: number): string => `$${amount.toFixed(digits)}`;
const figure = (text: string): string => `<td class="figure">${escaped(text)}</td>`;

function callRow(call: Statement['calls'][number], { showsCost, timeZone }: Statement): string {
  const { day, time } = localDate(Date.parse(call.startedAt), timeZone);
  const amount = `${usd(showsCost ? call.costUsd : call.chargedUsd, 4)}${call.priced ? '' : ' *'}`;
  const caller = call.practice ? 'Practice call' : call.from;
  return `<tr><td>${day} ${time}</td><td>${escaped(caller)}</td>${figure(call.minutes.toFixed(2))}${figure(amount)}</tr>`;
}

function sums(statement: Statement): string {
  const { callCount, costUsd, markupPercent, markupUsd, minutes, practiceCallCount, showsCost, totalUsd } =
    statement;
  const row = (label: string, value: string, kind = '') =>
    `<tr${kind}><th scope="row">${escaped(label)}</th>${figure(value)}</tr>`;
  return [
    row('Calls', String(callCount)),
    row('Minutes', minutes.toFixed(2)),
    ...(practiceCallCount > 0 ? [row('Practice calls', String(practiceCallCount))] : []),
    ...(showsCost ? [row('Cost', usd(costUsd, 4))] : []),
    ...(showsCost && markupPercent > 0 ? [row(`Markup (${markupPercent} %)`, usd(markupUsd, 4))] : []),
    row('Total', usd(totalUsd, 2), ' class="total"'),
  ].join('\n');
}

/** A whole page for the printer: no script, nothing loaded from anywhere, everything in it escaped. */
export function statementHtml(statement: Statement): string {
  const { agencyName, businessName, calls, month, showsCost, timeZone, unpricedModels } = statement;
  const title = `Statement for ${MONTHS.format(new Date(`${month}-01T00:00:00Z`))}`;
  const missing =
    unpricedModels.length === 0
      ? ''
      : `<p>* What was used of ${escaped(unpricedModels.join(', '))} is not included, because the price is not known.</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: ${escaped(businessName)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${agencyName === null ? '' : `<p class="agency">${escaped(agencyName)}</p>\n`}<h1>${escaped(businessName)}</h1>
<p>${title}</p>
<p>Times are those of ${escaped(timeZone)}. Amounts are in US dollars.</p>
<table>
<caption>Summary</caption>
<tbody>
${sums(statement)}
</tbody>
</table>
${missing}
<div class="scroll" role="region" aria-label="Calls" tabindex="0">
<table>
<caption>Calls</caption>
<thead><tr><th scope="col">Began</th><th scope="col">Caller</th><th scope="col" class="figure">Minutes</th><th scope="col" class="figure">${showsCost ? 'Cost' : 'Amount'}</th></tr></thead>
<tbody>
${calls.map((call) => callRow(call, statement)).join('\n')}
</tbody>
</table>
</div>
</main>
</body>
</html>
`;
}
