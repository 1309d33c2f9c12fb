import { correctionWords } from '../agent/claims/corrections.ts';
import { detectLanguage } from '../agent/language.ts';
import { lineWords } from '../agent/line-words.ts';
import type { EndReason, Turn } from '../contracts/call.ts';
import { redactCards } from '../platform/redact.ts';
import { AnswerWaits } from './answer-waits.ts';
import {
  type AgentState,
  type BridgeAction,
  type BridgeEvent,
  type BridgeState,
  createBridge,
  finish,
  step,
} from './bridge.ts';
import { CallSound } from './call-sound.ts';
import type { CallWatch, WatchAction } from './call-watch.ts';
import { ClaimGuard } from './claim-guard.ts';
import { Departure, type TransferTarget } from './departure.ts';
import { pastTurns } from './history.ts';
import type { LinkEvent, ModelLink } from './model-link.ts';
import { createDesk } from './talk-desk.ts';
import type { TalkLinks } from './talk-links.ts';
import { createLink } from './talk-model.ts';
import { createWatch } from './talk-watch.ts';
import type { ToolDesk } from './tool-desk.ts';

/** For a model whose tool comes to its end while an operator speaks with the caller. */
const TAKEN_OVER = 'A colleague is speaking with the caller.';

/** What the agent and the caller say to each other, from the opening of the model to the end of the call. */
export class Talk {
  readonly #links: TalkLinks;
  readonly #link: ModelLink;
  readonly #desk: ToolDesk;
  readonly #departure: Departure;
  readonly #watch: CallWatch;
  readonly #guard: ClaimGuard;
  readonly #sound: CallSound;
  readonly #waits = new AnswerWaits();
  #bridge: BridgeState | null = null;
  /** What the model did while nobody could hear it. */
  #early: BridgeEvent[] = [];
  #fillers = 0;
  /** An operator speaks with the caller. */
  #takenOver = false;

  constructor(links: TalkLinks) {
    this.#links = links;
    const { keeper, opening, parts, plan } = links;
    keeper.record.engine = plan.engine.id;
    this.#departure = new Departure({
      clock: parts.clock,
      waitForLastWords: () => this.#toBridge({ type: 'hang-up' }),
      stay: () => this.#toBridge({ type: 'stay' }),
      onLeave: (leaving) => links.onLeave(leaving),
    });
    this.#desk = createDesk(links, {
      answer: (callId, output) => {
        this.#waits.toolEnded(callId, parts.clock.monotonic());
        this.#link.toolResult(callId, output);
      },
      hangUp: () => this.#beginLeaving(),
      transfer: (target) => this.#beginTransfer(target),
      onSlow: () => this.#fill(),
      onIdle: () => this.#guard.judge(),
    });
    this.#sound = new CallSound(links);
    this.#guard = this.#createGuard();
    this.#watch = createWatch(links);
    this.#link = createLink(links, {
      history: () => pastTurns(keeper.record, this.#bridge),
      listener: (event) => this.#onModel(event),
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
    this.#sound.joined(nowMs);
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
    this.#sound.left(this.#links.parts.clock.monotonic());
    this.#link.left();
  }

  appendAudio(payload: string): void {
    this.#sound.caller(payload);
    if (!this.#takenOver) this.#link.appendAudio(payload);
  }

  /** A mark came back from the carrier. */
  marked(name: string): void {
    this.#toBridge({ type: 'mark', name });
  }

  appendDigit(digit: string): void {
    this.#watch.heard(this.#links.parts.clock.monotonic());
    this.#departure.stay();
    if (!this.#takenOver) this.#link.appendDigit(digit);
  }

  /** What a practice caller typed. */
  typed(text: string): void {
    if (!this.#bridge) return;
    // Typing over the agent interrupts it as speaking does. A greeting that has not sounded yet still comes first.
    if (this.#bridge.ledger.pending()) {
      this.#toBridge({ type: 'speech-started', utteranceId: 'typed' });
      this.#link.cancel();
    }
    this.#bridge.utterances.delete('typed');
    this.#apply([{ do: 'turn', turn: { role: 'caller', text, atMs: this.#links.elapsedMs() } }]);
    this.#bridge.callerSpeaking = false;
    // An agent that comes back finds it in what was said.
    if (this.#takenOver) return;
    this.#toBridge({ type: 'speech-stopped' });
    this.#link.appendText(text);
  }

  /** Tells the agent something that the caller does not hear. Returns why that is too late, or `null`. */
  whisper(note: string): string | null {
    const tooLate = this.#departure.callOff();
    if (tooLate === null) this.#link.prompt(note);
    return tooLate;
  }

  /**
   * The agent is broken off, and neither hears nor answers until `comeBack`. Returns why that is too late, or `null`. What
   * the caller says meanwhile is in the recording only: nobody writes it down.
   */
  stepAside(): string | null {
    const tooLate = this.#departure.callOff();
    if (tooLate !== null) return tooLate;
    this.#takenOver = true;
    this.#links.opening.giveUp();
    this.#toBridge({ type: 'taken-over' });
    this.#link.stepAside();
    return null;
  }

  /** What an operator says in the agent's place: base64 mu-law. */
  speak(payload: string): void {
    if (this.#takenOver) this.#sound.operator(payload);
  }

  /** The agent goes on. `note` tells it why; `null`: something else is to be said at once. */
  comeBack(note: string | null): void {
    if (!this.#takenOver) return;
    this.#takenOver = false;
    this.#link.comeBack();
    if (note !== null) this.#link.prompt(note);
  }

  /** Puts the caller through, whatever the agent is saying. Returns why that is too late, or `null`. */
  putThrough(target: TransferTarget): string | null {
    const tooLate = this.#departure.callOff();
    if (tooLate !== null) return tooLate;
    this.#links.onDismiss();
    this.#noteTransfer(target);
    this.#departure.afterNextAnswer({ target });
    this.#sayInstead(lineWords(this.language).puttingThrough(target.destination.label));
    return null;
  }

  /** Says `words`, and leaves once they were heard. */
  dismiss(words: string, cause: EndReason): void {
    this.#links.onDismiss();
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
    this.#sound.tick(nowMs);
    if (!this.#bridge || this.#departure.isUnderWay) return;
    const idle = this.agentState === 'listening' && !this.#bridge.callerSpeaking && this.#desk.isIdle;
    const quiet = idle && !this.#takenOver;
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
    const [recorded] = await Promise.all([this.#sound.close(), stored]);
    return recorded;
  }

  #finish(): void {
    if (this.#bridge) this.#apply(finish(this.#bridge, this.#links.parts.clock.monotonic()));
  }

  #createGuard(): ClaimGuard {
    const { elapsedMs, keeper } = this.#links;
    return new ClaimGuard({
      receipts: this.#desk.receipts,
      toolsAreIdle: () => this.#desk.isIdle,
      onUnproven: (claim, correct) => {
        keeper.flag('claim-without-receipt', `Said without proof: ${claim.sentence}`, elapsedMs());
        if (correct && !this.#departure.isUnderWay && !this.#takenOver)
          this.#sayInstead(correctionWords(claim));
      },
    });
  }

  /** Tells a waiting caller that it takes a moment; never twice running in the same words. */
  #fill(): void {
    if (!this.#bridge || this.#bridge.ledger.pending()) return;
    if (this.#departure.isUnderWay || this.#takenOver) return;
    const { moments } = lineWords(this.language);
    this.#link.say(moments[this.#fillers % moments.length] ?? moments[0]);
    this.#fillers += 1;
  }

  /** The agent takes the call to be over. Returns why it may not, for the model, or `null`. */
  #beginLeaving(): string | null {
    if (this.#takenOver) return TAKEN_OVER;
    this.#departure.afterTheseWords({ cause: 'agent-hung-up' });
    return null;
  }

  /** Returns why it can't be done, for the model, or `null`. */
  #beginTransfer(wanted: TransferTarget): string | null {
    if (this.#takenOver) return TAKEN_OVER;
    if (!this.#bridge || this.#departure.isUnderWay) return 'The call is ending already.';
    const target = this.#noteTransfer(wanted);
    if (this.#bridge.ledger.pending() || this.#bridge.items.size > 0)
      this.#departure.afterTheseWords({ target });
    else {
      this.#departure.afterNextAnswer({ target });
      this.#link.say(lineWords(this.language).puttingThrough(target.destination.label));
    }
    return null;
  }

  #noteTransfer({ destination, ...told }: TransferTarget): TransferTarget {
    const { elapsedMs, keeper } = this.#links;
    const { label, mode } = destination;
    // It is read to the person who is rung, and kept.
    const summary = redactCards(told.summary);
    keeper.transfer({ label, mode, summary, atMs: elapsedMs(), outcome: 'connecting' });
    // Said before a person has accepted: the caller is told where the call goes, not that it got there.
    this.#desk.receipts.add('transferred');
    return { destination, summary };
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
        this.#waits.toolBegun(event.callId, event.name, this.#links.parts.clock.monotonic());
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
        // A person who speaks with the caller sees the flag.
        if (!this.#takenOver) this.#link.prompt(action.note);
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
    keeper.record.language = detectLanguage(keeper.callerWords, [language, ...languages]);
  }

  #toBridge(event: BridgeEvent): void {
    this.#departure.hear(event);
    if (this.#bridge) this.#apply(step(this.#bridge, event, this.#links.parts.clock.monotonic()));
  }

  #apply(actions: BridgeAction[]): void {
    for (const action of actions) this.#do(action);
  }

  #do(action: BridgeAction): void {
    const { keeper } = this.#links;
    switch (action.do) {
      case 'send-audio':
        keeper.record.timings.greetingMs ??= this.#links.elapsedMs();
        this.#sound.agent(action.payload);
        break;
      case 'send-mark':
        this.#sound.mark(action.mark);
        break;
      case 'clear':
        this.#sound.clear();
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
        this.#answered(action.afterMs);
        break;
      case 'hang-up':
        this.#departure.heard();
        break;
    }
  }

  #answered(waitMs: number): void {
    const { elapsedMs, keeper, parts } = this.#links;
    const waited = this.#waits.answered(waitMs, parts.clock.monotonic(), parts.lag);
    keeper.answered({ atMs: Math.max(0, elapsedMs() - waitMs), ...waited });
  }
}
