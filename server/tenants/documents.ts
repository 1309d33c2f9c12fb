import { z } from 'zod';
import { agentOverrides } from '../contracts/agent.ts';
import {
  change,
  type Tenant,
  type TenantVersion,
  tenantDocument,
  tenantVersion,
} from '../contracts/tenant.ts';
import type { DocumentKind } from '../store/store.ts';

/** One tenant, under the key `TENANT_KEY` of its own scope. */
export const TENANT: DocumentKind<Tenant> = {
  name: 'tenant',
  scope: 'tenant',
  schema: tenantDocument,
  schemaVersion: 1,
};
export const TENANT_KEY = 'tenant';

/** One version of a tenant. One above the tenant's own version was never finished and does not count. */
export const TENANT_VERSION: DocumentKind<TenantVersion> = {
  name: 'tenant-version',
  scope: 'tenant',
  schema: tenantVersion,
  schemaVersion: 1,
};

const ledger = z.object({
  /** The highest id ever given. */
  lastId: z.number().int().nonnegative(),
  /** Tenants being created or deleted: what lies under these ids is erased at the next start. */
  unfinished: z.array(z.number().int().min(1)),
});
export type TenantLedgerBody = z.infer<typeof ledger>;

/** Which ids were given; of the appliance, under the key `LEDGER_KEY`. */
export const TENANT_LEDGER: DocumentKind<TenantLedgerBody> = {
  name: 'tenant-ledger',
  scope: 'appliance',
  schema: ledger,
  schemaVersion: 1,
};
export const LEDGER_KEY = 'ledger';

const agentDefaults = z.object({
  version: z.number().int().min(1),
  at: z.iso.datetime(),
  by: z.string(),
  /** Against the version before. */
  changes: z.array(change),
  /** What differs from the built-in agent. */
  agent: agentOverrides,
});
export type AgentDefaultsVersion = z.infer<typeof agentDefaults>;

/** One version of the appliance's defaults; the highest is in force. */
export const AGENT_DEFAULTS: DocumentKind<AgentDefaultsVersion> = {
  name: 'agent-defaults',
  scope: 'appliance',
  schema: agentDefaults,
  schemaVersion: 1,
};

/** The key of a version, so that keys sort as versions do. */
export function versionKey(version: number): string {
  return `v-${String(version).padStart(9, '0')}`;
}

/** The version that a key of `versionKey` names. */
export function versionOfKey(key: string): number {
  return Number(key.slice('v-'.length));
}
