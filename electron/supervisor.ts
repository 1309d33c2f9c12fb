import type { MessageToServer, ReadyInfo } from '../server/contracts/shell.ts';
import type { ShellClock } from './clock.ts';

/** A started server process. */
export interface ServerProcess {
  /** Asks it to end politely: no new calls, live ones are finished. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
  post(message: MessageToServer): void;
}

/** What a server process tells. `onExit` comes once, last. */
export interface ServerEvents {
  onReady(ready: ReadyInfo): void;
  /** A sentence saying why it cannot start. */
  onFailed(message: string): void;
  /** How it ended, in words such as `with code 1`. */
  onExit(how: string): void;
}

export type StartServer = (events: ServerEvents) => ServerProcess;

export type ServerState =
  | { name: 'starting' }
  | { name: 'running'; ready: ReadyInfo }
  | { name: 'restarting'; delayMs: number }
  /** Given up. `start` tries again. */
  | { name: 'failed'; message: string }
  | { name: 'stopping' }
  | { name: 'stopped' };

/** The first restart comes at once, so that callers who were cut off find the server back. */
const RESTART_DELAYS_MS = [0, 500, 2_000, 5_000, 10_000];
/** A server that has run this long since it was ready starts the count anew. */
const STEADY_MS = 60_000;
/** Time that live calls get to end before the process is ended for them. */
const STOP_GRACE_MS = 20_000;

/**
 * Keeps one server running: starts it again when it dies, with growing delays, and gives up when it never became ready
 * or keeps dying.
 */
export class Supervisor {
  readonly #startServer: StartServer;
  readonly #clock: ShellClock;
  readonly #onState: (state: ServerState) => void;
  #state: ServerState = { name: 'stopped' };
  #process: ServerProcess | null = null;
  #deaths = 0;
  #everReady = false;
  #complaint: string | null = null;
  #readyAtMs: number | null = null;
  #timer: { cancel(): void } | null = null;
  #whenStopped: (() => void)[] = [];

  constructor(startServer: StartServer, clock: ShellClock, onState: (state: ServerState) => void) {
    this.#startServer = startServer;
    this.#clock = clock;
    this.#onState = onState;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server, also after it was given up. Does nothing while one runs. */
  start(): void {
    if (this.#state.name !== 'stopped' && this.#state.name !== 'failed') return;
    this.#deaths = 0;
    this.#everReady = false;
    this.#launch();
  }

  /** To the running server; dropped when there is none. */
  post(message: MessageToServer): void {
    this.#process?.post(message);
  }

  /** Resolves once no server runs. Live calls get time to end. */
  stop(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    if (!this.#process) {
      this.#change({ name: 'stopped' });
      return Promise.resolve();
    }
    const stopped = new Promise<void>((resolve) => this.#whenStopped.push(resolve));
    if (this.#state.name !== 'stopping') {
      this.#change({ name: 'stopping' });
      this.#process.stop();
    }
    this.#timer = this.#clock.after(STOP_GRACE_MS, () => this.#process?.kill());
    return stopped;
  }

  #launch(): void {
    this.#complaint = null;
    this.#readyAtMs = null;
    this.#change({ name: 'starting' });
    this.#process = this.#startServer({
      onReady: (ready) => {
        if (this.#state.name !== 'starting') return;
        this.#everReady = true;
        this.#readyAtMs = this.#clock.monotonic();
        this.#change({ name: 'running', ready });
      },
      onFailed: (message) => {
        this.#complaint = message;
      },
      onExit: (how) => this.#exited(how),
    });
  }

  #exited(how: string): void {
    this.#process = null;
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#state.name === 'stopping') {
      this.#change({ name: 'stopped' });
      for (const resolve of this.#whenStopped.splice(0)) resolve();
      return;
    }
    if (this.#readyAtMs !== null && this.#clock.monotonic() - this.#readyAtMs >= STEADY_MS) this.#deaths = 0;
    const delayMs = RESTART_DELAYS_MS[this.#deaths];
    this.#deaths += 1;
    if (!this.#everReady) this.#giveUp(`The server ended ${how} before it was ready.`);
    else if (delayMs === undefined) this.#giveUp(`The server keeps stopping; last it ended ${how}.`);
    else this.#restartAfter(delayMs);
  }

  #restartAfter(delayMs: number): void {
    this.#change({ name: 'restarting', delayMs });
    this.#timer = this.#clock.after(delayMs, () => this.#launch());
  }

  /** The server's own words, where it had some, tell more than how it ended. */
  #giveUp(message: string): void {
    this.#change({ name: 'failed', message: this.#complaint ?? message });
  }

  #change(state: ServerState): void {
    this.#state = state;
    this.#onState(state);
  }
}
