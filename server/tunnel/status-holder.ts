import type { TunnelStatus } from '../contracts/settings.ts';

/** A tunnel's status, told to listeners when it changes. */
export class StatusHolder {
  #status: TunnelStatus;
  readonly #listeners = new Set<(status: TunnelStatus) => void>();

  constructor(provider: TunnelStatus['provider']) {
    this.#status = { state: 'off', provider, url: null, problem: null };
  }

  get(): TunnelStatus {
    return { ...this.#status };
  }

  set(change: Partial<Omit<TunnelStatus, 'provider'>>): void {
    const next = { ...this.#status, ...change };
    const { state, url, problem } = this.#status;
    if (next.state === state && next.url === url && next.problem === problem) return;
    this.#status = next;
    for (const listener of [...this.#listeners]) listener({ ...next });
  }

  /** Returns the way to stop listening. */
  onChange(listener: (status: TunnelStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
