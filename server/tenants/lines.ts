import type { LineSetup } from '../carrier/line-setup.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { LineStatus } from '../contracts/settings.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Tenants } from './tenants.ts';

interface LinesParts {
  tenants: Tenants;
  /** `null` while there are no keys of the carrier. */
  setup(): LineSetup | null;
  /** The public origin; `null` while there is none. */
  origin(): string | null;
  logger: Logger;
  publish(event: ServerEvent): void;
}

/** Keeps the carrier's numbers pointed at this appliance. */
export class Lines {
  readonly #parts: LinesParts;
  #status: LineStatus[] = [];
  #running: Promise<void> | null = null;
  #again = false;

  constructor(parts: LinesParts) {
    this.#parts = parts;
  }

  /** As last read back from the carrier. Empty while there are no keys or no public address. */
  status(): LineStatus[] {
    return this.#status;
  }

  /** Points all assigned numbers here. Asked again while it is under way, it runs once more after. Never rejects. */
  point(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#pointAll();
    }
  }

  async #pointAll(): Promise<void> {
    const { tenants, setup, origin, logger, publish } = this.#parts;
    const address = origin();
    const carrier = setup();
    const assigned = tenants
      .list()
      .filter(({ status }) => status !== 'cancelled')
      .flatMap(({ id, phoneNumbers }) => phoneNumbers.map((phoneNumber) => ({ phoneNumber, tenantId: id })));
    const before = JSON.stringify(this.#status);
    try {
      this.#status = carrier && address !== null ? await carrier.point(assigned, address) : [];
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'The lines could not be pointed here');
    }
    const failed = this.#status.filter((line) => line.state !== 'pointed').length;
    if (failed > 0) logger.warn({ failed, of: assigned.length }, 'Some lines do not point here');
    if (JSON.stringify(this.#status) !== before) publish({ type: 'lines.changed', lines: this.#status });
  }
}
