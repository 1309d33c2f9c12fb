import { z } from 'zod';
import { agentOverrides, agentPatch, effectiveAgent } from './agent.ts';
import { writtenNumber } from './phone-number.ts';

export const packageTier = z.enum(['starter', 'professional', 'enterprise']);
export const tenantStatus = z.enum(['active', 'suspended', 'cancelled']);
export type TenantStatus = z.infer<typeof tenantStatus>;

const KNOWN_ZONES = new Set(Intl.supportedValuesOf('timeZone'));

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine((zone) => zone === 'UTC' || KNOWN_ZONES.has(zone), 'Use a time zone such as America/New_York.');

const identity = {
  businessName: z.string().trim().min(1, 'Write the name of the business.').max(120),
  contactName: z.string().trim().min(1, 'Write the name of the person to contact.').max(120),
  email: z.email('Write an e-mail address such as owner@example.com.').max(254),
  /** The contact's own number, not the line that callers ring. */
  phone: writtenNumber.nullable(),
  packageTier,
  timeZone,
};

export const tenantId = z.coerce.number().int().min(1).max(999_999_999);

/** A tenant as it is kept. */
export const tenantDocument = z.object({
  id: z.number().int().min(1),
  ...identity,
  status: tenantStatus,
  /** The lines callers ring, unique over all tenants. */
  phoneNumbers: z.array(writtenNumber).max(50),
  agent: agentOverrides,
  /** Counts changes, from 1. */
  version: z.number().int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Tenant = z.infer<typeof tenantDocument>;

/** A tenant as the control API shows it. */
export const tenantView = tenantDocument.extend({ effective: effectiveAgent });
export type TenantView = z.infer<typeof tenantView>;

export const tenantCreate = z.strictObject({
  businessName: identity.businessName,
  contactName: identity.contactName,
  email: identity.email,
  phone: identity.phone.optional(),
  packageTier: packageTier.optional(),
  timeZone: timeZone.optional(),
  /** One line to start with. */
  phoneNumber: writtenNumber.optional(),
  agent: agentPatch.optional(),
  /** A trade template to begin with, by id; `agent` is laid over its settings. */
  trade: z.string().max(40).optional(),
  /** A tenant to begin like, instead of a trade: with its published agent, under `agent`, and with its knowledge. */
  from: z.number().int().min(1).max(999_999_999).optional(),
});
export type TenantCreate = z.infer<typeof tenantCreate>;

export const tenantPatch = z
  .strictObject({
    ...identity,
    status: tenantStatus,
    phoneNumbers: tenantDocument.shape.phoneNumbers,
    agent: agentPatch,
  })
  .partial();
export type TenantPatch = z.infer<typeof tenantPatch>;

export const change = z.object({
  /** Dotted path, such as `agent.personality.warmth`. */
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type Change = z.infer<typeof change>;

/** One version of a tenant: who made it, when, what changed against the one before, and the whole as it then was. */
export const tenantVersion = z.object({
  version: z.number().int().min(1),
  at: z.iso.datetime(),
  by: z.string(),
  changes: z.array(change),
  snapshot: tenantDocument,
  /** Of a first version: the version of another tenant that it was copied from. */
  copiedFrom: z.object({ tenantId: z.number().int().min(1), version: z.number().int().min(1) }).optional(),
});
export type TenantVersion = z.infer<typeof tenantVersion>;

export const tenantVersionView = tenantVersion.omit({ snapshot: true });

/** `GET /api/tenants/:id/versions/:n/changes?against=m`: what version `n` has otherwise than version `m`. */
export const versionComparison = z.object({ changes: z.array(change) });

/** `GET /api/tenants/standing`: how every tenant stands. */
export const tenantStanding = z.array(
  z.object({
    tenantId: z.number().int().min(1),
    /** Of this month by the tenant's time zone, practice calls left out. */
    calls: z.number().int(),
    /** When the last call began, practice calls left out; `null` before the first. */
    lastCallAt: z.iso.datetime().nullable(),
    openMessages: z.number().int(),
  }),
);
export type TenantStanding = z.infer<typeof tenantStanding>;
