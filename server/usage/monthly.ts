import { type CallSummary, NO_USAGE } from '../contracts/call.ts';
import type { UsageRow } from '../contracts/usage.ts';
import { addUsage } from './add.ts';

const MINUTE_MS = 60_000;

/** The month (UTC) of a time in ISO 8601, as `2026-11`. */
export function monthOf(at: string): string {
  return new Date(at).toISOString().slice(0, 7);
}

/**
 * Totals per tenant of the calls that started in the month, by rising tenant id. `calls` counts all of them,
 * `practiceCalls` those among them that were practice. Minutes are exact, not rounded up per call.
 */
export function monthlyUsage(calls: Iterable<CallSummary>, month: string): UsageRow[] {
  const rows = new Map<number, UsageRow>();
  for (const call of calls) {
    if (monthOf(call.startedAt) !== month) continue;
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
