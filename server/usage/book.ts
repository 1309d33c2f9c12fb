import { localDate } from './local-date.ts';

/** What one call takes from the caps. */
export interface Charge {
  /** Milliseconds since the epoch. */
  startMs: number;
  /** 0 for practice calls. */
  minutes: number;
  usd: number;
}

export interface Sum {
  minutes: number;
  usd: number;
}

/** Calls with their sums by day and month of one time zone. Adding and reading take the same time however many there are. */
export class Book {
  readonly timeZone: string;
  readonly #charges = new Map<string, Charge>();
  /** By `2026-11-22` and by `2026-11`. */
  readonly #sums = new Map<string, Sum>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** Adds a call, or replaces what was known of it. */
  put(callSid: string, charge: Charge): void {
    const known = this.#charges.get(callSid);
    if (known) this.#add(known, -1);
    this.#charges.set(callSid, charge);
    this.#add(charge, 1);
  }

  /** Takes a call out again. Nothing happens where it is not known. */
  remove(callSid: string): void {
    const known = this.#charges.get(callSid);
    if (known) this.#add(known, -1);
    this.#charges.delete(callSid);
  }

  callSids(): Iterable<string> {
    return this.#charges.keys();
  }

  chargeOf(callSid: string): Charge | undefined {
    return this.#charges.get(callSid);
  }

  /** @param period `2026-11-22` or `2026-11` */
  sumOf(period: string): Readonly<Sum> {
    return this.#sums.get(period) ?? { minutes: 0, usd: 0 };
  }

  /** The same calls by the calendar of another zone. */
  movedTo(timeZone: string): Book {
    const moved = new Book(timeZone);
    for (const [callSid, charge] of this.#charges) moved.put(callSid, charge);
    return moved;
  }

  #add({ startMs, minutes, usd }: Charge, sign: 1 | -1): void {
    const { day, month } = localDate(startMs, this.timeZone);
    for (const period of [day, month]) {
      const sum = this.sumOf(period);
      this.#sums.set(period, { minutes: sum.minutes + sign * minutes, usd: sum.usd + sign * usd });
    }
  }
}
