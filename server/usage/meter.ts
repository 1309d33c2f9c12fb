import type { CallSummary } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Spending } from '../contracts/usage.ts';
import type { Clock } from '../platform/clock.ts';
import { Book, type Charge } from './book.ts';
import { localDate } from './local-date.ts';

const MINUTE_MS = 60_000;
const UTC = 'UTC';

/** A call in progress. */
export interface RunningCall {
  callSid: string;
  tenantId: number;
  practice: boolean;
  /** ISO 8601. */
  startedAt: string;
  /** Since its media stream began. */
  elapsedMs: number;
  /** Up to now. */
  costUsd: number;
}

/**
 * Minutes and cost by day and month, of each tenant in its time zone and of the appliance in UTC, from memory alone. A
 * call counts where it began. Practice calls count in money, and as calls in progress, but not in minutes: the agency tries
 * its agents out at its own expense, and that must not keep callers out.
 */
export class UsageMeter {
  readonly #clock: Clock;
  readonly #tenants = new Map<number, Book>();
  readonly #appliance = new Book(UTC);
  #running: () => Iterable<RunningCall> = () => [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From now on these calls count too; it is asked at every reading. */
  follow(running: () => Iterable<RunningCall>): void {
    this.#running = running;
  }

  /** Takes in a call that has ended, or what has become of it since. */
  take({ callSid, tenantId, practice, startedAt, durationMs, costUsd }: CallSummary): void {
    const charge = chargeOf({ practice, startedAt, elapsedMs: durationMs ?? 0, costUsd });
    const book = this.#tenants.get(tenantId) ?? new Book(UTC);
    this.#tenants.set(tenantId, book);
    book.put(callSid, charge);
    this.#appliance.put(callSid, charge);
  }

  /** Takes out the calls of a tenant that did not come to be. */
  forget(tenantId: number): void {
    for (const callSid of this.#tenants.get(tenantId)?.callSids() ?? []) this.#appliance.remove(callSid);
    this.#tenants.delete(tenantId);
  }

  /** By the calendar of the tenant's time zone as it is now; what was taken in under another one is moved once. */
  ofTenant({ id, timeZone }: Pick<Tenant, 'id' | 'timeZone'>): Spending {
    const known = this.#tenants.get(id);
    const book = known?.timeZone === timeZone ? known : (known?.movedTo(timeZone) ?? new Book(timeZone));
    this.#tenants.set(id, book);
    return this.#spending(book, (call) => call.tenantId === id);
  }

  ofAppliance(): Spending {
    return this.#spending(this.#appliance, () => true);
  }

  #spending(book: Book, counts: (call: RunningCall) => boolean): Spending {
    const now = localDate(this.#clock.now(), book.timeZone);
    const day = book.sumOf(now.day);
    const month = book.sumOf(now.month);
    const spent: Spending = {
      dayMinutes: day.minutes,
      monthMinutes: month.minutes,
      dayUsd: day.usd,
      monthUsd: month.usd,
      calls: 0,
    };
    for (const call of this.#running()) {
      if (!counts(call)) continue;
      spent.calls += 1;
      const charge = chargeOf(call);
      // A call that came back, or is just being filed, is in the book with a part of it.
      const filed = book.chargeOf(call.callSid);
      const minutes = Math.max(0, charge.minutes - (filed?.minutes ?? 0));
      const usd = Math.max(0, charge.usd - (filed?.usd ?? 0));
      const began = localDate(charge.startMs, book.timeZone);
      if (began.month !== now.month) continue;
      spent.monthMinutes += minutes;
      spent.monthUsd += usd;
      if (began.day !== now.day) continue;
      spent.dayMinutes += minutes;
      spent.dayUsd += usd;
    }
    return spent;
  }
}

function chargeOf({
  practice,
  startedAt,
  elapsedMs,
  costUsd,
}: Pick<RunningCall, 'practice' | 'startedAt' | 'elapsedMs' | 'costUsd'>): Charge {
  return { startMs: Date.parse(startedAt), minutes: practice ? 0 : elapsedMs / MINUTE_MS, usd: costUsd };
}
