import { lineWords } from '../agent/line-words.ts';
import type { IncomingCall } from '../carrier/carrier.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Journals } from '../store/store.ts';
import type { AfterCall } from './after-call.ts';
import { callKey } from './record.ts';
import { createScribe } from './scribe.ts';
import { CallSession } from './session.ts';
import type { SessionParts } from './session-parts.ts';
import { TICK_MS } from './tick.ts';
import { StreamTokens, TOKEN_LIFE_MS } from './tokens.ts';

const LONGEST_FAREWELL_MS = 10_000;

interface Entry {
  session: CallSession;
  token: string;
  /** Resolves when the call is over and its record is kept. */
  settled: Promise<void>;
}

export interface RegistryParts {
  clock: Clock;
  ids: Ids;
  journals: Journals;
  session: SessionParts;
  afterCall: AfterCall;
  /** Calls at once, ringing ones included. */
  capacity: number;
  publish(event: ServerEvent): void;
  onStorageFailed(message: string): void;
}

/** All calls in progress, each on its own: one that fails takes no other with it. */
export class CallRegistry {
  readonly #parts: RegistryParts;
  readonly #tokens: StreamTokens;
  readonly #entries = new Map<string, Entry>();
  readonly #settling = new Set<Promise<void>>();
  readonly #ticks: Timer;
  #accepting = true;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
    this.#tokens = new StreamTokens(parts.clock, parts.ids);
    this.#ticks = parts.clock.every(TICK_MS, () => {
      for (const { session } of this.#entries.values()) session.tick();
    });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether one more call may begin. */
  get hasRoom(): boolean {
    return this.#accepting && this.#entries.size < this.#parts.capacity;
  }

  get(callSid: string): CallSession | undefined {
    return this.#entries.get(callSid)?.session;
  }

  all(): CallSession[] {
    return [...this.#entries.values()].map((entry) => entry.session);
  }

  /** The token of a call that is already known: a webhook that comes twice means the same call. */
  tokenOf(callSid: string): string | undefined {
    return this.#entries.get(callSid)?.token;
  }

  /**
   * Begins a call and warms it up. Returns the token its media stream must bring. `before` is what was recorded of the
   * call until its stream was lost; it is then carried on.
   */
  begin(
    incoming: IncomingCall,
    tenant: Tenant,
    scope: TenantScope,
    before: CallRecord | null = null,
  ): { session: CallSession; token: string } {
    const { clock, journals, publish, onStorageFailed } = this.#parts;
    // A call that comes back may find the journal of its first part still there.
    const journalId = `${callKey(incoming.callSid)}-${this.#parts.ids.sid('')}`;
    const scribe = createScribe(journals, journalId, onStorageFailed);
    const session = new CallSession(this.#parts.session, scribe, { incoming, tenant, scope, before });
    const token = this.#tokens.mint(incoming.callSid);
    const expiry = clock.after(TOKEN_LIFE_MS, () => {
      if (!session.joined) session.close('never-joined');
    });
    const earlier = this.#parts.afterCall.takeBack(incoming.callSid);
    const settled = session.closed.then(async () => {
      expiry.cancel();
      this.#tokens.revoke(this.tokenOf(incoming.callSid) ?? token);
      const { record } = session;
      const kept = await this.#parts.afterCall.keep(scope, record);
      // The call stays findable here until its record can be found in the archive.
      this.#entries.delete(incoming.callSid);
      const { callSid, tenantId, endReason } = record;
      publish({
        type: 'call.ended',
        callSid,
        tenantId,
        endReason: endReason ?? 'internal-error',
        call: session.summary(),
      });
      const givenName = session.givenName ?? earlier?.givenName ?? null;
      const discard = async (): Promise<void> => {
        await earlier?.discard();
        if (kept) await scribe.discard();
      };
      const forgetting = session.forgetting || (earlier?.forgetting ?? false);
      this.#parts.afterCall.finish({ scope, record, givenName, forgetting, discard });
    });
    this.#entries.set(incoming.callSid, { session, token, settled });
    this.#settling.add(settled);
    void settled.finally(() => this.#settling.delete(settled));
    const { callSid } = incoming;
    publish({ type: 'call.started', callSid, tenantId: tenant.id, call: session.summary() });
    void session.warm();
    return { session, token };
  }

  /** Resolves when the call, if it is known, is over and its record kept. */
  async settled(callSid: string): Promise<void> {
    await this.#entries.get(callSid)?.settled;
  }

  /** Lets a media stream in: returns the call, or `undefined` when the token is not good for it. */
  redeem(callSid: string, token: string): CallSession | undefined {
    if (!this.#tokens.redeem(token, callSid)) return undefined;
    const session = this.get(callSid);
    return session?.joinable ? session : undefined;
  }

  /** A new token for a call that waits for a stream again after a transfer; `undefined` when it does not. */
  renewToken(callSid: string): string | undefined {
    const entry = this.#entries.get(callSid);
    if (!entry?.session.joinable) return undefined;
    this.#tokens.revoke(entry.token);
    const token = this.#tokens.mint(callSid);
    entry.token = token;
    this.#parts.clock.after(TOKEN_LIFE_MS, () => {
      // Another transfer may have failed meanwhile, and the call wait anew.
      if (entry.token === token && entry.session.joinable) entry.session.close('stream-lost');
    });
    return token;
  }

  /**
   * No more calls. Callers on the line are told and let go; those who ring, or are still there after ten seconds, are
   * ended. Resolves when all of it is on disk; readings that take longer are made up for at the next start.
   */
  async shutdown(): Promise<void> {
    this.#accepting = false;
    const { clock } = this.#parts;
    for (const session of this.all()) session.dismiss((language) => lineWords(language).stopping, 'shutdown');
    const deadline = clock.after(LONGEST_FAREWELL_MS, () => {
      for (const session of this.all()) session.close('shutdown');
    });
    await Promise.allSettled(this.#settling);
    deadline.cancel();
    this.#ticks.cancel();
    await this.#parts.afterCall.idle();
  }
}
