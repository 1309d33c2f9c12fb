import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What a backup holds, counted when it was begun. */
export const backupContents = z.object({
  tenants: z.array(z.object({ id: z.number().int().min(1), businessName: z.string() })),
  documents: count,
  calls: count,
  callers: count,
  messages: count,
  knowledge: count,
  recordings: count,
});
export type BackupContents = z.infer<typeof backupContents>;

/** What a backup says of itself. */
export const backupAbout = z.object({
  /** Of the file's layout. */
  format: z.literal(1),
  /** Of the program that made it. */
  version: z.string().max(40),
  at: z.iso.datetime(),
  withRecordings: z.boolean(),
  contents: backupContents,
});
export type BackupAbout = z.infer<typeof backupAbout>;

/** Name of a backup in its folder. */
export const backupName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}\.tar\.gz$/, 'A backup is a file whose name ends with .tar.gz.');

export const backupEntry = z.object({
  name: backupName,
  sizeBytes: count,
  /** `null` where the file can't be read as a backup; `problem` says why. */
  about: backupAbout.nullable(),
  problem: z.string().nullable(),
  /** Callers who were forgotten after it was made, and are still in it. */
  forgottenSince: count,
});
export type BackupEntry = z.infer<typeof backupEntry>;

/** The data that the last restore replaced. */
export const asideData = z.object({
  /** When it was put aside. */
  at: z.iso.datetime(),
  /** Name of the backup that took its place; `null`: it was switched back. */
  replacedBy: z.string().nullable(),
});
export type AsideData = z.infer<typeof asideData>;

export const backupList = z.object({
  folder: z.string(),
  /** The folder beside the data, used when none is chosen. */
  defaultFolder: z.string(),
  /** Why the folder can't be used. */
  problem: z.string().nullable(),
  /** Newest first. */
  backups: z.array(backupEntry),
  aside: asideData.nullable(),
});
export type BackupList = z.infer<typeof backupList>;

export const backupCreate = z.strictObject({ withRecordings: z.boolean().default(true) });

/** `null`: the folder beside the data. */
export const backupPlace = z.strictObject({ folder: z.string().trim().min(1).max(1000).nullable() });

/** What restoring a backup would mean, after all of it was read. */
export const restoreCheck = z.object({
  name: backupName,
  about: backupAbout,
  /** Documents whose checksum, place and content were found good. */
  goodDocuments: count,
  audit: z.object({ ok: z.boolean(), entries: count }),
  /** What is here now and not in the backup. */
  lost: z.object({
    calls: count,
    auditEntries: count,
    /** Tenants made since, by name. */
    tenants: z.array(z.string()),
  }),
  /** Tenants that were deleted since and would come back, by name. */
  returning: z.array(z.string()),
  forgottenSince: count,
});
export type RestoreCheck = z.infer<typeof restoreCheck>;
