import { type CallSummary, NO_USAGE } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { UsageRow } from '../contracts/usage.ts';
import { addUsage } from './add.ts';
import { inMonth } from './calendar.ts';

const MINUTE_MS = 60_000;

/**
 * Totals per tenant of the calls that started in the month of its time zone, by rising tenant id. `calls` counts all of them,
 * `practiceCalls` those among them that were practice. Minutes are exact, not rounded up per call.
 */
export function monthlyUsage(
  calls: Iterable<CallSummary>,
  month: string,
  tenants: readonly Pick<Tenant, 'id' | 'timeZone'>[],
): UsageRow[] {
  const isCounted = inMonth(month, tenants);
  const rows = new Map<number, UsageRow>();
  for (const call of calls) {
    if (!isCounted(call)) continue;
    const { tenantId } = call;
    const row = rows.get(tenantId) ?? emptyRow(tenantId, month);
    rows.set(tenantId, {
      ...row,
      calls: row.calls + 1,
      practiceCalls: row.practiceCalls + (call.practice ? 1 : 0),
      minutes: row.minutes + (call.durationMs ?? 0) / MINUTE_MS,
      usage: addUsage(row.usage, call.usage),
      costUsd: row.costUsd + call.costUsd,
    });
  }
  return [...rows.values()].sort((a, b) => a.tenantId - b.tenantId);
}

function emptyRow(tenantId: number, month: string): UsageRow {
  return { tenantId, month, calls: 0, practiceCalls: 0, minutes: 0, usage: { ...NO_USAGE }, costUsd: 0 };
}
