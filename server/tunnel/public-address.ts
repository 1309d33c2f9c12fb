import type { TunnelStatus } from '../contracts/settings.ts';
import { messageOf } from '../platform/errors.ts';
import type { Tunnel } from './tunnel.ts';

/** Where the public listener is reached from outside: one tunnel at a time, replaced when the settings change. */
export class PublicAddress {
  readonly #make: () => Promise<Tunnel>;
  readonly #onChange: (status: TunnelStatus) => void;
  #tunnel: Tunnel | null = null;
  #stopListening: () => void = () => {};
  #localPort = 0;
  #failure: TunnelStatus | null = null;

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

  /** Opens the tunnel, in place of the one that was open. Never rejects: what is wrong stands in the status. */
  async open(localPort: number): Promise<void> {
    await this.close();
    this.#localPort = localPort;
    this.#failure = null;
    try {
      const tunnel = await this.#make();
      this.#tunnel = tunnel;
      this.#stopListening = tunnel.onChange(this.#onChange);
      await tunnel.open(localPort);
    } catch (error) {
      this.#failure = { state: 'failed', provider: 'none', url: null, problem: messageOf(error) };
    }
    this.#onChange(this.status());
  }

  reopen(): Promise<void> {
    return this.open(this.#localPort);
  }

  async close(): Promise<void> {
    this.#stopListening();
    const tunnel = this.#tunnel;
    this.#tunnel = null;
    await tunnel?.close();
  }
}
