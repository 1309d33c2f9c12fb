import type { TunnelStatus } from '../contracts/settings.ts';
import { messageOf } from '../platform/errors.ts';
import { createSerial } from '../platform/serial.ts';
import type { Tunnel } from './tunnel.ts';

/** Where the public listener is reached from outside: one tunnel at a time, replaced when the settings change. */
export class PublicAddress {
  readonly #make: () => Promise<Tunnel>;
  readonly #onChange: (status: TunnelStatus) => void;
  /** A tunnel may need the place of the one before. */
  readonly #inTurn = createSerial();
  #tunnel: Tunnel | null = null;
  #stopListening: () => void = () => {};
  #localPort = 0;
  #failure: TunnelStatus | null = null;
  /** Counts openings: one that was overtaken by the next is not carried on. */
  #openings = 0;
  #closed = false;

  /** `make` chooses the tunnel by the settings of the moment. */
  constructor(make: () => Promise<Tunnel>, onChange: (status: TunnelStatus) => void) {
    this.#make = make;
    this.#onChange = onChange;
  }

  status(): TunnelStatus {
    const off: TunnelStatus = { state: 'off', provider: 'none', url: null, problem: null };
    return this.#failure ?? this.#tunnel?.status() ?? off;
  }

  /** The public origin while there is one, without a slash at the end. */
  origin(): string | null {
    return this.status().url?.replace(/\/+$/, '') ?? null;
  }

  /**
   * Opens the tunnel, in place of the one that was open or is being opened. Never rejects: what is wrong stands in the
   * status. Resolves early when it is overtaken by the next opening, or closed.
   */
  async open(localPort: number): Promise<void> {
    this.#localPort = localPort;
    this.#openings += 1;
    const opening = this.#openings;
    const isCurrent = (): boolean => opening === this.#openings && !this.#closed;
    try {
      await this.#drop();
      if (!isCurrent()) return;
      this.#failure = null;
      const tunnel = await this.#make();
      if (!isCurrent()) return;
      this.#tunnel = tunnel;
      this.#stopListening = tunnel.onChange(this.#onChange);
      await tunnel.open(localPort);
    } catch (error) {
      if (!isCurrent()) return;
      this.#failure = { state: 'failed', provider: 'none', url: null, problem: messageOf(error) };
    }
    if (isCurrent()) this.#onChange(this.status());
  }

  reopen(): Promise<void> {
    return this.open(this.#localPort);
  }

  /** For good: it can't be opened again. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#drop();
  }

  /** Resolves once the tunnel of now, and every one before it, is closed. */
  #drop(): Promise<void> {
    this.#stopListening();
    const tunnel = this.#tunnel;
    this.#tunnel = null;
    return this.#inTurn(async () => tunnel?.close());
  }
}
