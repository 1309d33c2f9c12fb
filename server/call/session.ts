import type { LegEnd, LegListener, MediaLeg } from '../carrier/carrier.ts';
import type { CallRecord, EndReason } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { ModelConversation, ModelEvent } from '../model/engine.ts';
import { isoNow } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import { addUsage } from '../usage/add.ts';
import {
  type BridgeAction,
  type BridgeEvent,
  type BridgeState,
  createBridge,
  finish,
  step,
} from './bridge.ts';
import { GapFiller, SILENT_FRAME } from './gap-filler.ts';
import { Opening } from './opening.ts';
import type { CallPlan } from './plan.ts';
import { insertTurn, newRecord, summaryOf } from './record.ts';
import type { CallScribe } from './scribe.ts';
import type { CallOrigin, SessionParts } from './session-parts.ts';
import { ToolDesk } from './tools.ts';

/** The carrier sends 50 frames a second. */
const LONGEST_SILENT_LINE_MS = 10_000;
const LONGEST_GOODBYE_MS = 20_000;
const RETURN_WORDS = 'I am sorry, we were cut off. Please go on.';
const TAKEOVER_WORDS = 'I am sorry, we had a short technical problem. How can I help you?';

/**
 * One call from its webhook to its end. It is warm before the media stream joins: the model is opened and may already
 * speak. Every way out is `close`.
 */
export class CallSession {
  readonly record: CallRecord;
  readonly scope: TenantScope;
  readonly tenant: Tenant;
  /** Resolves when the call is over and its scribe has all of it. */
  readonly closed: Promise<void>;

  readonly #parts: SessionParts;
  readonly #scribe: CallScribe;
  readonly #log: Logger;
  readonly #receivedMs: number;
  readonly #before: CallRecord | null;
  readonly #gaps = new GapFiller();
  readonly #tools: ToolDesk;
  #resolveClosed: () => void = () => {};
  #plan: CallPlan | null = null;
  #conversation: ModelConversation | null = null;
  #opening: Opening | null = null;
  #bridge: BridgeState | null = null;
  #leg: MediaLeg | null = null;
  /** What the model did before anyone could hear it. */
  #early: ModelEvent[] = [];
  /** Caller audio and typed words from before the model was opened. */
  #heldAudio: string[] = [];
  #engineId = '';
  /** When the line last gave a sign of life. */
  #lastFrameMs = 0;
  /** When a call that is to end is ended, heard or not. */
  #hangUpAtMs: number | null = null;
  #hangUpCause: EndReason = 'agent-hung-up';
  /** The call ends with the answer that is being spoken. */
  #lastWords = false;
  #isClosed = false;

  constructor(parts: SessionParts, scribe: CallScribe, call: CallOrigin) {
    const { incoming, tenant, scope, before } = call;
    this.#parts = parts;
    this.#scribe = scribe;
    this.tenant = tenant;
    this.scope = scope;
    this.#receivedMs = parts.clock.monotonic();
    this.#before = before;
    this.record = before
      ? { ...structuredClone(before), state: 'ringing', endReason: null, endedAt: null }
      : newRecord(incoming, tenant.id, isoNow(parts.clock));
    this.#tools = new ToolDesk(this.record, scribe, parts.logger);
    this.#log = parts.logger.child({ callSid: incoming.callSid, tenantId: tenant.id });
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  get callSid(): string {
    return this.record.callSid;
  }

  /** A name the caller gave to the agent, for the memory. */
  get givenName(): string | null {
    return this.#tools.givenName;
  }

  get live(): boolean {
    return this.#leg !== null && !this.#isClosed;
  }

  /** Recalls the caller, opens the model, and gets the greeting ready. Never rejects. */
  async warm(): Promise<void> {
    this.#scribe.write({ entry: 'began', record: structuredClone(this.record) });
    try {
      const plan = await this.#parts.plan(this.scope, this.tenant, this.record.from);
      if (this.#before) plan.greeting = RETURN_WORDS;
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

  /** The media stream is here. Returns what listens to it. */
  join(leg: MediaLeg): LegListener {
    this.#leg = leg;
    this.#lastFrameMs = this.#parts.clock.monotonic();
    const capabilities = this.#plan?.engine.capabilities ?? this.#parts.standIn.capabilities;
    // A call that comes back goes on where its record stopped.
    const originMs = this.#parts.clock.monotonic() - (this.#before?.durationMs ?? 0);
    this.#bridge = createBridge(originMs, capabilities);
    this.record.state = 'live';
    this.#scribe.write({ entry: 'joined', engine: this.record.engine });
    this.#publishState();
    this.#toBridge({ type: 'joined' });
    this.#playOpening();
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#toBridge(event);
    return {
      onAudio: (payload, timestampMs) => this.#onCallerAudio(payload, timestampMs),
      onMark: (name) => this.#toBridge({ type: 'mark', name }),
      onDigit: (digit) => this.#conversation?.appendDigit(digit),
      onEnd: (end) => this.#onLegEnd(end),
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
    this.#hangUpCause = cause;
    this.#toBridge({ type: 'speech-started', utteranceId: 'dismissed' });
    this.#toBridge({ type: 'speech-stopped' });
    this.#lastWords = true;
    this.#conversation.cancel();
    this.#conversation.say(words);
  }

  /** To be called about ten times a second while the call is live. */
  tick(): void {
    if (!this.live) return;
    const nowMs = this.#parts.clock.monotonic();
    // A line that says nothing at all is dead, and a goodbye whose marks stay away was heard long ago.
    if (nowMs - this.#lastFrameMs > LONGEST_SILENT_LINE_MS) this.close('stream-lost');
    if (this.#hangUpAtMs !== null && nowMs > this.#hangUpAtMs) this.close(this.#hangUpCause);
    for (let due = this.#gaps.tick(nowMs); due > 0; due -= 1) this.#toModel(SILENT_FRAME);
  }

  /** The one way out. The first cause stands; later calls do nothing. */
  close(cause: EndReason): void {
    if (this.#isClosed) return;
    const { clock } = this.#parts;
    if (this.#bridge) this.#apply(finish(this.#bridge, clock.monotonic()));
    this.#isClosed = true;
    this.#conversation?.close();
    this.#leg?.close();
    const { record } = this;
    record.state = 'ended';
    record.endReason = cause;
    record.endedAt = isoNow(clock);
    record.durationMs = this.#bridge
      ? clock.monotonic() - this.#bridge.originMs
      : (this.#before?.durationMs ?? 0);
    record.costUsd = this.#parts.cost(record.engine, record);
    const { endedAt, durationMs, usage, costUsd, timings } = record;
    this.#scribe.write({ entry: 'ended', reason: cause, endedAt, durationMs, usage, costUsd, timings });
    this.#log.info({ cause, durationMs: Math.round(durationMs) }, 'Call ended');
    this.#resolveClosed();
  }

  /** Milliseconds since the stream's start, 0 before it. */
  #elapsedMs(): number {
    return this.#bridge ? this.#parts.clock.monotonic() - this.#bridge.originMs : 0;
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

  #onCallerAudio(payload: string, timestampMs: number): void {
    this.#lastFrameMs = this.#parts.clock.monotonic();
    const missing = this.#gaps.frame(timestampMs, this.#lastFrameMs);
    for (let due = missing; due > 0; due -= 1) this.#toModel(SILENT_FRAME);
    this.#toModel(payload);
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
        this.record.usage = addUsage(this.record.usage, event.usage);
        break;
      case 'tool-call':
        if (
          this.#conversation &&
          this.#tools.handle(event, this.#conversation, this.#elapsedMs()) === 'hang-up'
        )
          this.#endAfterLastWords();
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
        if (this.#lastWords && event.type === 'response-done' && event.status === 'completed')
          this.#endAfterLastWords();
    }
  }

  #endAfterLastWords(): void {
    this.#hangUpAtMs ??= this.#parts.clock.monotonic() + LONGEST_GOODBYE_MS;
    this.#toBridge({ type: 'hang-up' });
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
    const { callSid, tenantId, timings } = this.record;
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
      case 'draft': {
        const { role, text, atMs } = action;
        this.#parts.publish({ type: 'call.draft', callSid, tenantId, role, text, atMs });
        break;
      }
      case 'turn': {
        const { turn } = action;
        insertTurn(this.record, turn);
        this.#scribe.write({ entry: 'turn', turn, usage: this.record.usage }).then((kept) => {
          if (kept) this.#parts.publish({ type: 'call.turn', callSid, tenantId, turn });
        });
        break;
      }
      case 'state':
        this.#publishState();
        break;
      case 'answered':
        timings.answerMs.push(action.afterMs);
        break;
      case 'hang-up':
        this.close(this.#hangUpCause);
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
