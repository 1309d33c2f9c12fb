import { correctionWords } from '../agent/claims/corrections.ts';
import { detectLanguage } from '../agent/language.ts';
import { lineWords } from '../agent/line-words.ts';
import type { MediaLeg } from '../carrier/carrier.ts';
import type { EndReason, Turn } from '../contracts/call.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Logger } from '../platform/logger.ts';
import { redactCards } from '../platform/redact.ts';
import type { TenantScope } from '../store/scope.ts';
import {
  type AgentState,
  type BridgeAction,
  type BridgeEvent,
  type BridgeState,
  createBridge,
  finish,
  step,
} from './bridge.ts';
import { CallWatch, type WatchAction } from './call-watch.ts';
import { ClaimGuard } from './claim-guard.ts';
import { Departure, type Leaving, type TransferTarget } from './departure.ts';
import { provenBy } from './earlier-part.ts';
import { carryOut } from './effects.ts';
import { pastTurns } from './history.ts';
import { type LinkEvent, ModelLink } from './model-link.ts';
import type { Opening } from './opening.ts';
import type { CallPlan } from './plan.ts';
import type { RecordKeeper } from './record-keeper.ts';
import { CallRecorder } from './recorder.ts';
import type { SessionParts } from './session-parts.ts';
import { ToolDesk } from './tool-desk.ts';

export interface TalkLinks {
  parts: SessionParts;
  scope: TenantScope;
  tenant: Tenant;
  plan: CallPlan;
  opening: Opening;
  keeper: RecordKeeper;
  log: Logger;
  /** Since the first stream's start. */
  elapsedMs(): number;
  /** The stream that is joined; `null` while there is none. */
  leg(): MediaLeg | null;
  onReady(): void;
  onState(): void;
  onLeave(leaving: Leaving): void;
  /** Nothing is left that could answer. */
  onGivenUp(): void;
}

/** What the agent and the caller say to each other, from the opening of the model to the end of the call. */
export class Talk {
  readonly #links: TalkLinks;
  readonly #link: ModelLink;
  readonly #desk: ToolDesk;
  readonly #departure: Departure;
  readonly #watch: CallWatch;
  readonly #guard: ClaimGuard;
  #bridge: BridgeState | null = null;
  /** What the model did while nobody could hear it. */
  #recorder: CallRecorder | null = null;
  #early: BridgeEvent[] = [];
  #fillers = 0;

  constructor(links: TalkLinks) {
    this.#links = links;
    const { keeper, opening, parts, plan, tenant } = links;
    keeper.record.engine = plan.engine.id;
    this.#departure = new Departure({
      clock: parts.clock,
      waitForLastWords: () => this.#toBridge({ type: 'hang-up' }),
      stay: () => this.#toBridge({ type: 'stay' }),
      onLeave: (leaving) => links.onLeave(leaving),
    });
    this.#desk = this.#createDesk();
    this.#guard = this.#createGuard();
    this.#watch = new CallWatch(plan.settings.silenceSeconds, () => ({
      ...parts.limitsOf(tenant),
      nowMs: parts.clock.monotonic(),
      elapsedMs: links.elapsedMs(),
      costUsd: parts.cost(keeper.record),
      practice: keeper.record.practice,
    }));
    this.#link = new ModelLink({
      clock: parts.clock,
      logger: links.log,
      engine: plan.engine,
      standIn: parts.standIn,
      spec: plan.spec,
      speech: parts.speech,
      history: () => pastTurns(keeper.record, this.#bridge),
      listener: (event) => this.#onModel(event),
      onReady: (engine) => {
        parts.onModelReady(engine);
        links.onReady();
      },
      onFailed: (failure, message, engine) => {
        keeper.flag('model-failed', 'The voice model failed.', links.elapsedMs());
        parts.onModelFailed(tenant.id, failure, message, engine);
      },
      onSwitched: (engine) => {
        keeper.record.engine = engine;
        opening.giveUp();
      },
    });
    opening.begin(this.#link);
  }

  /** Tag of the language that is spoken, as far as it can be told. */
  get language(): string {
    return this.#links.keeper.record.language ?? this.#links.plan.spec.language;
  }

  get agentState(): AgentState {
    return this.#bridge?.agentState ?? 'listening';
  }

  /** A stream has joined. @param originMs when the first one did */
  joined(originMs: number): void {
    this.#bridge = createBridge(originMs, this.#links.plan.engine.capabilities);
    const nowMs = this.#links.parts.clock.monotonic();
    this.#watch.joined(nowMs);
    if (this.#recorder) this.#recorder.resumed(nowMs);
    else if (this.#links.plan.settings.recording.on) this.#recorder = this.#createRecorder(nowMs);
    this.#link.joined();
    this.#toBridge({ type: 'joined' });
    for (const event of this.#links.opening.play()) this.#toBridge(event);
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#toBridge(event);
  }

  /** The stream has gone; another may come. */
  left(): void {
    this.#finish();
    this.#bridge = null;
    this.#recorder?.parked(this.#links.parts.clock.monotonic());
    this.#link.left();
  }

  appendAudio(payload: string): void {
    this.#recorder?.caller(payload, this.#links.parts.clock.monotonic());
    this.#link.appendAudio(payload);
  }

  /** A mark came back from the carrier. */
  marked(name: string): void {
    this.#toBridge({ type: 'mark', name });
  }

  appendDigit(digit: string): void {
    this.#watch.heard(this.#links.parts.clock.monotonic());
    this.#departure.stay();
    this.#link.appendDigit(digit);
  }

  /** What a practice caller typed. */
  typed(text: string): void {
    const bridge = this.#bridge;
    if (!bridge) return;
    const atMs = this.#links.elapsedMs();
    // Typing over the agent interrupts it as speaking does. A greeting that has not sounded yet still comes first.
    if (bridge.ledger.pending()) {
      this.#toBridge({ type: 'speech-started', utteranceId: 'typed' });
      this.#link.cancel();
    }
    bridge.callerSpeaking = false;
    bridge.utterances.delete('typed');
    this.#apply([{ do: 'turn', turn: { role: 'caller', text, atMs } }]);
    this.#link.appendText(text);
  }

  /** Says `words`, and leaves once they were heard. */
  dismiss(words: string, cause: EndReason): void {
    this.#departure.afterNextAnswer({ cause });
    this.#sayInstead(words);
  }

  /** The person was not reached: the agent goes on, and knows why. */
  resume(note: string): void {
    this.#desk.receipts.delete('transferred');
    this.#link.prompt(note);
  }

  /** To be called about ten times a second. */
  tick(nowMs: number): void {
    const sounding = this.#bridge?.ledger.pending() ?? false;
    this.#link.tick(sounding);
    this.#departure.tick(nowMs);
    this.#recorder?.tick(nowMs);
    if (!this.#bridge || this.#departure.isUnderWay) return;
    const quiet = this.agentState === 'listening' && !this.#bridge.callerSpeaking && this.#desk.isIdle;
    const { parts, plan, keeper } = this.#links;
    const engine = keeper.record.engine === parts.standIn.id ? parts.standIn : plan.engine;
    const engineMindsSilence = engine.capabilities.mindsSilence;
    for (const action of this.#watch.tick({ nowMs, quiet, engineMindsSilence, language: this.language }))
      this.#heed(action);
  }

  /** The call is over. Resolves with whether a recording of it was kept. Never rejects. */
  async close(): Promise<boolean> {
    this.#finish();
    const stored = this.#desk.close();
    this.#link.close();
    const [recording] = await Promise.all([this.#recorder?.close(), stored]);
    return recording != null;
  }

  #finish(): void {
    if (this.#bridge) this.#apply(finish(this.#bridge, this.#links.parts.clock.monotonic()));
  }

  #createDesk(): ToolDesk {
    const { elapsedMs, keeper, log, parts, plan, scope, tenant } = this.#links;
    const { settings, memory, tools } = plan;
    return new ToolDesk({
      proven: provenBy(keeper.record, tools),
      clock: parts.clock,
      log,
      tools: () => tools,
      context: () => ({ scope, tenant, settings, record: keeper.record, memory }),
      elapsedMs,
      answer: (callId, output) => this.#link.toolResult(callId, output),
      apply: (effect) =>
        carryOut(effect, {
          keeper,
          elapsedMs,
          hangUp: () => this.#departure.afterTheseWords({ cause: 'agent-hung-up' }),
          transfer: (target) => this.#beginTransfer(target),
        }),
      onUsed: (use) => keeper.tool(use),
      onSlow: () => this.#fill(),
      onIdle: () => this.#guard.judge(),
    });
  }

  #createRecorder(startMs: number): CallRecorder {
    const { keeper, log, parts, scope } = this.#links;
    return new CallRecorder({
      open: () => parts.openRecording(scope, keeper.record.callSid),
      onFailed: (reason) => log.error({ error: reason }, 'A call could not be recorded to its end'),
      startMs,
    });
  }

  #createGuard(): ClaimGuard {
    const { elapsedMs, keeper } = this.#links;
    return new ClaimGuard({
      receipts: this.#desk.receipts,
      toolsAreIdle: () => this.#desk.isIdle,
      onUnproven: (claim, correct) => {
        keeper.flag('claim-without-receipt', `Said without proof: ${claim.sentence}`, elapsedMs());
        if (correct && !this.#departure.isUnderWay) this.#sayInstead(correctionWords(claim));
      },
    });
  }

  /** Tells a waiting caller that it takes a moment; never twice running in the same words. */
  #fill(): void {
    if (!this.#bridge || this.#bridge.ledger.pending() || this.#departure.isUnderWay) return;
    const { moments } = lineWords(this.language);
    this.#link.say(moments[this.#fillers % moments.length] ?? moments[0]);
    this.#fillers += 1;
  }

  /** Returns why it can't be done, for the model, or `null`. */
  #beginTransfer({ destination, ...told }: TransferTarget): string | null {
    if (!this.#bridge || this.#departure.isUnderWay) return 'The call is ending already.';
    const { elapsedMs, keeper } = this.#links;
    const { label, mode } = destination;
    // It is read to the person who is rung, and kept.
    const summary = redactCards(told.summary);
    const target = { destination, summary };
    keeper.transfer({ label, mode, summary, atMs: elapsedMs(), outcome: 'connecting' });
    // Said before a person has accepted: the caller is told where the call goes, not that it got there.
    this.#desk.receipts.add('transferred');
    if (this.#bridge.ledger.pending() || this.#bridge.items.size > 0)
      this.#departure.afterTheseWords({ target });
    else {
      this.#departure.afterNextAnswer({ target });
      this.#link.say(lineWords(this.language).puttingThrough(label));
    }
    return null;
  }

  #onModel(event: LinkEvent): void {
    this.#links.opening.hear(event);
    switch (event.type) {
      case 'ready':
        break;
      case 'usage':
        this.#links.keeper.use(event.usage);
        break;
      case 'tool-call':
        this.#desk.handle(event);
        break;
      case 'warning':
        this.#links.log.warn({ code: event.code }, 'The model refused a request');
        break;
      case 'given-up':
        this.#links.onGivenUp();
        break;
      default:
        if (this.#bridge) this.#toBridge(event);
        // What was broken off before anybody heard it is said anew.
        else if (event.type === 'response-done' && event.status === 'failed') this.#early = [];
        else this.#early.push(event);
        if (event.type === 'agent-text' && event.final) this.#guard.said(event.text);
        if (event.type === 'response-done') this.#guard.answered();
    }
  }

  #heed(action: WatchAction): void {
    switch (action.do) {
      case 'prompt':
        this.#link.prompt(action.note);
        break;
      case 'say':
        this.#link.say(action.words);
        break;
      case 'dismiss':
        this.dismiss(action.words, action.cause);
        break;
      case 'end':
        this.#links.onLeave({ cause: action.cause });
        break;
      case 'flag':
        this.#links.keeper.flag(action.kind, action.text, this.#links.elapsedMs());
        break;
    }
  }

  /** Breaks off what the agent is saying and has it say this. */
  #sayInstead(words: string): void {
    this.#toBridge({ type: 'break-off' });
    this.#link.cancel();
    this.#link.say(words);
  }

  #turn(turn: Turn): void {
    const { keeper, parts, plan } = this.#links;
    keeper.turn(turn);
    if (turn.role === 'agent') {
      this.#watch.agentSaid(turn.text);
      return;
    }
    this.#watch.callerSaid(turn.text);
    this.#watch.heard(parts.clock.monotonic());
    const { language, languages } = plan.settings;
    const said = keeper.record.transcript.filter(({ role }) => role === 'caller').map(({ text }) => text);
    keeper.record.language = detectLanguage(said.join(' '), [language, ...languages]);
  }

  #toBridge(event: BridgeEvent): void {
    this.#departure.hear(event);
    if (this.#bridge) this.#apply(step(this.#bridge, event, this.#links.parts.clock.monotonic()));
  }

  #apply(actions: BridgeAction[]): void {
    for (const action of actions) this.#do(action);
  }

  #do(action: BridgeAction): void {
    const { keeper, leg } = this.#links;
    const { timings } = keeper.record;
    switch (action.do) {
      case 'send-audio':
        timings.greetingMs ??= this.#links.elapsedMs();
        leg()?.sendAudio(action.payload);
        this.#recorder?.agent(action.payload, this.#links.parts.clock.monotonic());
        break;
      case 'send-mark':
        leg()?.sendMark(action.mark);
        break;
      case 'clear':
        leg()?.clear();
        this.#recorder?.cleared(this.#links.parts.clock.monotonic());
        break;
      case 'truncate':
        this.#link.truncate(action.itemId, action.heardMs, action.heardText);
        break;
      case 'draft':
        keeper.draft(action.role, action.text, action.atMs);
        break;
      case 'turn':
        this.#turn(action.turn);
        break;
      case 'state':
        this.#links.onState();
        break;
      case 'answered':
        timings.answerMs.push(action.afterMs);
        break;
      case 'hang-up':
        this.#departure.heard();
        break;
    }
  }
}
