import { type Admit, createAdmission } from '../call/admission.ts';
import type { CallRegistry } from '../call/registry.ts';
import type { SessionParts } from '../call/session-parts.ts';
import { NO_CAPS } from '../contracts/caps.ts';
import type { Engines } from './engines.ts';
import type { Rooms } from './rooms.ts';

/** Has the meter count the calls in progress, with what they cost up to now. */
export function followCalls({ meter }: Rooms, engines: Engines, registry: CallRegistry): void {
  meter.follow(() =>
    registry.all().map(({ record, elapsedMs }) => ({
      ...record,
      elapsedMs,
      costUsd: engines.pricing.call(record),
    })),
  );
}

export function wireAdmission({ meter, settings, tenants }: Rooms, registry: CallRegistry): Admit {
  return createAdmission({
    hasRoom: () => registry.hasRoom,
    agentOf: (tenant) => tenants.settingsOf(tenant),
    applianceCaps: () => settings.current().caps,
    meter,
  });
}

/** The limits as they are now: a cap that is lowered or lifted counts for calls in progress too. */
export function limitsNow({ meter, settings, tenants }: Rooms): SessionParts['limitsOf'] {
  return (tenant) => {
    // Its calls are just being ended when it is not there any more.
    const current = tenants.list().find(({ id }) => id === tenant.id);
    return {
      tenant: { caps: current ? tenants.settingsOf(current).caps : NO_CAPS, spent: meter.ofTenant(tenant) },
      appliance: { caps: settings.current().caps, spent: meter.ofAppliance() },
    };
  };
}
