import type { ModelConversation, ModelEngine, ModelEvent, ModelFailure } from '../model/engine.ts';
import { Agenda } from './model-link/agenda.ts';
import type { Attachment } from './model-link/attachment.ts';
import { FailedAnswers, type Remedy } from './model-link/failed-answers.ts';
import type { LinkEvent, LinkParts } from './model-link/link-parts.ts';
import { APOLOGY, LocalVoice } from './model-link/local-voice.ts';
import { createOpener } from './model-link/opener.ts';
import { isHopeless, Outage } from './model-link/outage.ts';
import { Stall } from './model-link/stall.ts';
import { Successor } from './model-link/successor.ts';

export type { LinkEvent } from './model-link/link-parts.ts';

/** How long after the stream's start the engine may take before the greeting is spoken locally. */
const GREETING_BY_MS = 800;
/** The same for an engine that is there but does not begin to speak. */
const SPOKEN_BY_MS = 2_000;
/** How long after the greeting was heard it may take before the stand-in answers. */
const READY_BY_MS = 1_000;

/**
 * The one thing a call talks to instead of a conversation. It holds one conversation and replaces it when that fails, falls
 * silent or reaches its longest duration, so that the call notices no more of it than it must. Has no timer of its own:
 * `tick` is to be called about ten times a second from the beginning to the end of the call.
 */
export class ModelLink implements ModelConversation {
  readonly #parts: LinkParts;
  readonly #open: (engine: ModelEngine) => Attachment;
  readonly #stall: Stall;
  #agenda = new Agenda();
  readonly #failures = new FailedAnswers();
  readonly #outage = new Outage();
  readonly #successor: Successor;
  readonly #local: LocalVoice;
  /** `null` between two tries to have one. */
  #current: Attachment | null;
  /** What answers, or is to answer next. */
  #engine: ModelEngine;
  /** Somebody else speaks with the caller. */
  #aside = false;
  #everReady = false;
  #over = false;
  /** The caller can be heard and hears. */
  #listening = false;
  #joinedMs = 0;
  /** When the agent was last heard. */
  #soundedMs = 0;
  /** The first words, until an engine has begun to say them or they are said locally. */
  #greeting: string | null = null;
  /** The engine does not hear the caller until its apology was spoken. */
  #muted = false;
  /** Counts the pieces of sound that came from engines. */
  #sounds = 0;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    const { clock, logger, speech, spec } = parts;
    this.#local = new LocalVoice({
      speech,
      voice: spec.offlineVoice,
      log: logger,
      emit: (event) => this.#tell(event),
      onSaid: (itemId, text) => {
        this.#soundedMs = clock.monotonic();
        this.noteSaid(itemId, text);
      },
    });
    this.#stall = new Stall(parts.onTrouble);
    this.#open = createOpener(parts, this.#agenda.tools, (from, event) => this.#hear(from, event));
    this.#successor = new Successor(
      () => this.#open(parts.engine),
      () => parts.history().length,
    );
    this.#engine = parts.engine;
    this.#current = this.#open(parts.engine);
  }

  /** The first words of the call, unless they are played from elsewhere; those are told by `noteSaid`. */
  greet(text: string): void {
    this.#greeting = text;
    this.say(text);
    if (this.#listening) this.#prepareGreeting();
  }

  /** A caller is on the line from now on. */
  joined(): void {
    this.#listening = true;
    this.#joinedMs = this.#parts.clock.monotonic();
    this.#soundedMs = this.#joinedMs;
    this.#prepareGreeting();
  }

  /** Nobody is on the line, until `joined` is called again. */
  left(): void {
    this.#listening = false;
  }

  /**
   * Somebody else speaks with the caller: the conversation is let go, and what was asked of it is not wanted any more.
   * Nothing is to be given to the agent until `comeBack`; results of tools may come.
   */
  stepAside(): void {
    this.#aside = true;
    this.#muted = false;
    this.#greeting = null;
    this.#local.cancel();
    this.#successor.drop();
    this.#current?.drop();
    this.#current = null;
    this.#outage.over(this.#parts.clock.monotonic());
    this.#failures.over();
    this.#agenda = new Agenda(this.#agenda.tools);
    this.#stall.over();
  }

  /** The agent has the caller again, in a conversation that knows what was said. */
  comeBack(): void {
    this.#aside = false;
    this.#soundedMs = this.#parts.clock.monotonic();
    this.#current = this.#open(this.#engine);
    this.#resume(this.#current);
  }

  appendAudio(payload: string): void {
    this.#agenda.audio.push(payload, this.#parts.clock.monotonic());
    this.#hearing?.conversation.appendAudio(payload);
  }

  /** These words are in the record already. */
  appendText(text: string): void {
    this.#failures.over();
    this.#agenda.watchdog.asked();
    this.#agenda.wish(
      { recorded: () => true, act: ({ conversation }) => conversation.appendText(text) },
      this.#hearing,
    );
  }

  appendDigit(digit: string): void {
    this.#agenda.wish(
      { recorded: () => false, act: ({ conversation }) => conversation.appendDigit(digit) },
      this.#hearing,
    );
  }

  prompt(note: string): void {
    this.#agenda.ask('prompt', note, this.#hearing);
  }

  say(text: string): void {
    this.#agenda.ask('say', text, this.#hearing);
  }

  noteSaid(itemId: string, text: string): void {
    this.#agenda.wish(
      { recorded: () => this.#listening, act: (attachment) => attachment.noteSaid(itemId, text) },
      this.#current,
    );
  }

  truncate(itemId: string, heardMs: number, heardText: string): void {
    this.#agenda.unfinished.cut(itemId);
    this.#current?.truncate(itemId, heardMs, heardText);
  }

  cancel(): void {
    this.#local.cancel();
    this.#greeting = null;
    this.#agenda.drop();
    this.#current?.conversation.cancel();
  }

  /** The result of a tool that another conversation asked for is told as a note. */
  toolResult(callId: string, output: unknown): void {
    const { tools, watchdog } = this.#agenda;
    const current = this.#current;
    const note = tools.result(callId, output, current?.generation ?? null);
    if (output === null || note === null) {
      if (output !== null) watchdog.asked();
      current?.conversation.toolResult(callId, output);
    } else if (!this.#aside && !(current && this.#isStandIn(current))) this.prompt(note);
    // The stand-in has no use for what it did not ask for.
  }

  close(): void {
    this.#over = true;
    this.#local.cancel();
    this.#successor.drop();
    this.#current?.drop();
  }

  /** `sounding`: the caller hears the agent now. */
  tick(sounding: boolean): void {
    if (this.#over || this.#aside) return;
    const nowMs = this.#parts.clock.monotonic();
    if (sounding) this.#soundedMs = nowMs;
    const current = this.#current;
    if (this.#outage.on) this.#mend(nowMs);
    else if (current && !this.#isStandIn(current)) {
      if (this.#listening) this.#awaitGreeting(current, nowMs);
      if (current.ready && this.#current === current) this.#watch(current, nowMs, sounding);
    }
  }

  /** The conversation that hears the caller now. */
  get #hearing(): Attachment | null {
    return this.#muted ? null : this.#current;
  }

  #isStandIn({ engine }: Attachment): boolean {
    return engine.id === this.#parts.standIn.id;
  }

  #hear(attachment: Attachment, event: ModelEvent): void {
    if (this.#over) return;
    if (event.type === 'failed') {
      this.#lost(attachment, event.failure, event.message);
      return;
    }
    if (!attachment.ready) this.#becomesReady(attachment);
    if (attachment === this.#current) this.#take(attachment, event);
  }

  #becomesReady(attachment: Attachment): void {
    const { clock, onReady } = this.#parts;
    attachment.ready = true;
    onReady(attachment.engine.id);
    if (attachment !== this.#current) return;
    this.#everReady = true;
    if (this.#outage.on) this.#outage.over(clock.monotonic());
    if (!this.#muted) this.#agenda.ready(clock.monotonic());
  }

  #take(attachment: Attachment, event: Exclude<ModelEvent, { type: 'failed' }>): void {
    const nowMs = this.#parts.clock.monotonic();
    const wanted = this.#agenda.hear(event, attachment.generation, nowMs);
    if (event.type === 'stalled') this.#stall.begun();
    else this.#stall.over();
    if (event.type === 'audio') {
      this.#greeting = null;
      this.#sounds += 1;
      this.#failures.sounded();
    }
    if (event.type === 'speech-started') this.#failures.over();
    if (event.type === 'stalled' && this.#agenda.audio.soundsSpoken()) this.#fill();
    if (event.type !== 'response-done') {
      if (wanted) this.#tell(event);
      return;
    }
    if (event.status === 'completed') this.#failures.over();
    if (event.status === 'failed') for (const end of this.#agenda.unfinished.end()) this.#tell(end);
    this.#tell(event);
    if (event.status !== 'failed') return;
    this.#parts.onTrouble('answer-lost');
    if (!this.#isStandIn(attachment)) this.#remedy(this.#failures.failed(nowMs));
  }

  /** What follows when an answer has failed though the engine is there. */
  #remedy(remedy: Remedy | null): void {
    if (remedy === 'filler') this.#fill();
    if (remedy === 'ask-again' && this.#current) this.#agenda.askAgain(this.#current);
    if (remedy !== 'apologise') return;
    const words = this.#agenda.drop();
    void this.#local.speak(words ?? APOLOGY.notAnswered).then(() => {
      // Whoever had these words said waits for their end.
      if (words !== null) this.#tell({ type: 'response-done', status: 'completed' });
    });
  }

  #lost(attachment: Attachment, failure: ModelFailure, message: string): void {
    attachment.drop();
    this.#successor.lost(attachment);
    if (attachment !== this.#current) return;
    const { clock, listener, onFailed } = this.#parts;
    this.#current = null;
    this.#successor.drop();
    this.#failures.over();
    this.#stall.over();
    for (const end of this.#agenda.lost()) this.#tell(end);
    this.#tell({ type: 'response-done', status: 'failed' });
    // The longest duration of a session is no trouble of the provider.
    if (failure !== 'expired' && this.#outage.tell()) onFailed(failure, message, attachment.engine.id);
    if (this.#isStandIn(attachment)) {
      this.close();
      listener({ type: 'given-up' });
      return;
    }
    const again = this.#everReady && !isHopeless(failure);
    const step = again ? this.#outage.lost(clock.monotonic()) : 'stand-in';
    if (step === 'stand-in') this.#takeOver();
    if (step === 'try') this.#reconnect();
    if (this.#outage.on && this.#agenda.watchdog.waiting && this.#outage.fill()) this.#fill();
  }

  #mend(nowMs: number): void {
    const due = this.#outage.tick(nowMs);
    if (due === 'filler') this.#fill();
    if (due === 'try') this.#reconnect();
    if (due === 'give-up-try' && this.#current)
      this.#lost(this.#current, 'unreachable', 'The voice model could not be reached again in time.');
  }

  #reconnect(): void {
    this.#current = this.#open(this.#parts.engine);
    this.#resume(this.#current);
  }

  #resume(attachment: Attachment): void {
    this.#agenda.resume(attachment, this.#parts.clock.monotonic(), this.#isStandIn(attachment));
  }

  #takeOver(): void {
    const { clock, onSwitched, standIn } = this.#parts;
    this.#outage.over(clock.monotonic());
    this.#engine = standIn;
    onSwitched(standIn.id);
    if (this.#greeting !== null) {
      this.#greetThenStandIn(this.#greeting);
      return;
    }
    const attachment = this.#open(standIn);
    this.#current = attachment;
    // At pick-up nobody need know.
    if (!this.#everReady || !this.#listening) {
      this.#resume(attachment);
      return;
    }
    this.#muted = true;
    const words = this.#agenda.owed ? APOLOGY.trouble : APOLOGY.troubleGoOn;
    void this.#local.speak(words).then((outcome) => {
      if (this.#current !== attachment || this.#over) return;
      this.#muted = false;
      if (outcome === 'failed') attachment.conversation.say(words);
      this.#resume(attachment);
    });
  }

  /** A greeting sounds sooner while the stand-in is not yet getting ready to hear. */
  #greetThenStandIn(greeting: string): void {
    this.#greeting = null;
    this.#agenda.drop();
    void this.#local.speak(greeting).then((outcome) => {
      if (this.#over || this.#aside) return;
      if (outcome === 'failed') this.#agenda.ask('say', greeting, null);
      this.#current = this.#open(this.#parts.standIn);
      this.#resume(this.#current);
    });
  }

  #prepareGreeting(): void {
    if (this.#greeting !== null && !this.#current?.ready) this.#local.prepare(this.#greeting);
  }

  /** The caller hears a greeting in time, and somebody is there when it was heard. */
  #awaitGreeting(current: Attachment, nowMs: number): void {
    const greeting = this.#greeting;
    if (greeting !== null) {
      if (nowMs - this.#joinedMs < (current.ready ? SPOKEN_BY_MS : GREETING_BY_MS)) return;
      this.cancel();
      void this.#local.speak(greeting).then((outcome) => {
        if (outcome === 'failed' && !this.#over) this.say(greeting);
      });
    } else if (!current.ready && nowMs - this.#soundedMs >= READY_BY_MS)
      this.#lost(current, 'unreachable', 'The voice model could not be reached in time.');
  }

  #watch(current: Attachment, nowMs: number, sounding: boolean): void {
    const { tools, watchdog } = this.#agenda;
    const alarm = this.#listening ? watchdog.tick(nowMs, tools.running) : null;
    if (alarm !== null) this.#stall.begun();
    if (alarm === 'filler') this.#fill();
    if (alarm === 'reconnect') {
      this.#lost(current, 'dropped', 'The voice model was connected but no longer answered.');
      return;
    }
    this.#remedy(this.#failures.tick(nowMs));
    this.#roll(current, nowMs, sounding || watchdog.waiting || watchdog.callerSpeaking || tools.running);
  }

  /** Replaces a session before it ends by itself, in a pause if there is one. */
  #roll(current: Attachment, nowMs: number, busy: boolean): void {
    const due = this.#successor.due(nowMs - current.openedMs, nowMs, busy);
    if (due === 'expired') this.#lost(current, 'expired', 'The session reached its longest duration.');
    else if (due !== null) {
      this.#current = due;
      current.drop();
      this.#resume(due);
    }
  }

  #fill(): void {
    const sounds = this.#sounds;
    if (this.#listening) this.#local.fill(() => this.#sounds === sounds);
  }

  #tell(event: LinkEvent): void {
    if (!this.#over) this.#parts.listener(event);
  }
}
