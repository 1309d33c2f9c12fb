import { type CallSummary, isToReview } from '../../contracts/call.ts';
import type { CallFilters } from '../../contracts/history.ts';

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

/** Whether a call fits the filters, its tenant with its months and what was said in it left aside. */
export function fitting(
  filters: Omit<CallFilters, 'text' | 'tenantId' | 'month'>,
): (call: CallSummary) => boolean {
  const { ending, engine, flagged, minSeconds, outcome, practice, toReview } = filters;
  const sinceMs = filters.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filters.since);
  const untilMs = filters.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(filters.until);
  const digits = filters.caller === undefined ? '' : digitsOf(filters.caller);
  const same = <T>(wanted: T | undefined, found: T | undefined): boolean =>
    wanted === undefined || wanted === found;
  return (call) => {
    const startedMs = Date.parse(call.startedAt);
    return (
      same(outcome, call.reading?.outcome) &&
      same(ending, call.endReason ?? undefined) &&
      same(flagged, call.flags.length > 0) &&
      same(toReview, isToReview(call)) &&
      same(practice, call.practice) &&
      same(engine, call.engine) &&
      startedMs >= sinceMs &&
      startedMs < untilMs &&
      (digits === '' || digitsOf(call.from).includes(digits)) &&
      (minSeconds === undefined || (call.durationMs ?? 0) >= minSeconds * 1000)
    );
  };
}
