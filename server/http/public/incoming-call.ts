import { admit } from '../../call/admission.ts';
import type { CallArchive } from '../../call/archive.ts';
import { wasCutOff } from '../../call/record.ts';
import type { CallRegistry } from '../../call/registry.ts';
import type { IncomingCall } from '../../carrier/carrier.ts';
import type { CarrierProtocol } from '../../carrier/protocol.ts';
import type { AgentSettings } from '../../contracts/agent.ts';
import type { CallRecord } from '../../contracts/call.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { tenantScope } from '../../store/make-scope.ts';

export const STREAM_PATH = '/phone/media-stream';
export const AFTER_STREAM_PATH = '/phone/after-stream';

/** How often one call is brought back after its stream was lost. */
const MOST_RETURNS = 2;
const RETURNS_KEPT = 10_000;
/** How long the loss of a stream may go unnoticed here. */
const NOTICE_MS = 1_000;

export interface IncomingParts {
  registry: CallRegistry;
  archive: CallArchive;
  protocol: CarrierProtocol;
  logger: Logger;
  clock: Clock;
  /** `practice` calls also reach tenants that have no number yet. */
  tenantByNumber(to: string, practice: boolean): Tenant | undefined;
  agentOf(tenant: Tenant): AgentSettings;
}

/** What the stream is told besides its token. Shown by a look-up too; never trusted when it comes back. */
function parametersOf(parts: IncomingParts, tenant: Tenant, token: string): Record<string, string> {
  const { agentName, voice } = parts.agentOf(tenant);
  return { token, customer_id: String(tenant.id), agent_name: agentName, voice };
}

/** Answers a verified webhook with TwiML, from memory alone, and has the call warmed up behind it. */
export function answerCall(parts: IncomingParts, call: IncomingCall): string {
  const { registry, archive, protocol, logger } = parts;
  const known = registry.get(call.callSid);
  const token = registry.tokenOf(call.callSid);
  // Carriers repeat webhooks. The same call gets the same answer, and its token still opens one stream only.
  if (known && token !== undefined)
    return protocol.connect(call, parametersOf(parts, known.tenant, token), AFTER_STREAM_PATH);
  if (archive.find(call.callSid)) return protocol.hangUp();
  const admission = admit(parts.tenantByNumber(call.to, call.practice), registry.hasRoom);
  if (!admission.admitted) {
    logger.info(
      { callSid: call.callSid, reason: admission.reason, personal: { to: call.to } },
      'A call was not admitted',
    );
    return protocol.sayAndHangUp(admission.say);
  }
  const { tenant } = admission;
  const context = { callSid: call.callSid, tenantId: tenant.id, personal: { from: call.from, to: call.to } };
  logger.info(
    { ...context, businessName: tenant.businessName },
    `Found customer ${tenant.id}: ${tenant.businessName}`,
  );
  logger.info(context, `Multi-tenant mode: Customer ${tenant.id}`);
  return connect(parts, call, tenant, null);
}

/** What a call that is looked up would be answered, with a token that opens nothing. Begins no call. */
export function lookUpCall(
  parts: IncomingParts,
  call: IncomingCall,
): { tenant: Tenant | undefined; twiml: string } {
  const tenant = parts.tenantByNumber(call.to, call.practice);
  const admission = admit(tenant, parts.registry.hasRoom);
  const twiml = admission.admitted
    ? parts.protocol.connect(
        call,
        parametersOf(parts, admission.tenant, 'made-for-each-call'),
        AFTER_STREAM_PATH,
      )
    : parts.protocol.sayAndHangUp(admission.say);
  return { tenant, twiml };
}

/**
 * What happens to a caller whose media stream has ended: good ends hang up; a stream that was lost, by a fault here or
 * on the way, brings the caller back to the agent. A repeated request changes nothing about a call that goes on.
 */
export function createReturns(parts: IncomingParts): (call: IncomingCall) => Promise<string> {
  const { registry, archive, protocol, clock } = parts;
  const returns = new Map<string, number>();
  return async (call) => {
    const session = registry.get(call.callSid);
    const token = registry.tokenOf(call.callSid);
    if (session?.record.state === 'ringing' && token !== undefined)
      return protocol.connect(call, parametersOf(parts, session.tenant, token), AFTER_STREAM_PATH);
    // The carrier may tell of the end before the socket does.
    const notice = new Promise<void>((resolve) => {
      clock.after(NOTICE_MS, resolve);
    });
    if (session?.live) await Promise.race([registry.settled(call.callSid), notice]);
    if (session?.live) return protocol.hangUp();
    await registry.settled(call.callSid);
    const tenant = parts.tenantByNumber(call.to, call.practice);
    const record = tenant && (await archive.read(tenantScope(tenant.id), call.callSid));
    // Another request of the same call may have brought it back meanwhile.
    if (!tenant || !record || !wasCutOff(record) || registry.get(call.callSid)) return protocol.hangUp();
    const times = (returns.get(call.callSid) ?? 0) + 1;
    remember(returns, call.callSid, times);
    if (times > MOST_RETURNS || tenant.status !== 'active' || !registry.hasRoom)
      return protocol.sayAndHangUp(
        'We are sorry, we have a technical problem. Please call again in a moment. Goodbye.',
      );
    return connect(parts, call, tenant, record);
  };
}

/** Keeps the latest calls' counts, so that the map has an end. */
function remember(returns: Map<string, number>, callSid: string, times: number): void {
  returns.delete(callSid);
  returns.set(callSid, times);
  const oldest = returns.keys().next().value;
  if (returns.size > RETURNS_KEPT && oldest !== undefined) returns.delete(oldest);
}

function connect(
  parts: IncomingParts,
  call: IncomingCall,
  tenant: Tenant,
  before: CallRecord | null,
): string {
  const { session, token } = parts.registry.begin(call, tenant, tenantScope(tenant.id), before);
  const twiml = parts.protocol.connect(call, parametersOf(parts, tenant, token), AFTER_STREAM_PATH);
  session.webhookAnswered();
  return twiml;
}
