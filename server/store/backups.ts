import type { AsideData, BackupAbout } from '../contracts/backup.ts';

/** How far something has come. */
export type Progress = (done: number, total: number | null) => void;

export interface CheckedBackup {
  about: BackupAbout;
  goodDocuments: number;
  audit: { ok: boolean; entries: number };
}

/** Other data took the place of what was there. */
export interface Switched {
  /** Name of the backup; `null`: the data put aside came back. */
  backup: string | null;
  /** When it was decided. */
  at: string;
  /** Of when the data is: it knows nothing of what happened since. */
  dataAt: string;
  /** Why the appliance switched back by itself; `null`: the operator decided. */
  failure: string | null;
}

/** Copies of all that is kept, as one file each, and the way back. Keys are in none of them. */
export interface DataBackups {
  /**
   * Writes a copy while everything goes on: each document as it last was, whole. Reads it again before it takes its
   * name. Resolves with the paths of damaged documents, which are left out, without callers' numbers. Rejects with
   * `storage-failed`, and then nothing is left of it.
   */
  write(
    file: string,
    about: Pick<BackupAbout, 'version' | 'at' | 'withRecordings'>,
    progress: Progress,
  ): Promise<{ about: BackupAbout; damaged: string[] }>;
  /** What a file says of itself, from its beginning alone. Rejects with `invalid` where it is no backup. */
  about(file: string): Promise<BackupAbout>;
  /** Reads the whole file and proves every document. Rejects with `invalid`, saying what is wrong. */
  check(file: string, progress: Progress): Promise<CheckedBackup>;
  /**
   * Unpacks a copy beside the present data, proves it, and decides durably that it takes its place when the store is
   * opened next. A crash before that decision changes nothing; one after it completes at the next start. `mayDecide`
   * is asked last, and throws where it must not be now.
   */
  stage(file: string, progress: Progress, mayDecide: () => void): Promise<void>;
  /** Decides durably that the data put aside comes back when the store is opened next. `not-found` where there is none. */
  switchBack(): Promise<void>;
  aside(): Promise<AsideData | null>;
  /** Erases the data put aside. */
  dropAside(): Promise<void>;
}
