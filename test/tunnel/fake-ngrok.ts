import type { NgrokSdk, NgrokSession, NgrokSessionBuilder } from '../../server/tunnel/ngrok.ts';

/** One session as the tunnel under test made it. */
export interface FakeSession {
  authtoken: string;
  domain: string | null;
  forwardsTo: string | null;
  closed: boolean;
  /** Breaks the connection as the real client tells it. Returns what the handler said. */
  disconnect(error: string): boolean;
  heartbeat(): void;
}

/** The surface of `@ngrok/ngrok` that is used, without ngrok. `plan` answers each connection in turn. */
export function fakeNgrok(plan: { connect?: () => Promise<void>; listen?: () => string | null } = {}) {
  const sessions: FakeSession[] = [];
  class SessionBuilder implements NgrokSessionBuilder {
    #authtoken = '';
    #onDisconnection: (address: string, error: string) => boolean = () => true;
    #onHeartbeat: (latencyMs: number) => void = () => {};

    authtoken(token: string): this {
      this.#authtoken = token;
      return this;
    }

    handleDisconnection(handler: (address: string, error: string) => boolean): this {
      this.#onDisconnection = handler;
      return this;
    }

    handleHeartbeat(handler: (latencyMs: number) => void): this {
      this.#onHeartbeat = handler;
      return this;
    }

    async connect(): Promise<NgrokSession> {
      await plan.connect?.();
      const session: FakeSession = {
        authtoken: this.#authtoken,
        domain: null,
        forwardsTo: null,
        closed: false,
        disconnect: (error) => this.#onDisconnection('connect.ngrok-agent.com:443', error),
        heartbeat: () => this.#onHeartbeat(12),
      };
      sessions.push(session);
      return {
        httpEndpoint: () => ({
          domain(domain) {
            session.domain = domain;
            return this;
          },
          async listenAndForward(toUrl) {
            session.forwardsTo = toUrl;
            const url = plan.listen ? plan.listen() : `https://${session.domain ?? 'given.ngrok-free.dev'}`;
            return { url: () => url };
          },
        }),
        async close() {
          session.closed = true;
        },
      };
    }
  }
  const sdk: NgrokSdk = { SessionBuilder };
  return { sdk, sessions, plan };
}
