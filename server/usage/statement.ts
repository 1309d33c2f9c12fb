import type { CallSummary } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Statement } from '../contracts/usage.ts';
import { inMonth } from './calendar.ts';
import type { Pricing } from './pricing.ts';

interface StatementInput {
  tenant: Pick<Tenant, 'id' | 'businessName' | 'timeZone'>;
  agencyName: string | null;
  /** `2026-11`, of the tenant's time zone. */
  month: string;
  /** At least all calls of the tenant in that month. */
  calls: Iterable<CallSummary>;
  markupPercent: number;
  showsCost: boolean;
  unpricedModels: Pricing['unpricedModels'];
}

/** To the cent, half a cent up. A product such as 1.005 * 100 lies a hair below what it stands for. */
function toCents(usd: number): number {
  return Math.round(Number((usd * 100).toFixed(6))) / 100;
}

/** What a tenant used and is charged in one month: practice calls are listed and cost the tenant nothing. Only the total is rounded. */
export function makeStatement(input: StatementInput): Statement {
  const { tenant, month, markupPercent } = input;
  const unpricedModels = new Set<string>();
  const calls = [...input.calls]
    .filter(inMonth(month, [tenant]))
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .map((call) => {
      const unpriced = call.practice ? [] : input.unpricedModels(call);
      for (const model of unpriced) unpricedModels.add(model);
      const { callSid, startedAt, from, practice, durationMs } = call;
      const costUsd = practice ? 0 : call.costUsd;
      const chargedUsd = costUsd + (costUsd * markupPercent) / 100;
      const minutes = (durationMs ?? 0) / 60_000;
      const priced = unpriced.length === 0;
      return { callSid, startedAt, from, practice, minutes, costUsd, chargedUsd, priced };
    });
  const real = calls.filter(({ practice }) => !practice);
  const costUsd = calls.reduce((sum, call) => sum + call.costUsd, 0);
  const markupUsd = (costUsd * markupPercent) / 100;
  return {
    tenantId: tenant.id,
    businessName: tenant.businessName,
    agencyName: input.agencyName,
    month,
    timeZone: tenant.timeZone,
    calls,
    callCount: real.length,
    practiceCallCount: calls.length - real.length,
    minutes: real.reduce((sum, { minutes }) => sum + minutes, 0),
    costUsd,
    markupPercent,
    markupUsd,
    totalUsd: toCents(costUsd + markupUsd),
    showsCost: input.showsCost,
    priced: unpricedModels.size === 0,
    unpricedModels: [...unpricedModels].sort(),
  };
}
