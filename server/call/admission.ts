import type { IncomingCall } from '../carrier/carrier.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { Caps } from '../contracts/caps.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { UsageMeter } from '../usage/meter.ts';
import { reachedCap } from '../usage/reached.ts';

interface Refusal {
  admitted: false;
  /** For the log. */
  reason: string;
  /** What the caller hears, in whole sentences. */
  say: string;
  /** The words ask for a message after the tone, which the carrier can record. Otherwise they end with a goodbye. */
  voicemail: boolean;
}
export type Admission = { admitted: true; tenant: Tenant } | Refusal;

/** Decides whether a call is answered. `tenant`: whose number was rung. */
export type Admit = (tenant: Tenant | undefined, call: Pick<IncomingCall, 'from' | 'practice'>) => Admission;

export interface AdmissionParts {
  hasRoom(): boolean;
  agentOf(tenant: Tenant): Pick<AgentSettings, 'blockedCallers' | 'caps'>;
  applianceCaps(): Caps;
  meter: Pick<UsageMeter, 'ofTenant' | 'ofAppliance'>;
}

const refuse = (reason: string, say: string): Refusal => ({ admitted: false, reason, say, voicemail: false });
const askForMessage = (reason: string, why: string): Refusal => ({
  admitted: false,
  reason,
  say: `Thank you for calling. ${why} Please leave your name, your number and your message after the tone.`,
  voicemail: true,
});

/** Whose limit keeps a call out, and which; `null` when none does. */
function capInTheWay(
  tenant: Tenant,
  practice: boolean,
  { agentOf, applianceCaps, meter }: AdmissionParts,
): string | null {
  const parties = [
    { whose: 'tenant', caps: agentOf(tenant).caps, spent: meter.ofTenant(tenant) },
    { whose: 'appliance', caps: applianceCaps(), spent: meter.ofAppliance() },
  ];
  for (const { whose, caps, spent } of parties) {
    if (caps.calls !== null && spent.calls >= caps.calls) return `${whose}-calls`;
    const reached = reachedCap(caps, spent, practice);
    if (reached !== null) return `${whose}-${reached}`;
  }
  return null;
}

/**
 * Admission from memory alone: the tenant's status, then its blocked callers, then its caps and the appliance's, then room
 * on this machine. Refused callers cost nothing.
 */
export function createAdmission(parts: AdmissionParts): Admit {
  return (tenant, { from, practice }) => {
    if (!tenant) return refuse('unknown-number', 'We are sorry, this number is not in service. Goodbye.');
    if (tenant.status !== 'active')
      return refuse(
        tenant.status,
        'Thank you for calling. We cannot take calls on this number at the moment. Goodbye.',
      );
    const caller = identifiableCaller(from);
    if (caller !== null && parts.agentOf(tenant).blockedCallers.includes(caller))
      return refuse('blocked-caller', 'We are sorry, we cannot take your call. Goodbye.');
    const cap = capInTheWay(tenant, practice, parts);
    if (cap !== null) return askForMessage(cap, 'We cannot answer your call right now.');
    if (!parts.hasRoom()) return askForMessage('no-room', 'All our lines are busy.');
    return { admitted: true, tenant };
  };
}
