import { FRAME_MS, MULAW_SILENCE } from '../../contracts/mulaw.ts';
import type { Timer } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { type DialVerb, ringPerson } from './called-person.ts';
import { CallerVoice } from './caller-voice.ts';
import { postSigned } from './carrier-http.ts';
import { PhoneStream } from './phone-stream.ts';
import type { DialRequest, PhoneEnd, PhoneOptions, PhoneState } from './phone-types.ts';
import { PlayOut } from './play-out.ts';
import { ringTone } from './ring-tone.ts';
import { startTicker } from './ticker.ts';
import { readVerbs, type Verb } from './verbs.ts';

/** A call that is sent round in circles ends. */
const MOST_DOCUMENTS = 20;
/** How often it rings before nobody has answered. */
const RINGS_UNANSWERED = 3;
const BEEP = ringTone().subarray(0, 2_400);

type RecordVerb = Extract<Verb, { verb: 'record' }>;
/** What ends a document; `fields` go to where it leads. */
type Leave =
  | { verb: 'redirect'; url: string; fields?: Record<string, string> }
  | { verb: 'reject' }
  | { verb: 'hang-up' };

/** A message being recorded, silence at its end left out. */
interface Recorded {
  lastSoundTick: number;
}

interface Waiter {
  done: () => boolean;
  resolve: () => void;
}

/** One call of the practice phone, from the first webhook to the status callback. */
export class PhoneCallRun {
  readonly callSid: string;
  readonly voice = new CallerVoice();
  readonly #phone: Required<PhoneOptions>;
  readonly #request: DialRequest;
  readonly #playOut = new PlayOut();
  readonly #gone = new AbortController();
  readonly #waiters = new Set<Waiter>();
  #ticker: Timer | null = null;
  #ticks = 0;
  #stream: PhoneStream | null = null;
  #recording: Recorded | null = null;
  #state: PhoneState = 'ringing';

  constructor(phone: Required<PhoneOptions>, request: DialRequest) {
    this.#phone = phone;
    this.#request = request;
    this.callSid = request.callSid ?? phone.ids.sid('CA');
  }

  get state(): PhoneState {
    return this.#state;
  }

  /** Goes through the call. To be called once; never rejects. */
  async run(): Promise<PhoneEnd> {
    this.#request.onState?.('ringing');
    const end = await this.#talk().catch(
      (error: unknown): PhoneEnd => ({
        reason: 'failed',
        problem:
          error instanceof AppError
            ? error
            : new AppError('upstream-failed', 'The practice phone failed. Try again.', { cause: error }),
      }),
    );
    const over: PhoneEnd = this.#gone.signal.aborted ? { reason: 'hung-up', problem: null } : end;
    const lastedMs = this.#ticks * FRAME_MS;
    this.#release();
    this.#enter('ended');
    await this.#reportStatus(over, lastedMs);
    return over;
  }

  say(mulaw: Uint8Array): Promise<void> {
    return this.#state === 'ended' ? Promise.resolve() : this.voice.say(mulaw);
  }

  press(digit: string): void {
    this.#stream?.sendDigit(digit);
  }

  hangUp(): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    this.#stream?.stop();
    this.#wake();
  }

  async #talk(): Promise<PhoneEnd> {
    let url = new URL('/phone/incoming-realtime', this.#phone.origin);
    let fields: Record<string, string> = {};
    for (let document = 0; document < MOST_DOCUMENTS; document += 1) {
      const status = document === 0 ? 'ringing' : 'in-progress';
      const verbs = readVerbs(await this.#post(url, { CallStatus: status, ...fields }));
      const next = await this.#follow(verbs);
      if (next.verb === 'reject') return { reason: 'rejected', problem: null };
      if (next.verb === 'hang-up') return { reason: 'completed', problem: null };
      url = this.#within(new URL(next.url, url));
      fields = next.fields ?? {};
    }
    throw new AppError('upstream-failed', 'The call was redirected in circles.');
  }

  /** Does one verb after the other, up to the one that leaves the document; its end is a hang-up too. */
  async #follow(verbs: Verb[]): Promise<Leave> {
    for (const verb of verbs) {
      if (this.#gone.signal.aborted) break;
      if (verb.verb === 'redirect' || verb.verb === 'reject' || verb.verb === 'hang-up') return verb;
      this.#ticker ??= startTicker(this.#phone.clock, () => this.#tick());
      if (verb.verb === 'dial') return this.#dial(verb);
      if (verb.verb === 'stream') await this.#converse(verb);
      else if (verb.verb === 'say') await this.#hear(await this.#phone.speak(verb.text));
      else if (verb.verb === 'pause') await this.#wait(verb.seconds * 1_000);
      else if (verb.verb === 'record') {
        const left = await this.#record(verb);
        if (left) return left;
      } else throw new AppError('invalid', 'The practice caller can not be asked for a key.');
    }
    return { verb: 'hang-up' };
  }

  async #hear(audio: Uint8Array): Promise<void> {
    this.#playOut.add(audio);
    await this.#until(() => !this.#playOut.pending);
  }

  async #wait(durationMs: number): Promise<void> {
    const endTick = this.#ticks + durationMs / FRAME_MS;
    await this.#until(() => this.#ticks >= endTick);
  }

  /** Rings a person for the caller, who hears it ringing, and then who would be there. */
  async #dial(dial: DialVerb): Promise<Leave> {
    this.#enter('ringing');
    const heard: string[] = [];
    this.#request.onDial?.({ number: dial.number, callerId: dial.callerId, heard });
    const answer = this.#request.answer?.(dial.number) ?? 'accept';
    const childSid = this.#phone.ids.sid('CA');
    for (let rings = answer === 'no-answer' ? RINGS_UNANSWERED : 1; rings > 0; rings -= 1)
      await this.#hear(ringTone());
    const { status, joined } = await ringPerson({
      dial,
      answer,
      onHeard: (text) => heard.push(text),
      post: (url, fields) =>
        this.#post(this.#within(new URL(url)), {
          CallSid: childSid,
          ParentCallSid: this.callSid,
          From: dial.callerId ?? this.#request.from,
          To: dial.number,
          Direction: 'outbound-dial',
          ...fields,
        }),
    });
    const spelled = [...dial.number.slice(1)].join(' ');
    if (joined) await this.#hear(await this.#phone.speak(`In a real call you would now talk to ${spelled}.`));
    const fields = { DialCallStatus: status, DialCallSid: childSid };
    return { verb: 'redirect', url: dial.action, fields };
  }

  /** Records what the caller says after the tone. The server is told of it even when the caller hangs up. */
  async #record({ action, maxSeconds, silenceSeconds }: RecordVerb): Promise<Leave | null> {
    await this.#hear(BEEP);
    this.#enter('connected');
    const beganTick = this.#ticks;
    const { lastSoundTick } = await this.#recorded(beganTick, maxSeconds, silenceSeconds);
    const lastedMs = (lastSoundTick - beganTick) * FRAME_MS;
    if (lastedMs <= 0) return null;
    const { accountSid, ids, origin } = this.#phone;
    const RecordingUrl = `${origin}/2010-04-01/Accounts/${accountSid}/Recordings/${ids.sid('RE')}`;
    const fields = { RecordingUrl, RecordingDuration: String(Math.ceil(lastedMs / 1_000)) };
    if (!this.#gone.signal.aborted) return { verb: 'redirect', url: action, fields };
    const never = new AbortController().signal;
    await this.#post(this.#within(new URL(action)), { CallStatus: 'completed', ...fields }, never);
    return { verb: 'hang-up' };
  }

  async #recorded(beganTick: number, maxSeconds: number, silenceSeconds: number): Promise<Recorded> {
    const ticksOf = (seconds: number): number => (seconds * 1_000) / FRAME_MS;
    const recording: Recorded = { lastSoundTick: beganTick };
    this.#recording = recording;
    await this.#until(
      () =>
        this.#ticks - recording.lastSoundTick >= ticksOf(silenceSeconds) ||
        this.#ticks - beganTick >= ticksOf(maxSeconds),
    );
    this.#recording = null;
    return recording;
  }

  async #converse({ url, parameters }: Extract<Verb, { verb: 'stream' }>): Promise<void> {
    const { clock, ids, connect, accountSid, sign } = this.#phone;
    this.#within(new URL(url.replace(/^ws/, 'http')));
    const problem = await new Promise<AppError | null>((resolve) => {
      this.#stream = new PhoneStream({
        clock,
        connect,
        url,
        signature: sign(url, {}),
        callSid: this.callSid,
        accountSid,
        streamSid: ids.sid('MZ'),
        parameters,
        playOut: this.#playOut,
        onClear: () => this.#request.onClear?.(),
        onClosed: resolve,
      });
    });
    this.#stream = null;
    this.#playOut.clear();
    if (problem) throw problem;
  }

  #tick(): void {
    this.#ticks += 1;
    const { frame, marks } = this.#playOut.tick();
    for (const name of marks) this.#stream?.returnMark(name);
    if (frame) this.#request.onPlayed?.(frame);
    if (this.#stream?.live) {
      this.#enter('connected');
      this.#stream.sendFrame(this.voice.next());
    }
    if (this.#recording && this.voice.next().some((sample) => sample !== MULAW_SILENCE))
      this.#recording.lastSoundTick = this.#ticks;
    this.#wake();
  }

  /** Resolves in the tick after which `done` holds, or when the caller has hung up. */
  #until(done: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.add({ done, resolve });
      this.#wake();
    });
  }

  #wake(): void {
    for (const waiter of this.#waiters) {
      if (!this.#gone.signal.aborted && !waiter.done()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  /** The practice phone never leaves the server it was made for. */
  #within(url: URL): URL {
    if (url.origin === new URL(this.#phone.origin).origin) return url;
    throw new AppError(
      'upstream-failed',
      `The call was sent to ${url.origin}, where a practice call can't go.`,
    );
  }

  #post(url: URL, extra: Record<string, string>, signal = this.#gone.signal): Promise<string> {
    const { accountSid, sign, clock } = this.#phone;
    const { from, to } = this.#request;
    const params = {
      CallSid: this.callSid,
      AccountSid: accountSid,
      From: from,
      To: to,
      Caller: from,
      Called: to,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      ...extra,
    };
    return postSigned({ url: url.href, params, sign, clock, signal });
  }

  async #reportStatus(end: PhoneEnd, lastedMs: number): Promise<void> {
    const status = { 'hung-up': 'completed', completed: 'completed', rejected: 'busy', failed: 'failed' }[
      end.reason
    ];
    const fields = { CallStatus: status, CallDuration: String(Math.round(lastedMs / 1000)) };
    // A carrier asks once and does not mind the answer.
    const never = new AbortController().signal;
    await this.#post(new URL('/phone/status', this.#phone.origin), fields, never).catch(() => {});
  }

  #enter(state: PhoneState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#request.onState?.(state);
  }

  #release(): void {
    this.#ticker?.cancel();
    this.#stream?.stop();
    this.voice.stop();
  }
}
