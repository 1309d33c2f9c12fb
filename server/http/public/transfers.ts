import type { CallSession } from '../../call/session.ts';
import type { TransferEnd } from '../../call/transfer-desk.ts';
import type { IncomingCall } from '../../carrier/carrier.ts';
import type { DialledLeg, WebhookNews } from '../../carrier/protocol.ts';
import type { CallRecord } from '../../contracts/call.ts';
import { identifiableCaller } from '../../contracts/phone-number.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import { isParked } from './dialling.ts';
import {
  beginCall,
  type IncomingParts,
  RESCUE_WORDS,
  SCREEN_ANSWER_PATH,
  streamTo,
} from './incoming-parts.ts';
import { phoneWords, readOut } from './phone-words.ts';

/**
 * What the carrier asks while a caller is put through. A dial is found by its call and its one token; what comes for any other
 * is told to hang up.
 */
export class Transfers {
  readonly #parts: IncomingParts;
  readonly #bringBack: (call: IncomingCall) => Promise<string>;

  /** `bringBack` answers for calls that only the archive knows. */
  constructor(parts: IncomingParts, bringBack: (call: IncomingCall) => Promise<string>) {
    this.#parts = parts;
    this.#bringBack = bringBack;
  }

  /** The dial is over: the caller comes back to the agent, unless somebody has taken the call. */
  async afterDial(call: IncomingCall, news: WebhookNews): Promise<string> {
    const { desk, forwarded, logger, protocol, registry } = this.#parts;
    const { callSid } = call;
    const session = registry.get(callSid);
    const known = session ?? forwarded.get(callSid);
    if (!known) {
      desk.close(callSid, null);
      return news.dialEnd === 'completed' ? protocol.hangUp() : this.#bringBack(call);
    }
    if (known.record.to !== call.to) {
      logger.warn({ callSid }, 'A webhook about another line was passed over');
      return protocol.hangUp();
    }
    if (!desk.find(callSid, news.dialToken)) return this.#answerAgain(call, session);
    const end = desk.close(callSid, news.isOver ? null : (news.dialEnd ?? 'failed')) ?? 'failed';
    logger.info({ callSid, outcome: end }, 'A transfer ended');
    if (!session) return this.#afterForward(call, end, news.isOver);
    if (!isParked(session)) return protocol.hangUp();
    session.transferEnded(end);
    if (end === 'accepted') return protocol.hangUp();
    if (news.isOver) {
      session.close('caller-hung-up');
      return protocol.hangUp();
    }
    const token = registry.renewToken(callSid);
    return token === undefined
      ? protocol.sayAndHangUp(RESCUE_WORDS)
      : streamTo(this.#parts, call, session.tenant, token);
  }

  /** What a called person hears before being put through. */
  screen(leg: DialledLeg): string {
    const { agentOf, desk, protocol } = this.#parts;
    const dial = desk.find(leg.callSid, leg.token);
    const call = this.#waiting(leg.callSid);
    if (!dial || !call || (dial.progress !== 'dialling' && dial.progress !== 'told'))
      return protocol.hangUp();
    dial.progress = 'told';
    const words = phoneWords(agentOf(call.tenant).language);
    const from = readOut(identifiableCaller(call.record.from));
    // A pause for the voice where the model has left it out.
    const why = dial.summary.replace(/[^.!?]$/u, '$&.');
    const text = [words.callFor(call.tenant.businessName, from), why, words.pressOne].join(' ');
    return protocol.askForKey(leg, text, words.language, SCREEN_ANSWER_PATH);
  }

  /** What follows from the key the person pressed. The first answer stands. */
  screenAnswer({ callSid, key, token }: DialledLeg): string {
    const { desk, protocol } = this.#parts;
    const dial = desk.find(callSid, token);
    if (!dial) return protocol.hangUp();
    if (dial.progress === 'told') {
      const accepts = key === '1' && this.#waiting(callSid) !== undefined;
      dial.progress = accepts ? 'accepted' : key === null ? 'silent' : 'declined';
      if (accepts) this.#taken(callSid);
    }
    return dial.progress === 'accepted' ? protocol.joinLines() : protocol.hangUp();
  }

  /** Who picked up a call that was put through without asking. */
  progress({ answeredBy, callSid, token }: DialledLeg): void {
    const dial = this.#parts.desk.find(callSid, token);
    if (dial?.destination.mode !== 'cold') return;
    // These come in any order: what is known of a voice is not undone by a phone that was merely picked up.
    if (dial.progress !== 'dialling' && dial.progress !== 'answered') return;
    if (answeredBy === 'machine') dial.progress = 'machine';
    else if (answeredBy === 'somebody') dial.progress = 'answered';
    else if (answeredBy === 'person') {
      dial.progress = 'accepted';
      this.#taken(callSid);
    }
  }

  /** The carrier says that a call is over. */
  async callerGone(callSid: string): Promise<void> {
    const { desk, forwarded, registry } = this.#parts;
    const end = desk.close(callSid, null) ?? 'no-answer';
    const session = registry.get(callSid);
    if (session && isParked(session)) session.transferEnded(end);
    session?.close(session.joined ? 'caller-hung-up' : 'never-joined');
    await forwarded.end(callSid, end, end === 'accepted' ? 'transferred' : 'caller-hung-up');
  }

  /** A call that is in the middle of being put through. */
  #waiting(callSid: string): { tenant: Tenant; record: Readonly<CallRecord> } | undefined {
    const session = this.#parts.registry.get(callSid);
    return session && isParked(session) ? session : this.#parts.forwarded.get(callSid);
  }

  /** A person has the call now; what the carrier says of it later changes nothing. */
  #taken(callSid: string): void {
    const { forwarded, logger, registry } = this.#parts;
    logger.info({ callSid, outcome: 'accepted' }, 'A transfer ended');
    registry.get(callSid)?.transferEnded('accepted');
    void forwarded.end(callSid, 'accepted', 'transferred');
  }

  /** Asked once more about a dial that is over: what was answered then still holds until the caller is back. */
  #answerAgain(call: IncomingCall, session: CallSession | undefined): string {
    const { protocol, registry } = this.#parts;
    const token = session?.joinable ? registry.tokenOf(call.callSid) : undefined;
    return token === undefined || !session
      ? protocol.hangUp()
      : streamTo(this.#parts, call, session.tenant, token);
  }

  async #afterForward(call: IncomingCall, end: TransferEnd, isOver: boolean): Promise<string> {
    const { forwarded, protocol, registry } = this.#parts;
    const { callSid } = call;
    const tenant = forwarded.get(callSid)?.tenant;
    if (!tenant || end === 'accepted' || isOver) {
      await forwarded.end(callSid, end, end === 'accepted' ? 'transferred' : 'caller-hung-up');
      return protocol.hangUp();
    }
    if (!registry.hasRoom) {
      await forwarded.end(callSid, end, 'overloaded');
      return protocol.sayAndHangUp(RESCUE_WORDS);
    }
    const before = forwarded.release(callSid, end);
    const twiml = beginCall(this.#parts, call, tenant, before?.record ?? null);
    void registry.settled(callSid).then(before?.discard);
    return twiml;
  }
}
