import type { Incident } from '../contracts/call.ts';
import type { BusySpan } from '../platform/lag-watch.ts';
import type { RecordKeeper } from './record-keeper.ts';
import type { SessionParts } from './session-parts.ts';

/** What is shorter nobody on the line notices. */
const LEAST_MS = 300;

interface TroubleLinks {
  parts: Pick<SessionParts, 'clock' | 'lag'>;
  keeper: RecordKeeper;
  /** Monotonic time as milliseconds since the first stream's start. */
  atMs(monotonicMs: number): number;
}

/** Notes what goes wrong on the way of one call, and whose it was. All times are monotonic milliseconds. */
export class Troubles {
  readonly #links: TroubleLinks;
  /** What has begun and not ended, with its beginning. */
  readonly #open = new Map<Incident['kind'], number>();
  #seen: Readonly<BusySpan> | null;

  constructor(links: TroubleLinks) {
    this.#links = links;
    this.#seen = links.parts.lag.latest;
  }

  /** Something without a length. */
  note(kind: Incident['kind']): void {
    this.#links.keeper.incident(kind, this.#atMs());
  }

  begun(kind: Incident['kind']): void {
    if (this.#open.has(kind)) return;
    this.#open.set(kind, this.#links.parts.clock.monotonic());
    this.note(kind);
  }

  over(kind: Incident['kind']): void {
    const sinceMs = this.#open.get(kind);
    if (sinceMs === undefined) return;
    this.#open.delete(kind);
    this.#links.keeper.incidentOver(kind, this.#links.parts.clock.monotonic() - sinceMs);
  }

  /** The caller was not heard for so long. What this computer slept through is not the line's. */
  lineGap(fromMs: number, lastedMs: number): void {
    const { atMs, keeper, parts } = this.#links;
    const lineMs = lastedMs - parts.lag.busyMs(fromMs, fromMs + lastedMs);
    if (lineMs >= LEAST_MS) keeper.incident('line-gap', atMs(fromMs), lineMs);
  }

  /** The line is there again, after so long; `null` where that is not known. */
  lineBack(lastedMs: number | null): void {
    this.#links.keeper.incident('line-back', this.#atMs(), lastedMs);
  }

  /** To be called about ten times a second. */
  tick(): void {
    const { atMs, keeper, parts } = this.#links;
    const { latest } = parts.lag;
    if (latest === null || latest === this.#seen) return;
    this.#seen = latest;
    if (latest.lastedMs >= LEAST_MS) keeper.incident('computer-busy', atMs(latest.fromMs), latest.lastedMs);
  }

  #atMs(): number {
    return this.#links.atMs(this.#links.parts.clock.monotonic());
  }
}
