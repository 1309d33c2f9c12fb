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

export interface Transfers {
  /** The dial is over: the caller comes back to the agent, unless somebody has taken the call. */
  afterDial(call: IncomingCall, news: WebhookNews): Promise<string>;
  /** What a called person hears before being put through. */
  screen(leg: DialledLeg): string;
  /** What follows from the key the person pressed. */
  screenAnswer(leg: DialledLeg): string;
  /** Who picked up a call that was put through without asking. */
  progress(leg: DialledLeg): void;
  /** The carrier says that a call is over. */
  callerGone(callSid: string): Promise<void>;
}

/**
 * What the carrier asks while a caller is put through. A dial is found by its call and its one token; what comes for any other
 * is told to hang up. `bringBack` answers for calls that only the archive knows.
 */
export function createTransfers(
  parts: IncomingParts,
  bringBack: (call: IncomingCall) => Promise<string>,
): Transfers {
  const { desk, forwarded, logger, protocol, registry } = parts;

  /** A call that is in the middle of being put through. */
  const waiting = (callSid: string): { tenant: Tenant; record: Readonly<CallRecord> } | undefined => {
    const session = registry.get(callSid);
    return session && isParked(session) ? session : forwarded.get(callSid);
  };

  const taken = (callSid: string): void => {
    logger.info({ callSid, outcome: 'accepted' }, 'A transfer ended');
    registry.get(callSid)?.transferEnded('accepted');
    void forwarded.end(callSid, 'accepted', 'transferred');
  };

  /** The session after a dial that nobody took. */
  const backToAgent = (call: IncomingCall, session: CallSession, isOver: boolean): string => {
    if (isOver) {
      session.close('caller-hung-up');
      return protocol.hangUp();
    }
    const token = registry.renewToken(call.callSid);
    return token === undefined ? protocol.hangUp() : streamTo(parts, call, session.tenant, token);
  };

  const afterForward = async (call: IncomingCall, end: TransferEnd, isOver: boolean): Promise<string> => {
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
    const twiml = beginCall(parts, call, tenant, before?.record ?? null);
    void registry.settled(callSid).then(before?.discard);
    return twiml;
  };

  return {
    async afterDial(call, news) {
      const { callSid } = call;
      const dial = desk.find(callSid, news.dialToken);
      const session = registry.get(callSid);
      const known = session ?? forwarded.get(callSid);
      if (!known) {
        desk.close(callSid, null);
        return news.dialEnd === 'completed' ? protocol.hangUp() : bringBack(call);
      }
      if (known.record.to !== call.to) {
        logger.warn({ callSid }, 'A webhook about another line was passed over');
        return protocol.hangUp();
      }
      if (!dial) {
        // Asked once more about a dial that is over: what was answered then still holds.
        const token = session?.joinable ? registry.tokenOf(callSid) : undefined;
        return token === undefined || !session
          ? protocol.hangUp()
          : streamTo(parts, call, session.tenant, token);
      }
      const end = desk.close(callSid, news.isOver ? null : (news.dialEnd ?? 'failed')) ?? 'failed';
      logger.info({ callSid, outcome: end }, 'A transfer ended');
      if (!session) return afterForward(call, end, news.isOver);
      if (!isParked(session)) return protocol.hangUp();
      session.transferEnded(end);
      return end === 'accepted' ? protocol.hangUp() : backToAgent(call, session, news.isOver);
    },

    screen(leg) {
      const dial = desk.find(leg.callSid, leg.token);
      const call = waiting(leg.callSid);
      if (!dial || !call || (dial.progress !== 'dialling' && dial.progress !== 'told'))
        return protocol.hangUp();
      dial.progress = 'told';
      const words = phoneWords(parts.agentOf(call.tenant).language);
      const from = readOut(identifiableCaller(call.record.from));
      const text = [words.callFor(call.tenant.businessName, from), dial.summary, words.pressOne].join(' ');
      return protocol.askForKey(leg, text, words.language, SCREEN_ANSWER_PATH);
    },

    screenAnswer(leg) {
      const dial = desk.find(leg.callSid, leg.token);
      if (!dial) return protocol.hangUp();
      if (dial.progress === 'told') {
        const accepts = leg.key === '1' && waiting(leg.callSid) !== undefined;
        dial.progress = accepts ? 'accepted' : leg.key === null ? 'silent' : 'declined';
        if (accepts) taken(leg.callSid);
      }
      return dial.progress === 'accepted' ? protocol.joinLines() : protocol.hangUp();
    },

    progress({ callSid, token, answeredBy }) {
      const dial = desk.find(callSid, token);
      if (dial?.destination.mode !== 'cold') return;
      // These come in any order: what is known of a voice is not undone by a phone that was merely picked up.
      if (dial.progress !== 'dialling' && dial.progress !== 'answered') return;
      if (answeredBy === 'machine') dial.progress = 'machine';
      else if (answeredBy === 'somebody') dial.progress = 'answered';
      else if (answeredBy === 'person') {
        dial.progress = 'accepted';
        taken(callSid);
      }
    },

    async callerGone(callSid) {
      const end = desk.close(callSid, null) ?? 'no-answer';
      const session = registry.get(callSid);
      if (session && isParked(session)) session.transferEnded(end);
      session?.close(session.joined ? 'caller-hung-up' : 'never-joined');
      await forwarded.end(callSid, end, end === 'accepted' ? 'transferred' : 'caller-hung-up');
    },
  };
}
