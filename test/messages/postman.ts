import type { Content, Notifier, Parcel } from '../../server/notify/notifier.ts';
import { AppError } from '../../server/platform/errors.ts';

/** Takes everything, or refuses everything for good; or takes its time. */
export class Postman implements Notifier {
  readonly sent: (Parcel<Content> & { tenantId: number })[] = [];
  refuses = false;
  /** While it holds, what is sent is on its way. */
  holds = false;
  readonly #held = new Set<() => void>();

  async send(scope: { tenantId: number }, parcel: Parcel<Content>): Promise<void> {
    if (this.refuses) throw new AppError('upstream-failed', 'The address is wrong. Correct it.');
    this.sent.push({ ...parcel, tenantId: scope.tenantId });
    if (this.holds) await new Promise<void>((resolve) => this.#held.add(resolve));
  }

  /** What is on its way arrives. */
  release(): void {
    for (const resolve of this.#held) resolve();
    this.#held.clear();
  }
}
