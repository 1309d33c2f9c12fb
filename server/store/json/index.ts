import { dirname } from 'node:path';
import { type Clock, isoNow } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import type { AuditLog } from '../audit-log.ts';
import type { DataBackups, Switched } from '../backups.ts';
import type { LastingNotes } from '../lasting.ts';
import type { Recordings } from '../recordings.ts';
import type { SecretVault } from '../secrets.ts';
import type { BlobCache, DocumentKind, DocumentStore, Journals } from '../store.ts';
import { AuditFile } from './audit-file.ts';
import { JsonBackups, switchId } from './backup/index.ts';
import {
  carryOutSwitch,
  endTrial,
  findTrial,
  type Switch,
  settleSwitch,
  undoTrial,
} from './backup/switch.ts';
import { BlobFiles } from './blob-files.ts';
import { DataFolder, type DiskReports } from './data-folder.ts';
import { JsonDocumentStore } from './document-store.ts';
import type { FileSystem, FolderLock } from './file-system.ts';
import { JsonJournals } from './journals.ts';
import { LastingFile } from './lasting-file.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { JsonRecordings } from './recordings.ts';
import { SecretsFile } from './secrets-file.ts';
import { guarded } from './storage-errors.ts';

export interface JsonStoreOptions extends DiskReports {
  /** Made where it is not there; its parent folder must exist or be creatable. */
  dataDir: string;
  clock: Clock;
  fs?: FileSystem;
  /** How many documents memory holds. */
  cachedDocuments?: number;
  /** What all rendered greetings may take on the disk together. */
  blobLimitBytes?: number;
}

export interface JsonStore {
  documents: DocumentStore;
  journals: Journals;
  audit: AuditLog;
  /** The headless vault: a file that only its owner can read. */
  secrets: SecretVault;
  blobs: BlobCache;
  recordings: Recordings;
  lasting: LastingNotes;
  /** What other data has taken the place of what was there since the server last started well. */
  readonly switched: Switched | null;
  /** The server has started with it: it stays. */
  keepSwitched(): Promise<void>;
  /** Copies of all of it, with every document proven by its kind. */
  backups(kinds: readonly DocumentKind<unknown>[], ids: Ids): DataBackups;
  /** Waits for what is under way, closes all files and frees the folder. Later calls do nothing. */
  close(): Promise<void>;
}

/** The parts of the data folder in which temporary files are made. */
const SWEPT = ['tenants', 'appliance', 'quarantine', 'cache'];

/**
 * Opens the data folder for this process alone. Rejects with `conflict` while another process, or this one, has it
 * open, with `storage-failed` when the disk refuses.
 */
export async function openJsonStore(options: JsonStoreOptions): Promise<JsonStore> {
  const { dataDir, fs = nodeFileSystem } = options;
  const folder = new DataFolder(fs, dataDir, options);
  await guarded('not saved', () => makeRoot(fs, dataDir));
  const lock = await lockFolder(fs, dataDir);
  try {
    return await openParts(folder, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Decides that the data put aside comes back at the next start, because this one failed with what took its place.
 * Resolves with `false` where no data was replaced since the last good start. The folder must be free.
 */
export async function undoSwitch(
  { dataDir, clock, ids }: { dataDir: string; clock: Clock; ids: Ids },
  failure: string,
): Promise<boolean> {
  const lock = await lockFolder(nodeFileSystem, dataDir);
  try {
    const folder = new DataFolder(nodeFileSystem, dataDir, { onDamage: () => undefined });
    const given = { id: switchId(ids), at: isoNow(clock), failure };
    return await guarded('not saved', () => undoTrial(folder, given));
  } finally {
    lock.release();
  }
}

async function makeRoot(fs: FileSystem, path: string): Promise<void> {
  const parent = dirname(path);
  const exists = await fs.facts(path).catch(() => undefined);
  if (exists || parent === path) return;
  await makeRoot(fs, parent);
  await fs.makeFolder(path);
  await fs.syncFolder(parent);
}

async function lockFolder(fs: FileSystem, dataDir: string): Promise<FolderLock> {
  const lock = await guarded('not read', async () => fs.lock(dataDir));
  if (lock) return lock;
  throw new AppError(
    'conflict',
    `The data folder ${dataDir} is in use by another running copy of the app. Use that one, or quit it and start again.`,
  );
}

async function openParts(
  folder: DataFolder,
  lock: FolderLock,
  options: JsonStoreOptions,
): Promise<JsonStore> {
  const { clock, cachedDocuments = 1000, blobLimitBytes = 256 * 1024 * 1024 } = options;
  const switched = await guarded('not saved', () => carryOutSwitch(folder));
  await guarded('not saved', async () => {
    for (const part of SWEPT) await folder.sweep(part);
  });
  const secrets = await SecretsFile.open(folder);
  const blobs = await BlobFiles.open(folder, blobLimitBytes);
  const documents = new JsonDocumentStore(folder, cachedDocuments);
  const journals = new JsonJournals(folder);
  const recordings = new JsonRecordings(folder);
  const lasting = await LastingFile.open(folder);
  const trial = await guarded('not read', () => findTrial(folder));
  const audit = await AuditFile.open(folder, clock);
  if (switched)
    await noteSwitch(folder, audit, switched).catch(async (error: unknown) => {
      await audit.close();
      throw error;
    });
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    const closed = await Promise.allSettled(
      [documents, journals, audit, secrets, blobs, recordings, lasting].map((part) => part.close()),
    );
    lock.release();
    const failed = closed.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  };
  return {
    documents,
    journals,
    audit,
    secrets,
    blobs,
    recordings,
    lasting,
    switched: trial,
    async keepSwitched() {
      if (trial) await guarded('not saved', () => endTrial(folder));
    },
    backups: (kinds, ids) => new JsonBackups({ folder, clock, kinds, ids }),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** The data that was switched to learns of it before the switch is over, so that no crash can leave it out. */
async function noteSwitch(folder: DataFolder, audit: AuditLog, switched: Switch): Promise<void> {
  const { at, backup, failure } = switched;
  const action = backup === null ? 'data.switched-back' : 'data.restored';
  const by = failure === null ? 'operator' : 'appliance';
  await audit.append({ by, action, tenantId: null, detail: { at, backup } });
  await guarded('not saved', () => settleSwitch(folder, switched));
}
