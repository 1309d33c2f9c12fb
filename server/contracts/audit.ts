import { z } from 'zod';

/** One act of a person, chained to the one before by its hash. */
export const auditEntry = z.object({
  sequence: z.number().int().min(1),
  at: z.iso.datetime(),
  /** Who acted: `operator`, or a portal user. */
  by: z.string(),
  /** What was done, as `noun.verb`: `tenant.created`, `memory.erased`. */
  action: z.string(),
  tenantId: z.number().int().nullable(),
  /** What it was done to, without personal data. */
  detail: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const filter = {
  tenantId: z.coerce.number().int().min(1).optional(),
  /** A whole action, or its noun alone: `tenant` stands for `tenant.created` and all others of its kind. */
  action: z
    .string()
    .regex(/^[a-z][a-z-]*(\.[a-z-]+)?$/, 'Name an action such as tenant.created, or only tenant.')
    .max(60)
    .optional(),
  /** From this moment on, and until before this one. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};
export const auditFilter = z.object(filter);
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditQuery = z.object({
  ...filter,
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Newest first. With a filter a page may hold few entries, or none, and there may still be a next one. */
export const auditPage = z.object({ entries: z.array(auditEntry), nextCursor: z.number().nullable() });
/** `brokenAt` is the sequence of the first entry that does not follow from the one before. */
export const auditVerification = z.object({
  ok: z.boolean(),
  entries: z.number(),
  brokenAt: z.number().nullable(),
});
