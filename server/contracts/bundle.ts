import { z } from 'zod';
import { task } from './task.ts';

/** Long enough that trying them all takes years. */
export const passphrase = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.');

export const bundleExport = z.strictObject({ passphrase, withRecordings: z.boolean().default(false) });
export const bundleOpen = z.strictObject({ passphrase: z.string().min(1, 'Type the passphrase.').max(200) });

const count = z.number().int().nonnegative();

/** A bundle being made; it can be fetched once it is ready, for an hour. */
export const bundleReady = z.object({
  id: z.string(),
  tenantId: z.number().int().min(1),
  fileName: z.string(),
  ready: z.boolean(),
  sizeBytes: count,
  /** It is erased then; `null` until it is ready. */
  keptUntil: z.iso.datetime().nullable(),
});
export type BundleReady = z.infer<typeof bundleReady>;
export const bundleStarted = z.object({ id: z.string(), task });

/** What a bundle says of itself, once opened. */
export const bundleAbout = z.object({
  format: z.literal(1),
  version: z.string().max(40),
  at: z.iso.datetime(),
  tenantId: z.number().int().min(1),
  businessName: z.string(),
  withRecordings: z.boolean(),
});
export type BundleAbout = z.infer<typeof bundleAbout>;

/** What importing a bundle would make, after all of it was read. */
export const bundleCheck = z.object({
  about: bundleAbout,
  callers: count,
  calls: count,
  messages: count,
  knowledge: count,
  versions: count,
  recordings: count,
  /** Names of the tenant's own secrets in it. */
  secrets: z.array(z.string()),
  receipts: count,
  phoneNumbers: z.array(z.string()),
  /** Numbers that another tenant has; they are left out. */
  takenNumbers: z.array(z.object({ phoneNumber: z.string(), businessName: z.string() })),
  /** What else is left out, and why. */
  notes: z.array(z.string()),
});
export type BundleCheck = z.infer<typeof bundleCheck>;

/** A bundle that was uploaded. */
export const bundleUpload = z.object({
  id: z.string(),
  sizeBytes: count,
  check: bundleCheck.nullable(),
  /** The tenant that was made of it. */
  tenantId: z.number().int().nullable(),
});
export type BundleUpload = z.infer<typeof bundleUpload>;

/** What waits here to be fetched or imported, oldest first. */
export const bundleList = z.object({
  exported: z.array(bundleReady),
  /** Without those that a tenant was made of. */
  uploaded: z.array(bundleUpload),
});
export type BundleList = z.infer<typeof bundleList>;
