import type { TenantScope } from './scope.ts';

/** Both legs of a call as one sound: the caller left, the agent right; mu-law, 8 kHz, one byte of each in turn. */
export const RECORDING_CHANNELS = 2;
/** Bytes of one second of such sound. */
export const RECORDING_BYTES_PER_SECOND = 8_000 * RECORDING_CHANNELS;

export interface RecordingFacts {
  /** As it was opened with. */
  key: string;
  /** Of sound, without what the file has besides. */
  soundBytes: number;
  /** When it was last added to, in milliseconds since the epoch. */
  changedMs: number;
}

/** A recording being made. What was appended is there after a crash, as far as the disk had taken it. */
export interface OpenRecording {
  /** Adds sound; pieces are written in the order of the calls. Rejects with `storage-failed`. */
  append(sound: Uint8Array): Promise<void>;
  /** Makes the file whole and durable. Resolves with the bytes of sound; with 0 nothing is kept. Once. */
  finish(): Promise<number>;
}

/** Sound files of calls, in each tenant's own folder. Keys follow the rule of document keys. */
export interface Recordings {
  /** A new recording, or one that goes on where it ended. `conflict` while it is open. */
  open(scope: TenantScope, key: string): Promise<OpenRecording>;
  /** `undefined` where there is none. */
  find(scope: TenantScope, key: string): Promise<RecordingFacts | undefined>;
  /** The sound from one byte up to another, in pieces; ends early where the file does. Rejects with `not-found`. */
  read(scope: TenantScope, key: string, fromByte: number, toByte: number): AsyncIterable<Uint8Array>;
  /** Those of one tenant, sorted by key. */
  list(scope: TenantScope): Promise<RecordingFacts[]>;
  /** Removes one for good. Resolves with whether there was one. */
  remove(scope: TenantScope, key: string): Promise<boolean>;
  /**
   * Removes those that were last added to more than so many days before `nowMs`, all that can be. Rejects with
   * `storage-failed` where one can't.
   */
  expire(scope: TenantScope, keepDays: number, nowMs: number): Promise<void>;
  /** Removes all of a tenant. One that can't be removed keeps no other; it then rejects. */
  removeAll(scope: TenantScope): Promise<void>;
}
