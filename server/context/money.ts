import { type Admit, createAdmission } from '../call/admission.ts';
import type { CallRegistry } from '../call/registry.ts';
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
