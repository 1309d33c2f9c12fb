import { dialProblem, findDestination } from '../../agent/destinations.ts';
import { isOpen } from '../../agent/hours.ts';
import type { CallSession } from '../../call/session.ts';
import type { OpenDial } from '../../call/transfer-desk.ts';
import type { IncomingCall } from '../../carrier/carrier.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type { TransferDestination } from '../../contracts/transfer.ts';
import { tenantScope } from '../../store/make-scope.ts';
import { AFTER_DIAL_PATH, type IncomingParts, PROGRESS_PATH, SCREEN_PATH } from './incoming-parts.ts';
import { phoneWords } from './phone-words.ts';

/** TwiML that puts the caller through. */
export function dialFor(
  { protocol }: Pick<IncomingParts, 'protocol'>,
  call: IncomingCall,
  { destination, token }: Pick<OpenDial, 'destination' | 'token'>,
): string {
  const { number, mode } = destination;
  return protocol.dial(call, {
    number,
    mode,
    token,
    screenPath: SCREEN_PATH,
    progressPath: PROGRESS_PATH,
    afterPath: AFTER_DIAL_PATH,
  });
}

/** Whether the agent has left the call for a transfer. One that has ended is not being put through any more. */
export function isParked(
  session: CallSession,
): session is CallSession & { readonly parked: NonNullable<CallSession['parked']> } {
  return session.parked !== null && session.record.state !== 'ended';
}

/**
 * Whom a call is forwarded to instead of being answered, because the business is closed now and wants it so; `undefined`
 * when an agent answers, as it does when that person can't be dialled or reached.
 */
export function forwardTarget(parts: IncomingParts, tenant: Tenant): TransferDestination | undefined {
  const { afterHours, dialCountries, schedule, transfers } = parts.agentOf(tenant);
  if (afterHours.mode !== 'forward') return undefined;
  const nowMs = parts.clock.now();
  if (isOpen(schedule, nowMs, tenant.timeZone)) return undefined;
  const destination = findDestination({ transfers }, afterHours.destination);
  if (!destination || !isOpen(destination.schedule, nowMs, tenant.timeZone)) return undefined;
  return dialProblem(destination.number, dialCountries, tenant.phoneNumbers) === null
    ? destination
    : undefined;
}

/** Puts a call through at once. Nothing is opened for it but its record. */
export function forwardCall(
  parts: IncomingParts,
  call: IncomingCall,
  tenant: Tenant,
  destination: TransferDestination,
): string {
  const { outsideHours } = phoneWords(parts.agentOf(tenant).language);
  parts.forwarded.begin(call, tenant, tenantScope(tenant.id), destination, outsideHours);
  return dialFor(parts, call, parts.desk.open(call.callSid, destination, outsideHours));
}
