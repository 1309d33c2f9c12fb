import type { UsageRow } from '../contracts/usage.ts';
import { csvLine } from '../platform/csv.ts';

/** A line for each tenant that had calls in the month, under a line of names. */
export function usageCsv(rows: readonly UsageRow[], nameOf: ReadonlyMap<number, string>): string {
  const lines = rows.map(({ tenantId, month, calls, practiceCalls, minutes, costUsd }) => [
    month,
    String(tenantId),
    nameOf.get(tenantId) ?? '',
    String(calls),
    String(practiceCalls),
    minutes.toFixed(2),
    costUsd.toFixed(6),
  ]);
  const head = ['Month', 'Tenant', 'Business', 'Calls', 'Of them practice', 'Minutes', 'Cost in USD'];
  return [head, ...lines].map(csvLine).join('');
}
