import type { Clock, Timer } from '../platform/clock.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { explainNgrok } from './ngrok-problem.ts';
import { StatusHolder } from './status-holder.ts';
import type { Tunnel } from './tunnel.ts';

/** What is used of `@ngrok/ngrok`. */
export interface NgrokSdk {
  SessionBuilder: new () => NgrokSessionBuilder;
}
export interface NgrokSessionBuilder {
  authtoken(token: string): this;
  handleDisconnection(handler: (address: string, error: string) => boolean): this;
  handleHeartbeat(handler: (latencyMs: number) => void): this;
  connect(): Promise<NgrokSession>;
}
export interface NgrokSession {
  httpEndpoint(): NgrokEndpoint;
  close(): Promise<void>;
}
export interface NgrokEndpoint {
  domain(domain: string): this;
  listenAndForward(toUrl: string): Promise<{ url(): string | null }>;
}

export interface NgrokOptions {
  authtoken: string;
  /** A domain of the account; `null` takes the one that ngrok gives. */
  domain: string | null;
  clock: Clock;
  logger: Logger;
  load?: () => Promise<NgrokSdk>;
  fetch?: typeof fetch;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 10_000;
/** A connection that ngrok's own client mends sooner is not worth a banner. */
const PATIENCE_MS = 5_000;
const PROBE_TIMEOUT_MS = 10_000;
/** How soon the public address is asked for again after ngrok barred it; each request counts against the plan. */
const PROBE_AGAIN_MS = 120_000;

/** A tunnel by ngrok's agent inside this process. Keeps itself open until it is closed. */
export function createNgrokTunnel(options: NgrokOptions): Tunnel {
  return new NgrokTunnel(options);
}

class NgrokTunnel implements Tunnel {
  readonly #options: Required<NgrokOptions>;
  readonly #status = new StatusHolder('ngrok');
  #localPort = 0;
  /** Counts openings and closings, so that what was begun before is known to be stale. */
  #generation = 0;
  #session: NgrokSession | null = null;
  #timer: Timer | null = null;
  #retryMs = FIRST_RETRY_MS;
  /** Between a lost connection and the next sign of life. */
  #disconnected = false;

  constructor(options: NgrokOptions) {
    this.#options = { load: loadSdk, fetch: globalThis.fetch, ...options };
  }

  status() {
    return this.#status.get();
  }

  onChange(listener: Parameters<Tunnel['onChange']>[0]) {
    return this.#status.onChange(listener);
  }

  async open(localPort: number): Promise<void> {
    const closed = this.close();
    const generation = this.#generation;
    await closed;
    if (generation !== this.#generation) return;
    this.#localPort = localPort;
    this.#retryMs = FIRST_RETRY_MS;
    await this.#connect();
  }

  async close(): Promise<void> {
    this.#generation += 1;
    await this.#drop();
    this.#status.set({ state: 'off', url: null, problem: null });
  }

  async #connect(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    if (this.status().state !== 'failed') this.#status.set({ state: 'connecting', problem: null });
    try {
      const url = await this.#listen(generation);
      if (generation !== this.#generation) return;
      this.#retryMs = FIRST_RETRY_MS;
      this.#disconnected = false;
      this.#status.set({ state: 'online', url, problem: null });
      void this.#probe(generation);
    } catch (error) {
      if (generation === this.#generation) await this.#fail(error);
    }
  }

  async #listen(generation: number): Promise<string> {
    const { authtoken, domain } = this.#options;
    const { SessionBuilder } = await this.#agent();
    const session = await new SessionBuilder()
      .authtoken(authtoken)
      .handleDisconnection((_, error) => {
        if (generation === this.#generation) this.#lost(error);
        // The client reconnects by itself and keeps its address; closing a session is the only way to stop it.
        return true;
      })
      .handleHeartbeat(() => {
        if (generation === this.#generation) this.#back(generation);
      })
      .connect();
    if (generation !== this.#generation) {
      await session.close();
      throw new AppError('unavailable', 'The tunnel was closed while it was being opened.');
    }
    this.#session = session;
    const endpoint = session.httpEndpoint();
    if (domain !== null) endpoint.domain(domain);
    const listener = await endpoint.listenAndForward(`http://127.0.0.1:${this.#localPort}`);
    const url = listener.url();
    if (url === null) throw new AppError('upstream-failed', 'ngrok opened a tunnel without an address.');
    return new URL(url).origin;
  }

  /** The agent is native code; where it is missing, that is said instead of failing at start. */
  async #agent(): Promise<NgrokSdk> {
    try {
      return await this.#options.load();
    } catch (error) {
      throw new AppError(
        'misconfigured',
        'The ngrok agent for this kind of computer is not installed. Install again with npm ci, or set a public URL of your own.',
        { cause: error },
      );
    }
  }

  #lost(reason: string): void {
    const problem = explainNgrok(reason);
    this.#options.logger.warn({ reason }, 'The tunnel lost its connection');
    if (!problem.retryable) {
      void this.#fail(reason);
      return;
    }
    if (this.#disconnected || this.status().url === null) return;
    this.#disconnected = true;
    this.#status.set({ state: 'connecting', problem: null });
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(PATIENCE_MS, () =>
      this.#status.set({ state: 'failed', problem: problem.message }),
    );
  }

  #back(generation: number): void {
    if (!this.#disconnected) return;
    this.#disconnected = false;
    this.#timer?.cancel();
    this.#status.set({ state: 'online', problem: null });
    void this.#probe(generation);
  }

  /** Says what is wrong, and tries again later where that can help. */
  async #fail(error: unknown): Promise<void> {
    const problem =
      error instanceof AppError
        ? { message: error.message, retryable: error.retryable }
        : explainNgrok(error);
    this.#options.logger.warn({ reason: messageOf(error) }, 'The tunnel could not be opened');
    this.#generation += 1;
    const generation = this.#generation;
    await this.#drop();
    if (generation !== this.#generation) return;
    this.#status.set({ state: 'failed', url: null, problem: problem.message });
    if (!problem.retryable) return;
    this.#timer = this.#options.clock.after(this.#retryMs, () => void this.#connect());
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  /**
   * Asks for the public URL, as a caller's carrier would: only then does ngrok tell that a plan is used up or that the way
   * to this computer is barred. Once, unless it is barred.
   */
  async #probe(generation: number): Promise<void> {
    const code = await this.#askPublicly();
    if (generation !== this.#generation || this.#disconnected) return;
    if (code === null) {
      this.#status.set({ state: 'online', problem: null });
      return;
    }
    this.#status.set({ state: 'failed', problem: explainNgrok(code).message });
    this.#timer = this.#options.clock.after(PROBE_AGAIN_MS, () => void this.#probe(generation));
  }

  /** The error that ngrok answers with in our place; `null` when it lets requests through. */
  async #askPublicly(): Promise<string | null> {
    const { fetch, clock, logger } = this.#options;
    const abort = new AbortController();
    const deadline = clock.after(PROBE_TIMEOUT_MS, () => abort.abort());
    try {
      const answer = await fetch(`${this.status().url}/health`, {
        headers: { 'ngrok-skip-browser-warning': '1' },
        signal: abort.signal,
      });
      await answer.body?.cancel();
      return answer.headers.get('ngrok-error-code');
    } catch (error) {
      // This computer may be kept from the open web; that says nothing about callers.
      logger.info({ reason: messageOf(error) }, 'The public address could not be probed');
      return null;
    } finally {
      deadline.cancel();
    }
  }

  async #drop(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    const session = this.#session;
    this.#session = null;
    try {
      await session?.close();
    } catch (error) {
      this.#options.logger.warn({ reason: messageOf(error) }, 'The tunnel could not be closed in order');
    }
  }
}

async function loadSdk(): Promise<NgrokSdk> {
  const { default: sdk } = await import('@ngrok/ngrok');
  return sdk;
}
