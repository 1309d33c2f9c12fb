import { lineWords } from '../agent/line-words.ts';
import type { LegEnd, LegListener, MediaLeg } from '../carrier/carrier.ts';
import type { CallRecord, EndReason } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { TransferOutcome } from '../contracts/transfer.ts';
import type { ModelConversation, ModelEvent } from '../model/engine.ts';
import { transferFailedNote } from '../model/notes.ts';
import { isoNow } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import {
  type BridgeAction,
  type BridgeEvent,
  type BridgeState,
  createBridge,
  finish,
  step,
} from './bridge.ts';
import { CallerLine } from './caller-line.ts';
import { Departure, type Leaving, type TransferTarget } from './departure.ts';
import { carryOut } from './effects.ts';
import { Opening } from './opening.ts';
import type { CallPlan } from './plan.ts';
import { newRecord, summaryOf } from './record.ts';
import { RecordKeeper } from './record-keeper.ts';
import type { CallScribe } from './scribe.ts';
import type { CallOrigin, SessionParts } from './session-parts.ts';
import { ToolDesk } from './tool-desk.ts';

/** A call that was put through and of which nothing is heard any more. */
const LONGEST_TRANSFER_MS = 4 * 60 * 60 * 1_000;
const TAKEOVER_WORDS = 'I am sorry, we had a short technical problem. How can I help you?';

/**
 * One call from its webhook to its end. It is warm before the media stream joins: the model is opened and may already
 * speak. It may lose its stream to a transfer and be joined again. Every way out is `close`.
 */
export class CallSession {
  readonly scope: TenantScope;
  readonly tenant: Tenant;
  /** Resolves when the call is over and its scribe has all of it. */
  readonly closed: Promise<void>;

  readonly #parts: SessionParts;
  readonly #keeper: RecordKeeper;
  readonly #log: Logger;
  readonly #receivedMs: number;
  readonly #before: CallRecord | null;
  readonly #desk: ToolDesk;
  readonly #departure: Departure;
  #resolveClosed: () => void = () => {};
  #plan: CallPlan | null = null;
  #conversation: ModelConversation | null = null;
  #opening: Opening | null = null;
  #bridge: BridgeState | null = null;
  #leg: MediaLeg | null = null;
  /** When the first stream joined. */
  #originMs: number | null = null;
  /** What the model did while nobody could hear it. */
  #early: ModelEvent[] = [];
  /** Caller audio from before the model was opened. */
  #heldAudio: string[] = [];
  #engineId = '';
  #line: CallerLine | null = null;
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
      : newRecord(incoming, tenant.id, isoNow(parts.clock));
    this.#keeper = new RecordKeeper(record, scribe, parts.publish);
    this.#log = parts.logger.child({ callSid: incoming.callSid, tenantId: tenant.id });
    this.#desk = this.#createDesk();
    this.#departure = new Departure({
      clock: parts.clock,
      waitForLastWords: () => this.#toBridge({ type: 'hang-up' }),
      onLeave: (leaving) => this.#leave(leaving),
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

  /** Waits for a media stream: at its beginning, or because a transfer has failed. */
  get joinable(): boolean {
    return this.#leg === null && this.#parked === null && !this.#isClosed;
  }

  /** The transfer that the caller is being connected by; `null` while the agent has the call. */
  get parked(): Readonly<TransferTarget> | null {
    return this.#parked;
  }

  /** Recalls the caller, opens the model, and gets the greeting ready. Never rejects. */
  async warm(): Promise<void> {
    this.#keeper.began();
    try {
      const plan = await this.#parts.plan(this.scope, this.tenant, this.record.from);
      if (this.#before) plan.greeting = lineWords(plan.spec.language).cutOff;
      if (this.#isClosed) return;
      this.#plan = plan;
      const opening = await Opening.prepare(plan, this.#parts.greetings, this.#log);
      if (this.#isClosed) return;
      const { agentName } = plan.spec.facts;
      const { voice } = plan.spec;
      const context = { agentName, voice, engine: plan.engine.id };
      this.#log.info(context, `Customer Context: ID=${this.tenant.id}, Agent=${agentName}, Voice=${voice}`);
      this.record.timings.greetingCached = opening.fromCache;
      this.#opening = opening;
      opening.begin(this.#open(plan));
      if (this.#bridge) this.#playOpening();
    } catch (error) {
      this.#log.error({ error: messageOf(error) }, 'A call could not be prepared');
      this.#onModelFailed('internal', messageOf(error));
    }
  }

  webhookAnswered(): void {
    this.record.timings.webhookMs = this.#parts.clock.monotonic() - this.#receivedMs;
  }

  /** A media stream is here. Returns what listens to it. */
  join(leg: MediaLeg): LegListener {
    const nowMs = this.#parts.clock.monotonic();
    this.#leg = leg;
    const line = new CallerLine(nowMs, (payload) => this.#toModel(payload));
    this.#line = line;
    const capabilities = this.#plan?.engine.capabilities ?? this.#parts.standIn.capabilities;
    // A call that comes back goes on where its record stopped.
    this.#originMs ??= nowMs - (this.#before?.durationMs ?? 0);
    this.#bridge = createBridge(this.#originMs, capabilities);
    this.#keeper.joined();
    this.#publishState();
    this.#toBridge({ type: 'joined' });
    this.#playOpening();
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#toBridge(event);
    return {
      onAudio: (payload, timestampMs) => line.frame(payload, timestampMs, this.#parts.clock.monotonic()),
      onMark: (name) => this.#toBridge({ type: 'mark', name }),
      onDigit: (digit) => this.#conversation?.appendDigit(digit),
      // A stream that the call has left says nothing about the call any more.
      onEnd: (end) => this.#leg === leg && this.#onLegEnd(end),
    };
  }

  /** What a practice caller typed. */
  typed(text: string): void {
    if (!this.#bridge || !this.#conversation) return;
    const atMs = this.#elapsedMs();
    // Typing over the agent interrupts it as speaking does. A greeting that has not sounded yet still comes first.
    if (this.#bridge.ledger.pending()) {
      this.#toBridge({ type: 'speech-started', utteranceId: 'typed' });
      this.#conversation.cancel();
    }
    this.#bridge.callerSpeaking = false;
    this.#bridge.utterances.delete('typed');
    this.#apply([{ do: 'turn', turn: { role: 'caller', text, atMs } }]);
    this.#conversation.appendText(text);
  }

  /** Says `words`, hangs up once they were heard, and ends as `cause`. */
  dismiss(words: string, cause: EndReason): void {
    if (!this.live || !this.#conversation) {
      this.close(cause);
      return;
    }
    this.#departure.afterNextAnswer({ cause });
    this.#sayInstead(words);
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
    this.#bridge = null;
    this.#desk.receipts.delete('transferred');
    this.#conversation?.prompt(transferFailedNote(parked.destination.label, outcome));
  }

  /** To be called about ten times a second while the call is in progress. */
  tick(): void {
    const nowMs = this.#parts.clock.monotonic();
    if (this.#parked && nowMs - this.#parked.sinceMs > LONGEST_TRANSFER_MS) this.close('transferred');
    if (!this.live) return;
    // A line that says nothing at all is dead, and a goodbye whose marks stay away was heard long ago.
    if (this.#line?.isDead(nowMs)) this.close('stream-lost');
    this.#departure.tick(nowMs);
    this.#line?.tick(nowMs);
  }

  /** The one way out. The first cause stands; later calls do nothing. */
  close(cause: EndReason): void {
    if (this.#isClosed) return;
    const { clock, cost } = this.#parts;
    if (this.#bridge) this.#apply(finish(this.#bridge, clock.monotonic()));
    // What was said to a person is no part of the agent's call.
    const durationMs = this.#parked ? this.#parked.sinceMs - (this.#originMs ?? 0) : this.#elapsedMs();
    this.#isClosed = true;
    this.#desk.close();
    this.#conversation?.close();
    this.#leg?.close();
    const { record } = this;
    this.#keeper.ended({
      endReason: cause,
      endedAt: isoNow(clock),
      durationMs,
      costUsd: cost(record.engine, record),
      language: record.language,
      recorded: record.recorded,
    });
    this.#log.info({ cause, durationMs: Math.round(durationMs) }, 'Call ended');
    this.#resolveClosed();
  }

  /** Milliseconds since the first stream's start; before it, what an earlier part of the call had. */
  #elapsedMs(): number {
    return this.#originMs === null
      ? (this.#before?.durationMs ?? 0)
      : this.#parts.clock.monotonic() - this.#originMs;
  }

  #createDesk(): ToolDesk {
    return new ToolDesk({
      clock: this.#parts.clock,
      log: this.#log,
      tools: () => this.#plan?.tools ?? [],
      context: () => {
        const { scope, tenant, record } = this;
        // Tools are only used in an open conversation, which needs a plan.
        const { settings, memory } = this.#plan as CallPlan;
        return { scope, tenant, settings, record, memory };
      },
      elapsedMs: () => this.#elapsedMs(),
      answer: (callId, output) => this.#conversation?.toolResult(callId, output),
      apply: (effect) =>
        carryOut(effect, {
          keeper: this.#keeper,
          elapsedMs: () => this.#elapsedMs(),
          hangUp: () => this.#departure.afterTheseWords({ cause: 'agent-hung-up' }),
          transfer: (target) => this.#beginTransfer(target),
        }),
      onUsed: (use) => this.#keeper.tool(use),
      onSlow: () => {},
      onIdle: () => {},
    });
  }

  /** Returns why it can't be done, for the model, or `null`. */
  #beginTransfer(target: TransferTarget): string | null {
    if (!this.live || this.#departure.isUnderWay) return 'The call is ending already.';
    const { destination, summary } = target;
    const { label, mode } = destination;
    this.#keeper.transfer({ label, mode, summary, atMs: this.#elapsedMs(), outcome: 'connecting' });
    // Said before a person has accepted: the caller is told where the call goes, not that it got there.
    this.#desk.receipts.add('transferred');
    const isSpeaking = this.#bridge && (this.#bridge.ledger.pending() || this.#bridge.items.size > 0);
    if (isSpeaking) this.#departure.afterTheseWords({ target });
    else {
      this.#departure.afterNextAnswer({ target });
      this.#conversation?.say(this.#words.puttingThrough(label));
    }
    return null;
  }

  get #words(): ReturnType<typeof lineWords> {
    return lineWords(this.#plan?.spec.language ?? 'en');
  }

  #open({ engine, spec }: Pick<CallPlan, 'engine' | 'spec'>): ModelConversation {
    this.#engineId = engine.id;
    this.record.engine = engine.id;
    // Events of a conversation that was given up are not heard.
    const conversation: ModelConversation = engine.open(spec, (event) => {
      if (this.#conversation === conversation && !this.#isClosed) this.#onModel(event);
    });
    this.#conversation = conversation;
    for (const payload of this.#heldAudio) conversation.appendAudio(payload);
    this.#heldAudio = [];
    return conversation;
  }

  #playOpening(): void {
    for (const event of this.#opening?.play() ?? []) this.#toBridge(event);
  }

  #toModel(payload: string): void {
    if (this.#conversation) this.#conversation.appendAudio(payload);
    else this.#heldAudio.push(payload);
  }

  #onLegEnd(end: LegEnd): void {
    const cause = end === 'stop' ? 'caller-hung-up' : end === 'overloaded' ? 'overloaded' : 'stream-lost';
    this.close(cause);
  }

  #onModel(event: ModelEvent): void {
    this.#opening?.hear(event);
    switch (event.type) {
      case 'ready':
        this.record.timings.modelReadyMs ??= this.#parts.clock.monotonic() - this.#receivedMs;
        this.#parts.onModelReady(this.#engineId);
        break;
      case 'usage':
        this.#keeper.use(event.usage);
        break;
      case 'tool-call':
        this.#desk.handle(event);
        break;
      case 'warning':
        this.#log.warn({ code: event.code }, 'The model refused a request');
        break;
      case 'failed':
        this.#onModelFailed(event.failure, event.message);
        break;
      default:
        if (this.#bridge) this.#toBridge(event);
        else this.#early.push(event);
        if (event.type === 'response-done' && event.status === 'completed') this.#departure.answered();
    }
  }

  /** Breaks off what the agent is saying and has it say this. */
  #sayInstead(words: string): void {
    this.#toBridge({ type: 'break-off' });
    this.#conversation?.cancel();
    this.#conversation?.say(words);
  }

  /** The stream goes, and the call ends or is put through. */
  #leave(leaving: Leaving): void {
    if ('cause' in leaving || !this.#bridge) {
      this.close('cause' in leaving ? leaving.cause : 'agent-hung-up');
      return;
    }
    const nowMs = this.#parts.clock.monotonic();
    this.#apply(finish(this.#bridge, nowMs));
    this.#parked = { ...leaving.target, sinceMs: nowMs };
    const leg = this.#leg;
    this.#leg = null;
    this.#publishState();
    leg?.close();
  }

  /** The stand-in takes the call over; when it is the one that failed, the call can't go on. */
  #onModelFailed(failure: string, message: string): void {
    this.#parts.onModelFailed(this.tenant.id, failure, message);
    const { standIn } = this.#parts;
    if (this.#engineId === standIn.id || !this.#plan) {
      this.close('model-failed');
      return;
    }
    this.#conversation?.close();
    const greeted =
      this.#bridge !== null && (this.record.transcript.length > 0 || this.#bridge.items.size > 0);
    const unfinished = this.#bridge ? [...this.#bridge.items.keys()] : [];
    this.#early = [];
    this.#opening?.giveUp();
    const conversation = this.#open({ engine: standIn, spec: this.#plan.spec });
    for (const itemId of unfinished) {
      this.#toBridge({ type: 'audio-done', itemId });
      this.#toBridge({
        type: 'agent-text',
        itemId,
        text: this.#bridge?.items.get(itemId)?.text ?? '',
        final: true,
      });
    }
    this.#toBridge({ type: 'response-done', status: 'failed' });
    const callerSpoke = this.record.transcript.some(({ role }) => role === 'caller');
    // A greeting from the cache goes on playing; nobody need know.
    if (this.#opening?.fromCache && !callerSpoke) this.#opening.begin(conversation);
    else conversation.say(greeted ? TAKEOVER_WORDS : this.#plan.greeting);
  }

  #toBridge(event: BridgeEvent): void {
    if (this.#bridge && !this.#isClosed)
      this.#apply(step(this.#bridge, event, this.#parts.clock.monotonic()));
  }

  #apply(actions: BridgeAction[]): void {
    for (const action of actions) this.#do(action);
  }

  #do(action: BridgeAction): void {
    const { timings } = this.record;
    switch (action.do) {
      case 'send-audio':
        timings.greetingMs ??= this.#elapsedMs();
        this.#leg?.sendAudio(action.payload);
        break;
      case 'send-mark':
        this.#leg?.sendMark(action.mark);
        break;
      case 'clear':
        this.#leg?.clear();
        break;
      case 'truncate':
        this.#conversation?.truncate(action.itemId, action.heardMs, action.heardText);
        break;
      case 'draft':
        this.#keeper.draft(action.role, action.text, action.atMs);
        break;
      case 'turn':
        this.#keeper.turn(action.turn);
        break;
      case 'state':
        this.#publishState();
        break;
      case 'answered':
        timings.answerMs.push(action.afterMs);
        break;
      case 'hang-up':
        this.#departure.heard();
        break;
    }
  }

  #publishState(): void {
    const { callSid, tenantId, state } = this.record;
    this.#parts.publish({
      type: 'call.state',
      callSid,
      tenantId,
      state,
      agent: this.#bridge?.agentState ?? 'listening',
    });
  }

  /** The call as a list shows it. */
  summary(): ReturnType<typeof summaryOf> {
    return summaryOf(this.record);
  }
}
