import { type CallSummary, isToReview } from '../contracts/call.ts';
import type { Comparison, Totals, TrendDay } from '../contracts/home.ts';
import { dayAfter, isWithin, type Span, startOfDay } from './calendar.ts';
import { localDate } from './local-date.ts';

const MINUTE_MS = 60_000;

/** What calls came to, for the latest days up to now, by the calendar of the zone. `calls` may come in any order. */
export function trendsOf(
  calls: Iterable<CallSummary>,
  { days, timeZone, nowMs }: { days: number; timeZone: string; nowMs: number },
): TrendDay[] {
  const today = localDate(nowMs, timeZone).day;
  const names = Array.from({ length: days }, (_, index) => dayAfter(today, index + 1 - days));
  const starts = names.map((day) => startOfDay(day, timeZone));
  const sums = names.map((day) => ({ day, ...nothing(), ...noResults(), answers: [] as number[] }));
  for (const call of calls) {
    const index = placeOf(Date.parse(call.startedAt), starts);
    const sum = sums[index];
    if (!sum) continue;
    add(sum, call);
    if (!call.practice) addResults(sum, call);
    sum.answers.push(...call.timings.answerMs);
  }
  return sums.map(({ answers, ...sum }) => {
    answers.sort((a, b) => a - b);
    return { ...sum, answerMedianMs: nearest(answers, 0.5), answerP90Ms: nearest(answers, 0.9) };
  });
}

/** Index of the last start that is not after the moment; -1 when all are. */
function placeOf(atMs: number, starts: readonly number[]): number {
  let index = starts.length - 1;
  while (index >= 0 && (starts[index] ?? 0) > atMs) index -= 1;
  return index;
}

/** The value that this part of all values does not exceed. */
function nearest(rising: readonly number[], part: number): number | null {
  return rising[Math.max(0, Math.ceil(rising.length * part) - 1)] ?? null;
}

/** Today against yesterday, and this month against the same days of last month, each up to the same time of day. */
export function comparisons(
  calls: Iterable<CallSummary>,
  { timeZone, nowMs }: { timeZone: string; nowMs: number },
): { today: Comparison; month: Comparison } {
  const { day, month } = localDate(nowMs, timeZone);
  const start = (date: string): number => startOfDay(date, timeZone);
  const sinceMidnight = nowMs - start(day);
  const yesterday = dayAfter(day, -1);
  const lastOfMonthBefore = dayAfter(`${month}-01`, -1);
  const monthBefore = lastOfMonthBefore.slice(0, 7);
  // March 31 is held against the whole of February.
  const sameDay = [`${monthBefore}-${day.slice(8)}`, lastOfMonthBefore].sort()[0] ?? lastOfMonthBefore;
  const spans = {
    today: { fromMs: start(day), toMs: nowMs + 1 },
    yesterday: { fromMs: start(yesterday), toMs: Math.min(start(yesterday) + sinceMidnight, start(day)) },
    month: { fromMs: start(`${month}-01`), toMs: nowMs + 1 },
    before: {
      fromMs: start(`${monthBefore}-01`),
      toMs: Math.min(start(sameDay) + sinceMidnight, start(`${month}-01`)),
    },
  } satisfies Record<string, Span>;
  const sums = { today: nothing(), yesterday: nothing(), month: nothing(), before: nothing() };
  for (const call of calls) {
    const atMs = Date.parse(call.startedAt);
    for (const name of ['today', 'yesterday', 'month', 'before'] as const)
      if (isWithin(spans[name], atMs)) add(sums[name], call);
  }
  return {
    today: { now: sums.today, before: sums.yesterday },
    month: { now: sums.month, before: sums.before },
  };
}

const nothing = (): Totals => ({ calls: 0, practiceCalls: 0, minutes: 0, costUsd: 0 });

function add(sum: Totals, { practice, durationMs, costUsd }: CallSummary): void {
  if (practice) sum.practiceCalls += 1;
  else sum.calls += 1;
  sum.minutes += (durationMs ?? 0) / MINUTE_MS;
  sum.costUsd += costUsd;
}

type Results = Pick<TrendDay, 'outcomes' | 'endings' | 'flagged' | 'transfers'>;

const noResults = (): Results => ({
  outcomes: {},
  endings: {},
  flagged: 0,
  transfers: { tried: 0, accepted: 0 },
});

function addResults(sum: Results, call: CallSummary): void {
  const { endReason, reading, transfers } = call;
  if (reading) sum.outcomes[reading.outcome] = (sum.outcomes[reading.outcome] ?? 0) + 1;
  if (endReason) sum.endings[endReason] = (sum.endings[endReason] ?? 0) + 1;
  if (isToReview(call)) sum.flagged += 1;
  sum.transfers.tried += transfers.length;
  sum.transfers.accepted += transfers.filter(({ outcome }) => outcome === 'accepted').length;
}
