import type { CallSummary } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { localDate } from './local-date.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** From the first moment on and before the second, both in milliseconds since the epoch. */
export interface Span {
  fromMs: number;
  toMs: number;
}

export const isWithin = ({ fromMs, toMs }: Span, atMs: number): boolean => atMs >= fromMs && atMs < toMs;

/** The first moment of a day, `2026-11-22`, by the clocks there. */
export function startOfDay(day: string, timeZone: string): number {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  let startMs = utcMs - offsetMs(utcMs, timeZone);
  startMs = utcMs - offsetMs(startMs, timeZone);
  // Where summer time begins at midnight, the day begins at one.
  while (localDate(startMs, timeZone).day < day) startMs += 30 * MINUTE_MS;
  return startMs;
}

/** By how much the clocks there are ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const { day, time } = localDate(atMs, timeZone);
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/** The calendar day so many days later; days know no clocks. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A month, `2026-11`, by the clocks there. */
export function spanOfMonth(month: string, timeZone: string): Span {
  const first = `${month}-01`;
  // No month has more than 31 days, and none fewer than 28.
  const next = `${dayAfter(first, 31).slice(0, 7)}-01`;
  return { fromMs: startOfDay(first, timeZone), toMs: startOfDay(next, timeZone) };
}

/** Whether a call began in the month, `2026-11`, of its tenant's time zone. Calls of other tenants are in no month. */
export function inMonth(
  month: string,
  tenants: readonly Pick<Tenant, 'id' | 'timeZone'>[],
): (call: Pick<CallSummary, 'tenantId' | 'startedAt'>) => boolean {
  const zones = [...new Set(tenants.map(({ timeZone }) => timeZone))];
  const spans = new Map(zones.map((timeZone) => [timeZone, spanOfMonth(month, timeZone)]));
  const spanOf = new Map(tenants.map(({ id, timeZone }) => [id, spans.get(timeZone)]));
  return ({ tenantId, startedAt }) => {
    const span = spanOf.get(tenantId);
    return span !== undefined && isWithin(span, Date.parse(startedAt));
  };
}
