import { z } from 'zod';
import { e164 } from './phone-number.ts';

/** All files of one import together. */
export const IMPORT_BYTES = 50 * 1024 * 1024;

/** What a file, or a part of it, was taken for. */
export const importTable = z.enum([
  'customers',
  'customer_configurations',
  'customer_usage',
  'admin_settings',
  'memories',
]);
export type ImportTable = z.infer<typeof importTable>;

/** A value that was changed or left out, and why. */
export const importNote = z.object({
  /** Of what, such as `phone` or `memory of +15551234567`. */
  field: z.string(),
  /** As it stood in the file, shortened. */
  was: z.string(),
  /** `null`: left out. */
  became: z.string().nullable(),
  why: z.string(),
});
export type ImportNote = z.infer<typeof importNote>;

/** What one caller's memory gets. */
export const importMemory = z.object({
  caller: e164,
  name: z.string().nullable(),
  preferences: z.array(z.string()),
  facts: z.array(z.string()),
});
export type ImportMemory = z.infer<typeof importMemory>;

const outcome = z.enum(['create', 'exists', 'refused']);

/** One tenant of the files: what applying would make of it. */
export const importTenantPlan = z.object({
  /** File and line, or place in the list. */
  place: z.string(),
  businessName: z.string(),
  phoneNumbers: z.array(z.string()),
  /** `exists`: it is here already and stays as it is; memories of callers who are new are added. `refused`: see `reason`. */
  outcome,
  reason: z.string().nullable(),
  /** The tenant that is here already. */
  tenantId: z.number().int().nullable(),
  callers: z.number().int(),
  facts: z.number().int(),
  notes: z.array(importNote),
});
export type ImportTenantPlan = z.infer<typeof importTenantPlan>;

export const importFile = z.object({
  name: z.string(),
  sizeBytes: z.number().int(),
  tables: z.array(z.object({ table: importTable, rows: z.number().int() })),
  /** Why nothing of it can be used, with the line where it can be told. */
  problem: z.string().nullable(),
});
export type ImportFile = z.infer<typeof importFile>;

/** What the dry run found. Nothing has been written. */
export const importPlan = z.object({
  files: z.array(importFile),
  tenants: z.array(importTenantPlan),
  /** The old system's admin settings as changes of the defaults, named; `null` where no file holds them. */
  defaults: z.object({ fields: z.array(z.string()), notes: z.array(importNote) }).nullable(),
  /** What belongs to no tenant. */
  notes: z.array(importNote),
});
export type ImportPlan = z.infer<typeof importPlan>;

const applied = z.object({
  created: z.array(
    z.object({ tenantId: z.number().int(), businessName: z.string(), callers: z.number().int() }),
  ),
  /** Were here already. `callers`: whose memories were added. */
  skipped: z.array(
    z.object({ tenantId: z.number().int(), businessName: z.string(), callers: z.number().int() }),
  ),
  failed: z.array(z.object({ businessName: z.string(), problem: z.string() })),
  defaults: z.boolean(),
  /** What kept it from going on to the end; `null` where nothing did. */
  problem: z.string().nullable(),
});
export type ImportApplied = z.infer<typeof applied>;

export const importState = z.object({
  id: z.string(),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.number().int() })),
  plan: importPlan.nullable(),
  /** What was done when it was applied last, there once that has ended. The files are kept as long as something failed. */
  applied: applied.nullable(),
});
export type ImportState = z.infer<typeof importState>;

export const importParams = z.object({ id: z.string().max(40) });
export const importFileQuery = z.object({ name: z.string().trim().min(1).max(200) });
/** `defaults`: also takes over the old admin settings. */
export const importApply = z.strictObject({ defaults: z.boolean() });
