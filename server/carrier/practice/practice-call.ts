import type { WebSocket } from 'ws';
import type { TransferAnswer } from '../../contracts/transfer.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { Panel } from './panel.ts';
import type { Phone, PhoneCall } from './phone-types.ts';
import { ScriptedCaller } from './scripted-caller.ts';

/** How long a call without a script waits for somebody to pick up the phone in the panel. */
const ATTACH_MS = 5_000;
/** How long it goes on with nobody there. */
const LONELY_MS = 60_000;

export interface PracticeCallOptions {
  clock: Clock;
  log: Logger;
  phone: Phone;
  callSid: string;
  from: string;
  to: string;
  /** `null`: the call is for a person at the panel. */
  script: readonly string[] | null;
  /** How a person answers to whom the caller is put through. */
  transferAnswer: TransferAnswer;
  /** Speaks as the caller does. */
  speak: (text: string) => Promise<Uint8Array>;
  typed: (text: string) => void;
}

/** One call of the practice line: a phone, and who speaks into it. */
export class PracticeCall {
  /** Resolves when the call is over; never rejects. */
  readonly ended: Promise<void>;
  readonly #options: PracticeCallOptions;
  readonly #caller: ScriptedCaller | null;
  #call: PhoneCall | null = null;
  #panel: Panel | null = null;
  #timer: Timer | null = null;
  #resolveEnded: () => void = () => {};

  constructor(options: PracticeCallOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    const { clock, script, speak } = options;
    const onError = (error: unknown) => this.#unspoken(error);
    this.#caller = script ? new ScriptedCaller({ clock, lines: script, speak, onError }) : null;
    if (this.#caller) this.#dial();
    else this.#timer = clock.after(ATTACH_MS, () => this.#dialAlone());
  }

  /** Lets a person speak on the call, or listen to a scripted one. Returns false when somebody does already. */
  attach(socket: WebSocket): boolean {
    if (this.#panel) return false;
    this.#panel = new Panel(socket, {
      onFrame: (frame) => this.#call?.sendFrame(frame),
      onDigit: (digit) => this.#call?.press(digit),
      onType: (text) => this.#options.typed(text),
      onSay: (text) => this.#say(text),
      onHangUp: () => this.hangUp(),
      onGone: () => {
        this.#panel = null;
        if (!this.#caller) this.hangUp();
      },
    });
    this.#timer?.cancel();
    if (this.#call) this.#panel.send({ type: this.#call.state === 'ringing' ? 'ringing' : 'connected' });
    else this.#dial();
    return true;
  }

  hangUp(): void {
    this.#timer?.cancel();
    if (this.#call) this.#call.hangUp();
    else this.#finish('hung-up');
  }

  #dialAlone(): void {
    this.#dial();
    this.#timer = this.#options.clock.after(LONELY_MS, () => this.hangUp());
  }

  #dial(): void {
    const { phone, callSid, from, to, log, transferAnswer } = this.#options;
    const call = phone.dial({
      callSid,
      from,
      to,
      answer: () => transferAnswer,
      onPlayed: (frame) => {
        this.#caller?.onPlayed();
        this.#panel?.play(frame);
      },
      onClear: () => this.#panel?.send({ type: 'clear' }),
      onState: (state) => {
        this.#caller?.onState(state);
        if (state !== 'ended') this.#panel?.send({ type: state });
      },
    });
    this.#call = call;
    this.#caller?.take(call);
    void call.ended.then(({ reason, problem }) => {
      if (problem) log.warn({ callSid, problem: problem.message }, 'A practice call failed');
      this.#finish(problem?.message ?? reason);
    });
  }

  #say(text: string): void {
    this.#options.speak(text).then(
      (audio) => this.#call?.say(audio),
      (error: unknown) => this.#unspoken(error),
    );
  }

  #unspoken(error: unknown): void {
    const { log, callSid } = this.#options;
    log.warn({ callSid, error: messageOf(error) }, 'The practice caller could not speak');
  }

  #finish(reason: string): void {
    this.#timer?.cancel();
    this.#panel?.ended(reason);
    this.#resolveEnded();
  }
}
