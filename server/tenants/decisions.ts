import { patchAgent } from '../agent/patch.ts';
import { type Tenant, type TenantCreate, type TenantPatch, timeZone } from '../contracts/tenant.ts';

/** What people decide about a tenant; the rest is bookkeeping of ours. */
export type TenantDecisions = Omit<Tenant, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

/** @param zone used where none is named; UTC when it is not a known one */
export function decisionsOf(input: TenantCreate, zone: string): TenantDecisions {
  return {
    businessName: input.businessName,
    contactName: input.contactName,
    email: input.email,
    phone: input.phone ?? null,
    packageTier: input.packageTier ?? 'starter',
    timeZone: input.timeZone ?? (timeZone.safeParse(zone).success ? zone : 'UTC'),
    status: 'active',
    phoneNumbers: input.phoneNumber === undefined ? [] : [input.phoneNumber],
    agent: patchAgent({}, input.agent ?? {}),
  };
}

/** The decisions without the bookkeeping. */
export function undated({ id, version, createdAt, updatedAt, ...decisions }: Tenant): TenantDecisions {
  return decisions;
}

/** The tenant's decisions after a change; fields not named stay. Doubled phone numbers count once. */
export function patched(tenant: Tenant, { agent, ...fields }: TenantPatch): TenantDecisions {
  const next = { ...undated(tenant), ...fields };
  return {
    ...next,
    phoneNumbers: [...new Set(next.phoneNumbers)],
    agent: agent === undefined ? next.agent : patchAgent(next.agent, agent),
  };
}
