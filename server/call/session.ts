import type { LegEnd, LegListener, MediaLeg } from '../carrier/carrier.ts';
import type { CallRecord, EndReason } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { TransferOutcome } from '../contracts/transfer.ts';
import { transferFailedNote } from '../model/notes.ts';
import { isoNow } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { AgentState } from './bridge.ts';
import { CallerLine } from './caller-line.ts';
import type { Leaving, TransferTarget } from './departure.ts';
import { carryOn } from './earlier-part.ts';
import { Opening } from './opening.ts';
import { Operators } from './operator/operators.ts';
import type { CallPlan } from './plan.ts';
import { ProgressTeller, type Standing } from './progress.ts';
import { newRecord, summaryOf } from './record.ts';
import { RecordKeeper } from './record-keeper.ts';
import type { CallScribe } from './scribe.ts';
import type { CallOrigin, SessionParts } from './session-parts.ts';
import { Talk } from './talk.ts';
import { Troubles } from './troubles.ts';

/** A call that was put through and of which nothing is heard any more. */
export const LONGEST_TRANSFER_MS = 4 * 60 * 60 * 1_000;
const NOT_READY = 'The agent is only just getting ready. Try again in a moment.';
/** Caller audio from before the talk has begun: 10 seconds. */
const MOST_HELD_FRAMES = 500;

/**
 * One call from its webhook to its end. It is warm before the media stream joins: the model is opened and may already
 * speak. It may lose its stream to a transfer and be joined again. Every way out is `close`.
 */
export class CallSession {
  readonly scope: TenantScope;
  readonly tenant: Tenant;
  /** Resolves when the call is over and its scribe has all of it. */
  readonly closed: Promise<void>;
  /** Who listens in, whispers, or speaks in the agent's place. */
  readonly operators: Operators;

  readonly #parts: SessionParts;
  readonly #keeper: RecordKeeper;
  readonly #log: Logger;
  readonly #receivedMs: number;
  readonly #before: CallRecord | null;
  readonly #troubles: Troubles;
  readonly #progress: ProgressTeller;
  #resolveClosed: () => void = () => {};
  #plan: CallPlan | null = null;
  #answeredMs: number | null = null;
  #talk: Talk | null = null;
  #leg: MediaLeg | null = null;
  #line: CallerLine | null = null;
  #heldAudio: string[] = [];
  /** When the first stream joined. */
  #originMs: number | null = null;
  #parked: (TransferTarget & { sinceMs: number }) | null = null;
  #isClosed = false;

  constructor(parts: SessionParts, scribe: CallScribe, call: CallOrigin) {
    const { incoming, tenant, scope, before } = call;
    this.#parts = parts;
    this.tenant = tenant;
    this.scope = scope;
    this.#receivedMs = parts.clock.monotonic();
    this.#before = before;
    const record = before
      ? { ...structuredClone(before), state: 'ringing' as const, endReason: null, endedAt: null }
      : {
          ...newRecord(incoming, tenant.id, isoNow(parts.clock)),
          draft: parts.triesDraft(incoming),
        };
    this.#keeper = new RecordKeeper(record, scribe, parts.publish);
    this.#log = parts.logger.child({ callSid: incoming.callSid, tenantId: tenant.id });
    this.#troubles = new Troubles({
      parts,
      keeper: this.#keeper,
      atMs: (monotonicMs) => (this.#originMs === null ? this.elapsedMs : monotonicMs - this.#originMs),
    });
    this.#progress = new ProgressTeller(parts.publish);
    this.operators = new Operators({
      clock: parts.clock,
      keeper: this.#keeper,
      tenant,
      elapsedMs: () => this.elapsedMs,
      talk: () => this.#hindrance() ?? this.#talk ?? NOT_READY,
      plan: () => this.#plan,
    });
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  get record(): CallRecord {
    return this.#keeper.record;
  }

  get callSid(): string {
    return this.record.callSid;
  }

  /** A name the caller gave to the agent, for the memory. */
  get givenName(): string | null {
    return this.#keeper.givenName;
  }

  /** The caller asked to be forgotten. */
  get forgetting(): boolean {
    return this.#keeper.forgetting;
  }

  get live(): boolean {
    return this.#leg !== null && !this.#isClosed;
  }

  /** Whether a stream has ever joined. */
  get joined(): boolean {
    return this.#originMs !== null;
  }

  get agentState(): AgentState {
    return this.#talk?.agentState ?? 'listening';
  }

  /** Waits for a media stream: at its beginning, or because a transfer has failed. */
  get joinable(): boolean {
    return this.#leg === null && this.#parked === null && !this.#isClosed;
  }

  /** The transfer that the caller is being connected by; `null` while the agent has the call. */
  get parked(): Readonly<TransferTarget> | null {
    return this.#parked;
  }

  /**
   * Milliseconds of the agent's call since the first stream's start; before it, what an earlier part of the call had. What
   * is said to a person after a transfer is no part of it.
   */
  get elapsedMs(): number {
    if (this.#originMs === null) return this.#before?.durationMs ?? 0;
    return (this.#parked?.sinceMs ?? this.#parts.clock.monotonic()) - this.#originMs;
  }

  /** Recalls the caller, opens the model, and gets the greeting ready. Never rejects. */
  async warm(): Promise<void> {
    this.#keeper.began();
    try {
      const plan = await this.#parts.plan(this.scope, this.tenant, this.record.from);
      if (this.#before) carryOn(plan, this.#before);
      const opening = await Opening.prepare(plan, this.#parts.greetings, this.#log);
      if (this.#isClosed) return;
      this.#plan = plan;
      const { agentName } = plan.spec.facts;
      const { voice } = plan.spec;
      const context = { agentName, voice, engine: plan.engine.id };
      this.#log.info(context, `Customer Context: ID=${this.tenant.id}, Agent=${agentName}, Voice=${voice}`);
      this.record.timings.greetingCached = opening.fromCache;
      const talk = new Talk({
        parts: this.#parts,
        scope: this.scope,
        tenant: this.tenant,
        plan,
        opening,
        keeper: this.#keeper,
        log: this.#log,
        troubles: this.#troubles,
        live: this.operators.sound,
        elapsedMs: () => this.elapsedMs,
        leg: () => this.#leg,
        onReady: () => {
          this.record.timings.modelReadyMs ??= this.#parts.clock.monotonic() - this.#receivedMs;
        },
        onState: () => this.#publishState(),
        onLeave: (leaving) => this.#leave(leaving),
        onDismiss: () => this.operators.release(),
        onGivenUp: () => this.close('model-failed'),
      });
      this.#talk = talk;
      if (this.#leg && this.#originMs !== null) talk.joined(this.#originMs);
      for (const payload of this.#heldAudio) talk.appendAudio(payload);
      this.#heldAudio = [];
    } catch (error) {
      this.#log.error({ error: messageOf(error) }, 'A call could not be prepared');
      this.close('internal-error');
    }
  }

  webhookAnswered(): void {
    this.#answeredMs = this.#parts.clock.monotonic();
    this.record.timings.webhookMs = this.#answeredMs - this.#receivedMs;
  }

  /** A media stream is here. Returns what listens to it. */
  join(leg: MediaLeg): LegListener {
    const nowMs = this.#parts.clock.monotonic();
    this.#leg = leg;
    const line = new CallerLine(nowMs, {
      onAudio: (payload) => this.#hear(payload),
      onGap: (fromMs, lastedMs) => this.#troubles.lineGap(fromMs, lastedMs),
    });
    this.#line = line;
    const isFirst = this.#originMs === null;
    // A call that comes back goes on where its record stopped.
    this.#originMs ??= nowMs - (this.#before?.durationMs ?? 0);
    if (isFirst && this.#answeredMs !== null) this.record.timings.joinMs = nowMs - this.#answeredMs;
    this.#keeper.joined();
    if (isFirst && this.#before?.endReason === 'stream-lost') this.#troubles.lineBack(this.#awayMs());
    this.#publishState();
    this.#talk?.joined(this.#originMs);
    return {
      onAudio: (payload, timestampMs) => line.frame(payload, timestampMs, this.#parts.clock.monotonic()),
      onMark: (name) => this.#talk?.marked(name),
      onDigit: (digit) => this.#talk?.appendDigit(digit),
      // A stream that the call has left says nothing about the call any more.
      onEnd: (end) => this.#leg === leg && this.#onLegEnd(end),
    };
  }

  /** What a practice caller typed. */
  typed(text: string): void {
    this.#talk?.typed(text);
  }

  /** Says these words in the caller's language, hangs up once they were heard, and ends as `cause`. */
  dismiss(words: (language: string) => string, cause: EndReason): void {
    if (this.live && this.#talk) this.#talk.dismiss(words(this.#talk.language), cause);
    else this.close(cause);
  }

  /**
   * The carrier knows how the transfer went. Accepted ones end the call here; after any other the call waits for a new
   * stream, and the agent knows why.
   */
  transferEnded(outcome: Exclude<TransferOutcome, 'connecting'>): void {
    const parked = this.#parked;
    if (!parked) return;
    this.#keeper.transferEnded(outcome);
    if (outcome === 'accepted') {
      this.close('transferred');
      return;
    }
    this.#parked = null;
    this.#talk?.resume(transferFailedNote(parked.destination.label, outcome));
  }

  /** To be called about ten times a second while the call is in progress. */
  tick(): void {
    const nowMs = this.#parts.clock.monotonic();
    if (this.#parked && nowMs - this.#parked.sinceMs > LONGEST_TRANSFER_MS) this.close('transferred');
    if (this.live && this.#line?.isDead(nowMs)) this.#lose('stream-lost');
    if (this.#isClosed) return;
    this.#troubles.tick();
    if (this.live) this.#line?.tick(nowMs);
    this.#talk?.tick(nowMs);
    if (this.live) this.#progress.tick(nowMs, this.record, () => this.#standing());
  }

  /** The one way out. The first cause stands; later calls do nothing. */
  close(cause: EndReason): void {
    if (this.#isClosed) return;
    const { clock, cost } = this.#parts;
    const recorded = this.#talk?.close() ?? Promise.resolve(false);
    const durationMs = this.elapsedMs;
    this.#isClosed = true;
    this.operators.ended();
    this.#leg?.close();
    const { record } = this;
    this.#keeper.ended({
      endReason: cause,
      endedAt: isoNow(clock),
      durationMs,
      costUsd: cost(record),
      language: record.language,
      recorded: record.recorded,
    });
    this.#log.info({ cause, durationMs: Math.round(durationMs) }, 'Call ended');
    void recorded.then((kept) => {
      record.recorded ||= kept;
      this.#resolveClosed();
    });
  }

  /** The call as a list shows it. */
  summary(): ReturnType<typeof summaryOf> {
    return summaryOf(this.record);
  }

  #hear(payload: string): void {
    if (this.#talk) this.#talk.appendAudio(payload);
    else if (this.#heldAudio.length < MOST_HELD_FRAMES) this.#heldAudio.push(payload);
  }

  #onLegEnd(end: LegEnd): void {
    if (end === 'stop') this.close('caller-hung-up');
    else this.#lose(end === 'overloaded' ? 'overloaded' : 'stream-lost');
  }

  #lose(cause: EndReason): void {
    if (!this.#isClosed) this.#troubles.note('line-lost');
    this.close(cause);
  }

  /** Why an operator can't act in this call now; `null` when nothing is in the way. */
  #hindrance(): string | null {
    if (this.#isClosed) return 'This call has ended.';
    if (this.#parked)
      return `The caller is with ${this.#parked.destination.label}, or is being put through there.`;
    return this.#leg === null ? 'The caller is not on the line yet.' : null;
  }

  /** How long the caller was away between two parts of the call. */
  #awayMs(): number | null {
    const lostAt = this.#before?.endedAt ?? null;
    return lostAt === null ? null : Math.max(0, this.#parts.clock.now() - Date.parse(lostAt));
  }

  #standing(): Standing {
    const { engine, timings } = this.record;
    return {
      costUsd: this.#parts.cost(this.record),
      engine,
      answerMs: timings.answerMs.at(-1) ?? null,
      takenOver: this.operators.takenOver,
    };
  }

  /** The last words were heard: the stream goes, and the call ends or is put through. */
  #leave(leaving: Leaving): void {
    if ('cause' in leaving) {
      this.close(leaving.cause);
      return;
    }
    this.#parked = { ...leaving.target, sinceMs: this.#parts.clock.monotonic() };
    this.#talk?.left();
    const leg = this.#leg;
    this.#leg = null;
    this.#publishState();
    leg?.close();
  }

  #publishState(): void {
    const { callSid, tenantId, state } = this.record;
    this.#parts.publish({ type: 'call.state', callSid, tenantId, state, agent: this.agentState });
  }
}
