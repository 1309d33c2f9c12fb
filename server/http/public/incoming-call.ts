import { wasCutOff } from '../../call/record.ts';
import type { IncomingCall } from '../../carrier/carrier.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import { tenantScope } from '../../store/make-scope.ts';
import { dialFor, forwardCall, forwardTarget, isParked } from './dialling.ts';
import { beginCall, type IncomingParts, RESCUE_WORDS, streamTo } from './incoming-parts.ts';
import { askForVoicemail } from './voicemail.ts';

/** How often one call is brought back after its stream was lost. */
const MOST_RETURNS = 2;
const RETURNS_KEPT = 10_000;
/** How long the loss of a stream may go unnoticed here. */
const NOTICE_MS = 1_000;
/** Stands in a look-up where a call would have its own. */
const NO_TOKEN = 'made-for-each-call';

/** Answers a verified webhook with TwiML, from memory alone, and has the call warmed up behind it. */
export function answerCall(parts: IncomingParts, call: IncomingCall): string {
  const { archive, desk, forwarded, logger, protocol, registry } = parts;
  const known = registry.get(call.callSid);
  const token = registry.tokenOf(call.callSid);
  // Carriers repeat webhooks. The same call gets the same answer, and its token still opens one stream only.
  if (known && token !== undefined) return streamTo(parts, call, known.tenant, token);
  const sent = forwarded.get(call.callSid);
  if (sent) return dialFor(parts, call, desk.open(call.callSid, sent.destination, sent.summary));
  if (archive.find(call.callSid)) return protocol.hangUp();
  const admission = parts.admit(parts.tenantOf(call), call);
  if (!admission.admitted) {
    logger.info(
      { callSid: call.callSid, reason: admission.reason, personal: { to: call.to } },
      'A call was not admitted',
    );
    return admission.voicemail
      ? askForVoicemail(parts, call, admission.say)
      : protocol.sayAndHangUp(admission.say);
  }
  const { tenant } = admission;
  const context = { callSid: call.callSid, tenantId: tenant.id, personal: { from: call.from, to: call.to } };
  logger.info(
    { ...context, businessName: tenant.businessName },
    `Found customer ${tenant.id}: ${tenant.businessName}`,
  );
  logger.info(context, `Multi-tenant mode: Customer ${tenant.id}`);
  const destination = forwardTarget(parts, tenant);
  return destination ? forwardCall(parts, call, tenant, destination) : beginCall(parts, call, tenant, null);
}

/** What a call that is looked up would be answered, with a token that opens nothing. Begins no call. */
export function lookUpCall(
  parts: IncomingParts,
  call: IncomingCall,
): { tenant: Tenant | undefined; twiml: string } {
  const tenant = parts.tenantOf(call);
  const admission = parts.admit(tenant, call);
  if (!admission.admitted)
    return {
      tenant,
      twiml: admission.voicemail
        ? askForVoicemail(parts, call, admission.say)
        : parts.protocol.sayAndHangUp(admission.say),
    };
  const destination = forwardTarget(parts, admission.tenant);
  const twiml = destination
    ? dialFor(parts, call, { destination, token: NO_TOKEN })
    : streamTo(parts, call, admission.tenant, NO_TOKEN);
  return { tenant, twiml };
}

/**
 * What happens to a caller whose media stream has ended: one who is to be put through is; good ends hang up; a stream that was
 * lost, by a fault here or on the way, brings the caller back to the agent. A repeated request changes nothing about a
 * call that goes on.
 */
export function createReturns(parts: IncomingParts): (call: IncomingCall) => Promise<string> {
  const { registry, archive, protocol, clock, desk } = parts;
  const returns = new Map<string, number>();
  return async (call) => {
    const session = registry.get(call.callSid);
    if (session && isParked(session)) {
      const { destination, summary } = session.parked;
      return session.record.to === call.to
        ? dialFor(parts, call, desk.open(call.callSid, destination, summary))
        : protocol.hangUp();
    }
    const token = registry.tokenOf(call.callSid);
    if (session?.joinable && token !== undefined) return streamTo(parts, call, session.tenant, token);
    // The carrier may tell of the end before the socket does.
    const notice = new Promise<void>((resolve) => {
      clock.after(NOTICE_MS, resolve);
    });
    if (session?.live) await Promise.race([registry.settled(call.callSid), notice]);
    if (session?.live) return protocol.hangUp();
    await registry.settled(call.callSid);
    const tenant = parts.tenantOf(call);
    const record = tenant && (await archive.read(tenantScope(tenant.id), call.callSid));
    // Another request of the same call may have brought it back meanwhile.
    if (!tenant || !record || !wasCutOff(record) || registry.get(call.callSid)) return protocol.hangUp();
    const times = (returns.get(call.callSid) ?? 0) + 1;
    remember(returns, call.callSid, times);
    if (times > MOST_RETURNS || tenant.status !== 'active' || !registry.hasRoom)
      return protocol.sayAndHangUp(RESCUE_WORDS);
    return beginCall(parts, call, tenant, record);
  };
}

/** Keeps the latest calls' counts, so that the map has an end. */
function remember(returns: Map<string, number>, callSid: string, times: number): void {
  returns.delete(callSid);
  returns.set(callSid, times);
  const oldest = returns.keys().next().value;
  if (returns.size > RETURNS_KEPT && oldest !== undefined) returns.delete(oldest);
}
